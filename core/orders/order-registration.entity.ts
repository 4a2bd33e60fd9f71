import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Person } from '../persons/person.entity.ts';
import { PassOrder } from './pass-order.entity.ts';

/**
 * Somebody for whom a pass was ordered: what was told of that person, sealed. It goes with the
 * order, and with the person that it has become.
 */
export const OrderRegistration = defineEntity({
  name: 'OrderRegistration',
  ...tenantTable('core', 'order_registration'),
  properties: {
    ...tenantKey,
    order: () => belongsTo(PassOrder, 'order_id').deleteRule('cascade'),
    place: p.integer(),
    toldSealed: p.blob(),
    person: () => belongsTo(Person, 'person_id').deleteRule('cascade').nullable(),
  },
  uniques: [{ properties: ['cardSystemId', 'order', 'place'] }],
  indexes: [{ properties: ['cardSystemId', 'person'] }],
});
