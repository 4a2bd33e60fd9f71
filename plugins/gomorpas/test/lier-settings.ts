import type { GomorpasConfig } from '../config.ts';

/** The benefits of Lier. */
export const lier: GomorpasConfig = {
  department: 'welfare',
  benefits: {
    meals: {
      title: 'Maaltijd in het sociaal restaurant',
      importNames: ['sociaal restaurant'],
      partners: ['restaurant'],
      period: 'MONTH',
      tickets: { number: 20, price: { priceCents: 400 } },
    },
    hairdresser: {
      title: 'Kapper',
      importNames: [],
      partners: ['hairdresser'],
      period: 'QUARTER',
      tickets: { number: 2, price: { percentOff: 60 } },
    },
    bus: {
      title: 'Busabonnement',
      importNames: ['bus'],
      partners: ['bus-company'],
      period: 'YEAR',
      budgetCents: 6000,
    },
  },
  grounds: [
    'leefloon',
    'budgetbegeleiding',
    'collectieve schuldenregeling',
    'verhoogde tegemoetkoming',
  ],
  keptDays: 90,
};
