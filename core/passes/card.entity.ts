import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Passholder } from './passholder.entity.ts';

/** The physical or digital card. Its number says nothing about its holder. */
export const Card = defineEntity({
  name: 'Card',
  ...tenantTable('core', 'card'),
  properties: {
    ...tenantKey,
    number: p.text(),
    chipNumber: p.text().nullable(),
    type: p.enum(['NFC_CARD', 'DIGITAL'] as const).default('NFC_CARD'),
    status: p.enum(['PROVISIONED', 'LOCAL_STOCK', 'ACTIVE', 'BLOCKED', 'DELETED'] as const),
    passholder: () => belongsTo(Passholder, 'passholder_id').nullable(),
    activatedAt: p.datetime().columnType('timestamptz').nullable(),
    blockedAt: p.datetime().columnType('timestamptz').nullable(),
    replacedBy: () => belongsTo(Card, 'replaced_by_id').nullable(),
  },
  uniques: [
    { properties: ['cardSystemId', 'number'] },
    { properties: ['cardSystemId', 'chipNumber'] },
  ],
  indexes: [
    { properties: ['cardSystemId', 'passholder'] },
    {
      name: 'one_active_card_per_passholder',
      expression:
        'create unique index one_active_card_per_passholder ' +
        'on core.card (card_system_id, passholder_id) ' +
        "where status = 'ACTIVE'",
    },
  ],
});
