import type { GrabbelpasConfig } from '../config.ts';

/** The holiday pass of Lier. */
export const lier: GrabbelpasConfig = {
  department: 'youth',
  places: { gym: { title: 'Turnzaal' }, 'sports-hall': { title: 'Sporthal' } },
  givers: { 'gym-club': { title: 'Turnkring' } },
  ages: { from: 6, until: 12, countedBy: 'date' },
  pass: { priceCents: 500, startsOn: '01-01', isRequired: true },
  openDays: 60,
  offerHours: 48,
  waitingPlaces: 500,
  earlyMinutes: 30,
  refund: { freeDays: 7, latePercent: 50, noteDays: 30 },
};
