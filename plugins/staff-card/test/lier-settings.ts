import type { StaffConfig } from '../config.ts';

/** The staff card of Lier. */
export const lier: StaffConfig = {
  department: 'hr',
  doorOrganizers: ['hr'],
  zones: {
    stadhuis: {
      doors: ['town-hall-door'],
      schedule: [{ days: [1, 2, 3, 4, 5], from: '07:00', until: '19:00' }],
    },
    magazijn: {
      doors: ['warehouse-door', 'town-hall-door'],
      schedule: [{ days: [5], from: '22:00', until: '06:00' }],
    },
  },
  temporaryDays: 31,
  meals: { restaurant: { price: { priceCents: 400 }, fundedBy: { hr: 1 } } },
};
