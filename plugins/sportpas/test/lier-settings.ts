import type { SportpasConfig } from '../config.ts';

/** The sport pass of Lier. */
export const lier: SportpasConfig = {
  department: 'sport',
  facilities: {
    'sports-hall': { turnFeeCents: 0 },
    gym: { ages: { from: 6, until: 12 }, turnFeeCents: 0 },
    'swimming-pool': { operator: 'agb', turnFeeCents: 300 },
  },
  lessons: { 'senior-gym': { place: 'gym', ages: { from: 60, until: 130 } } },
  year: { priceCents: 12_000, startsOn: '09-01', young: { underAge: 18, priceCents: 8000 } },
  term: { priceCents: 4800, startsOn: ['09-01', '01-01', '04-01'] },
  turnCard: { priceCents: 4500, turns: 10, validMonths: 12, windowMinutes: 90 },
};
