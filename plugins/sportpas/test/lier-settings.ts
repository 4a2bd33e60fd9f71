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
  series: {
    swimming: {
      title: 'Leren zwemmen',
      place: 'swimming-pool',
      ages: { from: 6, until: 12 },
      lessons: [{ day: 3, from: '14:00', until: '15:00' }],
      firstDay: '2026-12-02',
      lastDay: '2027-01-27',
      places: 20,
      priceCents: 6000,
      operator: 'agb',
      lessonFeeCents: 400,
    },
  },
  offerHours: 48,
  earlyMinutes: 30,
  year: { priceCents: 12_000, startsOn: '09-01', young: { underAge: 18, priceCents: 8000 } },
  term: { priceCents: 4800, startsOn: ['09-01', '01-01', '04-01'] },
  turnCard: { priceCents: 4500, turns: 10, validMonths: 12, windowMinutes: 90 },
};
