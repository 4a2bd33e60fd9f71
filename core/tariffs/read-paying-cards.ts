import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import { Problem, type ProblemDefinition } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import {
  passholderNoActiveCardSystems,
  passNotFound,
  passOfAnotherCardSystem,
} from '../passes/problems.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { openCard } from '../rights/open-card.ts';
import { invalidUitpasNumber } from './problems.ts';
import type { TicketOrder } from './ticket-facts.ts';

/**
 * What the cards say of which allowances pay a part of the ticket, or give its price; nothing is
 * read of the others.
 *
 * @param sale.isTaking whether the price of that ticket takes one of an allowance
 */
export async function readPayingCards(
  core: Core,
  caller: Caller,
  sale: {
    readonly tickets: readonly TicketOrder[];
    readonly now: number;
    readonly isTaking: (at: number) => boolean;
  },
): Promise<(CardFacts | undefined)[]> {
  const { tickets, now, isTaking } = sale;
  const { day } = clockAt(now);
  return Promise.all(
    tickets.map(async (ticket, at) => {
      const { allowances = [], card, eventId } = ticket;
      if (allowances.length === 0 && !isTaking(at)) return undefined;
      try {
        return await openCard(core, caller, { card, eventId, day });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const { definition, details } = error;
        throw new Problem(kindOfSale(definition), { ...details, jsonPointer: `/${at}` });
      }
    }),
  );
}

/** What the problem with a card is called where tickets are sold. */
function kindOfSale(definition: ProblemDefinition): ProblemDefinition {
  if (definition === passNotFound.definition) return invalidUitpasNumber.definition;
  const isForeign = definition === passOfAnotherCardSystem.definition;
  return isForeign ? passholderNoActiveCardSystems.definition : definition;
}
