import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/** Something that a plugin holds for a pass holder until a moment. */
export const Offer = defineEntity({
  name: 'Offer',
  ...tenantTable('core', 'offer'),
  properties: {
    ...tenantKey,
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    plugin: p.text(),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    about: p.text(),
    /** The last moment at which it can be accepted. */
    until: p.datetime().columnType('timestamptz'),
    state: p.enum(['made', 'accepted', 'declined', 'lapsed'] as const),
    madeAt: p.datetime().columnType('timestamptz'),
    endedAt: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [
    {
      name: 'one_offer_at_a_time',
      expression:
        "create unique index one_offer_at_a_time on core.offer (card_system_id, municipality_id, plugin, about) where state = 'made'",
    },
    {
      name: 'offer_to_lapse',
      expression:
        "create index offer_to_lapse on core.offer (card_system_id, until) where state = 'made'",
    },
    { properties: ['cardSystemId', 'passholder'] },
  ],
  checks: [
    {
      name: 'an_offer_stands_until_it_ends',
      expression: "(state = 'made') = (ended_at is null)",
    },
  ],
});
