import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { Municipality } from './municipality.entity.ts';

/** One text of a municipality's configuration: facts name the version they were decided by. */
export const ConfigVersion = defineEntity({
  name: 'ConfigVersion',
  ...tenantTable('core', 'config_version'),
  properties: {
    ...tenantKey,
    municipality: () =>
      p
        .manyToOne(Municipality)
        .joinColumns('card_system_id', 'municipality_id')
        .deleteRule('restrict')
        .updateRule('restrict'),
    hash: p.text(),
    text: p.text(),
    activatedAt: p.datetime().columnType('timestamptz'),
  },
  uniques: [{ properties: ['cardSystemId', 'municipality', 'hash'] }],
});
