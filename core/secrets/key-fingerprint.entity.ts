import { defineEntity, p } from '@mikro-orm/postgresql';

/** By which keys a database is worked on: of each key its id and what it is known by, no secret. */
export const KeyFingerprint = defineEntity({
  name: 'KeyFingerprint',
  schema: 'core',
  tableName: 'key_fingerprint',
  properties: {
    keyId: p.integer().primary().autoincrement(false),
    fingerprint: p.text(),
  },
});
