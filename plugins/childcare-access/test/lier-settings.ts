import type { ChildcareConfig } from '../config.ts';

/** The childcare of Lier. */
export const lier: ChildcareConfig = {
  department: 'childcare',
  locations: {
    nest: { name: 'Het Nest', opensAt: '07:00', closesAt: '18:30', groups: { bees: 'Bijtjes' } },
    'tree-house': { name: 'De Boomhut', opensAt: '07:00', closesAt: '18:30', groups: {} },
    rainbow: { name: 'De Regenboog', opensAt: '07:00', closesAt: '18:00', groups: {} },
  },
  openOn: [1, 2, 3, 4, 5],
  holidays: [
    { title: 'Krokusvakantie', from: '2026-02-16', until: '2026-02-22' },
    { title: 'Herfstvakantie', from: '2026-11-02', until: '2026-11-08' },
  ],
  schools: { 'school-at-the-nete': ['2026-10-05'] },
  closedOn: ['2026-11-11'],
  rates: [
    {
      validFrom: '2026-01-01',
      halfHourCents: 100,
      dayMaximumCents: 1500,
      shortFreeDayCents: 500,
      mediumFreeDayCents: 900,
      longFreeDayCents: 1400,
    },
  ],
  siblingPercent: 25,
  socialReduction: { percent: 50, funder: 'ocmw' },
  meals: {
    soup: { title: 'Soep', priceCents: 80, socialTariff: false },
    'hot-meal': { title: 'Warme maaltijd', priceCents: 350, socialTariff: true },
  },
  latePickUp: { graceMinutes: 5, perMinutes: 15, feeCents: 500 },
  noShowFeeCents: 200,
  forgottenAfterMinutes: 60,
  keptDays: 90,
  certificateUntilAge: 14,
  certificateMaximumCents: { '2026': 1690 },
};
