import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';

/**
 * A command that was carried out, by the key that its client gave it: the same key never acts
 * twice. Without a payload hash what it did was erased since: what was asked is forgotten too.
 */
export const Command = defineEntity({
  name: 'Command',
  ...tenantTable('core', 'command'),
  properties: {
    ...tenantKey,
    key: p.text(),
    payloadHash: p.text().nullable(),
    kind: p.text(),
    factId: p.uuid(),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
  uniques: [{ properties: ['cardSystemId', 'key'] }],
  indexes: [{ properties: ['cardSystemId', 'factId'] }],
});
