import type { AllowanceDefinition } from '../../core/contract/role.ts';
import type { Budget, TalentConfig, Ticket } from './config.ts';
import { TICKET_TITLES } from './talent-rights.ts';

/** One of the three tickets of a year: a balance of its own, which pays at recognised clubs. */
export function ticketAllowance(ticket: Ticket): AllowanceDefinition<TalentConfig> {
  return {
    unit: 'cent',
    title: TICKET_TITLES[ticket],
    amount: ({ tickets }, budget?: Budget) => (budget?.worth ?? tickets)[ticket],
    paysFor: ({ clubs }) => clubs,
    fundedBy: ({ department, fundedBy }) => fundedBy ?? { [department]: 1 },
    restLapses: ({ rest }) => rest === 'lapses',
    needsToPay: true,
    usedUp: { nl: 'Dit talententicket is op.' },
  };
}
