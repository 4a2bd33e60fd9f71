import type { FriendsConfig } from '../config.ts';

/** The friends of the cultural centre of Lier. */
export const lier: FriendsConfig = {
  department: 'cultural-centre',
  seasonStartsOn: '09-01',
  feeCents: 1000,
  passholderReduction: { cents: 500, fundedBy: { uit: 3, library: 1, 'cultural-centre': 1 } },
  ticketDiscount: {
    price: { percentOff: 15 },
    where: 'het cultuurcentrum',
    fundedBy: { 'cultural-centre': 1 },
  },
  priorityDays: 7,
  coolingOffDays: 14,
  reminderDays: 45,
  reviewDays: 90,
};
