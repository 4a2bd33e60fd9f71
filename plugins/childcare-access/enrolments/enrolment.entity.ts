import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';

/**
 * A child that is cared for. Where and when is kept with its role; here is what no role may tell.
 * Its row is the lock on who is inside.
 */
export const Enrolment = defineEntity({
  name: 'ChildcareEnrolment',
  ...tenantTable('childcare_access', 'enrolment'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    roleId: p.uuid(),
    passholderId: p.uuid(),
    /** From when it was asked. Of a role that ends before it began core keeps one day before. */
    firstDay: p.date(),
    /** Health data, sealed; null when none are known. */
    sealedAllergies: p.text().nullable(),
    /** What the imported list last said of the child, sealed; null when it was never on one. */
    sealedListed: p.text().nullable(),
  },
  uniques: [{ name: 'enrolment_of_role', properties: ['cardSystemId', 'roleId'] }],
  indexes: [{ properties: ['cardSystemId', 'passholderId'] }],
});
export type Enrolment = InferEntity<typeof Enrolment>;

/** Somebody who is named for a child: who may fetch it, or who never may. */
export const Contact = defineEntity({
  name: 'ChildcareContact',
  ...tenantTable('childcare_access', 'contact'),
  properties: {
    ...tenantKey,
    enrolmentId: p.uuid(),
    kind: p.enum(['pick-up', 'barred'] as const),
    /** Whose card proves it; null for who has no pass. */
    passholderId: p.uuid().nullable(),
    /** As the desk wrote it down. */
    sealedName: p.text(),
    /** The order of the list. */
    position: p.integer(),
  },
  indexes: [
    { properties: ['cardSystemId', 'enrolmentId'] },
    { properties: ['cardSystemId', 'passholderId'] },
  ],
});
export type Contact = InferEntity<typeof Contact>;

/** Who pays a share for a child, on the list that holds from a day on. */
export const Payer = defineEntity({
  name: 'ChildcarePayer',
  ...tenantTable('childcare_access', 'payer'),
  properties: {
    ...tenantKey,
    enrolmentId: p.uuid(),
    /** The first day of its list. */
    validFrom: p.date(),
    /** Null for the household of the child. */
    payerId: p.uuid().nullable(),
    sealedName: p.text().nullable(),
    share: p.integer(),
    weeks: p.enum(['every', 'even', 'odd'] as const),
    position: p.integer(),
  },
  indexes: [
    { properties: ['cardSystemId', 'enrolmentId'] },
    { properties: ['cardSystemId', 'payerId'] },
  ],
  checks: [{ name: 'a_share_is_counted', expression: 'share >= 1 and share <= 1000' }],
});
export type Payer = InferEntity<typeof Payer>;
