import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Event } from '../events/event.entity.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';

/**
 * A post that configuration names, at which holders save points. The device that stands there holds
 * a secret, and so does who sets it up: of both only a hash is kept.
 */
export const Kiosk = defineEntity({
  name: 'Kiosk',
  ...tenantTable('core', 'kiosk'),
  properties: {
    ...tenantKey,
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    key: p.text(),
    name: p.text(),
    deviceHash: p.text().nullable(),
    codeHash: p.text().nullable(),
    codeMadeAt: p.datetime().columnType('timestamptz').nullable(),
    codeUsedAt: p.datetime().columnType('timestamptz').nullable(),
    fixedEvent: () => belongsTo(Event, 'fixed_event_id').nullable(),
  },
  uniques: [
    { properties: ['cardSystemId', 'municipality', 'key'] },
    { properties: ['cardSystemId', 'deviceHash'] },
    { properties: ['cardSystemId', 'codeHash'] },
  ],
});
