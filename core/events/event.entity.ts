import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Place } from '../organizers/place.entity.ts';
import type { Calendar } from './calendar.ts';

/** An activity of an organizer: when it is open, what it costs and what it earns. */
export const Event = defineEntity({
  name: 'Event',
  ...tenantTable('core', 'event'),
  properties: {
    ...tenantKey,
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    place: () => belongsTo(Place, 'place_id').nullable(),
    title: p.text(),
    regularPriceCents: p.integer(),
    calendar: p.json<Calendar>(),
    earnsPoints: p.boolean().default(true),
    points: p.integer().default(1),
    limitVolume: p.integer().nullable(),
    limitPeriod: p
      .enum(['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const)
      .nullable(),
    ticketLimitVolume: p.integer().nullable(),
    ticketLimitPeriod: p
      .enum(['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const)
      .nullable(),
    marginMinutes: p.integer().default(60),
    isInCardSystem: p.boolean().default(true),
    distributionKey: p.text().nullable(),
    version: p.integer().default(1),
  },
  indexes: [{ properties: ['cardSystemId', 'organizer'] }],
  checks: [
    { name: 'event_price_not_negative', expression: 'regular_price_cents >= 0' },
    { name: 'event_points_not_negative', expression: 'points >= 0' },
  ],
});
