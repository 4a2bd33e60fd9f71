import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import type { Interest } from './interest.ts';
import type { OptInPreferences } from './person-record.ts';

/** A human being: the only table that holds persons, and the only one that is erased. */
export const Person = defineEntity({
  name: 'Person',
  ...tenantTable('core', 'person'),
  properties: {
    ...tenantKey,
    firstName: p.text(),
    lastName: p.text(),
    nameKey: p.text(),
    lastNameKey: p.text().nullable(),
    lastNameStart: p.text().nullable(),
    birthDate: p.date(),
    nationalNumberHash: p.text().nullable(),
    nationalNumberSealed: p.text().nullable(),
    email: p.text().nullable(),
    emailKey: p.text().nullable(),
    phone: p.text().nullable(),
    street: p.text().nullable(),
    houseNumber: p.text().nullable(),
    postalCode: p.text().nullable(),
    city: p.text().nullable(),
    /** What may be recommended, by the holder's own choice; null as long as nothing was chosen. */
    interests: p.json<readonly Interest[]>().nullable(),
    /** The school that the person goes to: its id follows from the configuration. */
    schoolId: p.uuid().nullable(),
    /** The subject of the UiTiD that is linked. */
    uitidId: p.text().nullable(),
    /** The key of the address of that UiTiD, as it was verified. */
    uitidEmailKey: p.text().nullable(),
    optInPreferences: p.json<OptInPreferences>().nullable(),
  },
  uniques: [
    { properties: ['cardSystemId', 'nationalNumberHash'] },
    { properties: ['cardSystemId', 'uitidId'] },
  ],
  indexes: [
    { properties: ['cardSystemId', 'nameKey', 'birthDate'] },
    { properties: ['cardSystemId', 'emailKey'] },
    { properties: ['cardSystemId', 'lastNameStart'] },
    { properties: ['cardSystemId', 'schoolId'] },
    { properties: ['cardSystemId', 'uitidEmailKey'] },
  ],
});
