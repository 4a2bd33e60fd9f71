import type { Facts, Right } from '../../core/contract/facts.ts';
import { type Budget, type TalentConfig, TICKETS, type Ticket } from './config.ts';

/** What each ticket is called. */
export const TICKET_TITLES: Readonly<Record<Ticket, { nl: string; fr: string; en: string }>> = {
  first: { nl: 'Eerste talententicket', fr: 'Premier ticket talent', en: 'First talent ticket' },
  second: { nl: 'Tweede talententicket', fr: 'Deuxième ticket talent', en: 'Second talent ticket' },
  third: { nl: 'Derde talententicket', fr: 'Troisième ticket talent', en: 'Third talent ticket' },
};

/** A line for each ticket, with what is left of it. */
export function talentRights({ role }: Facts<TalentConfig, Budget>): Right[] {
  if (role.name !== 'year-budget') return [];
  return TICKETS.map((ticket) => ({
    right: `talententickets:${ticket}:pay`,
    title: TICKET_TITLES[ticket],
    allowance: ticket,
  }));
}
