import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/** That a pass holder is, or was, a member of an association, until and including a day. */
export const AssociationMembership = defineEntity({
  name: 'AssociationMembership',
  ...tenantTable('core', 'association_membership'),
  properties: {
    ...tenantKey,
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    /** Of the configuration: its id follows from its key. */
    associationId: p.uuid(),
    endDate: p.date(),
    registeredAt: p.datetime(),
  },
  uniques: [{ properties: ['cardSystemId', 'passholder', 'associationId'] }],
  indexes: [{ properties: ['cardSystemId', 'associationId'] }],
});
