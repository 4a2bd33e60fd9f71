import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { groupByCardSystem } from '../database/group-by-card-system.ts';
import { calendarWindows } from '../events/calendar-windows.ts';
import type { TicketFactRow } from './ticket-facts.ts';

/** The tickets of one request as they were decided. */
export interface DecidedSale {
  /** The tickets in the order of the request, then what else the sale moves. */
  readonly facts: readonly (TicketFactRow | MoneyFactRow)[];
  readonly client: string;
  readonly resolvesDiscreet: boolean;
  /** The id of the first ticket, by which the command is remembered. */
  readonly firstId: string;
  readonly commandKey: string | null;
  readonly commandHash: string;
}

/** Tickets that were sold now: the number of the card of each, whatever it was found by. */
interface WrittenSale {
  readonly cardNumbers: readonly string[];
  readonly earlier?: never;
}

/** What was saved: now, or by the same command before, of which `earlier` is the first ticket. */
export type SavedSale = WrittenSale | { readonly earlier: string };

/** Null for one that is to be sold alone. */
type Outcome = SavedSale | null;

/**
 * Saves the tickets of one request, all of them or none: one round trip and one commit, which it
 * shares with the sales that wait where nothing is counted for it. One that has to wait for
 * somebody itself leaves them, and goes on alone.
 *
 * @param isCounted whether one of its events is known to limit how many a holder buys
 * @throws the refusals of core/tariffs/sell-tickets.sql, each of its own sale alone
 */
export async function saveSale(
  core: Core,
  cardSystemId: number,
  { isCounted, ...sale }: DecidedSale & { isCounted: boolean },
): Promise<SavedSale> {
  const isAlone = isCounted || sale.facts.some((fact) => 'grantNumber' in fact || 'uses' in fact);
  const outcome = isAlone ? null : await sellTogether(core.pool, cardSystemId, sale);
  return outcome ?? sellAlone(core, cardSystemId, sale);
}

const sellTogether = groupByCardSystem<DecidedSale, Outcome>((pool, cardSystemId, sales) =>
  callForJson(pool, 'core.sell_tickets_together', [cardSystemId, JSON.stringify(sales)]),
);

async function sellAlone(core: Core, cardSystemId: number, sale: DecidedSale): Promise<SavedSale> {
  return callForJson(core.pool, 'core.sell_tickets', [
    cardSystemId,
    JSON.stringify(sale.facts),
    sale.client,
    sale.resolvesDiscreet,
    sale.firstId,
    sale.commandKey,
    sale.commandHash,
    JSON.stringify(calendarWindows(core.now())),
  ]);
}
