import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { accountOf } from '../billing/account-of.ts';
import type { Cents, PaymentMeans } from '../contract/money.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { refusalOf } from '../database/refusal.ts';
import { uuidOfHash } from '../database/uuid.ts';
import { type KnownEvent, readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { maySellFor } from './may-sell-for.ts';
import { pointTo, problemOfSale } from './problem-of-sale.ts';
import { quoteNamesOf } from './quote-names.ts';
import { readPayingCards } from './read-paying-cards.ts';
import { saveSale } from './save-sale.ts';
import { takingSources } from './take-by-ticket.ts';
import { openQuote } from './tariff-quote.ts';
import { decideTicket, roundingFacts, type TicketOrder } from './ticket-facts.ts';

/** What a desk or a ticketing system asks: these tickets, all of them or none. */
export interface SaleCommand {
  /** 1 to 100; the same ticket twice is two tickets. */
  readonly tickets: readonly TicketOrder[];
  /** The usual means of the seller when left out. */
  readonly means?: PaymentMeans | undefined;
  readonly command: CommandKey;
}

/** A ticket that was sold, now or by the same command before. */
export interface SoldTicket {
  readonly id: string;
  readonly order: TicketOrder;
  /** ISO 8601. */
  readonly soldAt: string;
  /** The number of the card, whatever it was found by. */
  readonly cardNumber: string;
  readonly paidCents: Cents;
}

/**
 * Sells tickets at the prices that were promised, in one round trip when the events are known to
 * this process; a card of which allowances pay a part, or give the price, is read before. The
 * acting organizer of the caller is the seller: its account takes the money.
 *
 * @throws Problem with a `jsonPointer` to what is refused: `tariff-invalid`, `tariff-expired`,
 * `event-not-found`, `forbidden`, `invalid-uitpasnumber`, `invalid-card-status`,
 * `pass-of-another-card-system`; of an allowance `role-not-found`, `invalid-data`, `use-refused`
 */
export async function sellTickets(
  core: Core,
  caller: Caller,
  sale: SaleCommand,
): Promise<SoldTicket[]> {
  const { command, tickets } = sale;
  const answerAgain = async (earlier: string): Promise<SoldTicket[]> =>
    showSale(core, caller, { earlier, tickets });
  return unlessDoneBefore(
    core,
    { cardSystemId: caller.cardSystemId, kind: 'ticket-sale', command, answerAgain },
    async () => sellDecided(core, caller, sale),
  );
}

/** A role that changes between the decision and the count is decided on again, this often. */
const MAX_DECISIONS = 5;

async function sellDecided(core: Core, caller: Caller, sale: SaleCommand): Promise<SoldTicket[]> {
  for (let decisions = 1; ; decisions += 1) {
    try {
      return await sellNow(core, caller, sale);
    } catch (error) {
      const hasChanged = refusalOf(error)?.name === 'role-changed';
      if (!hasChanged || decisions === MAX_DECISIONS) throw error;
    }
  }
}

async function sellNow(core: Core, caller: Caller, sale: SaleCommand): Promise<SoldTicket[]> {
  const { tickets, command } = sale;
  const now = core.now();
  const events = await eventsOf(core, caller, tickets);
  const account = accountOf(caller.installation, caller, sale.means);
  const names = quoteNamesOf(caller.installation, core.plugins);
  const taking = takingSources(core.plugins);
  const circumstances = { caller, keys: core.keys, names, taking, account, now };
  const quotes = tickets.map((order) => openQuote(order.tariffId, order, circumstances));
  // Whoever may not sell the event learns by no round trip what its price is.
  const isTaking = (at: number): boolean => {
    const { eventId = '' } = tickets[at] ?? {};
    const offering = caller.installation.organizer(events.get(eventId)?.organizerId ?? '');
    if (!offering || !maySellFor(caller, offering)) return false;
    const quote = quotes[at];
    return typeof quote === 'object' && taking.has(quote.source);
  };
  const cards = await readPayingCards(core, caller, { tickets, now, isTaking });
  const [firstId, ...otherIds] = saleIds(randomUUID(), tickets.length);
  const sold = tickets.map((order, at) => {
    const id = at === 0 ? firstId : (otherIds[at - 1] ?? '');
    const organizerId = events.get(order.eventId)?.organizerId ?? '';
    const ticket = { id, organizerId, card: cards[at], quote: quotes[at] ?? 'invalid' };
    return { order, ...pointTo(`/${at}`, () => decideTicket(order, ticket, circumstances)) };
  });

  const facts = sold.map(({ fact }) => fact);
  const parts = sold.map((ticket) => ticket.parts);
  const rounding = roundingFacts(facts, { id: randomUUID(), now, account }, caller);
  const saved = await saveSale(core, caller.cardSystemId, {
    facts: [...facts, ...rounding],
    isCounted: [...events.values()].some(({ ticketLimitVolume }) => ticketLimitVolume !== null),
    client: caller.clientId,
    resolvesDiscreet: caller.resolvesDiscreetAliases,
    firstId,
    commandKey: command.key,
    commandHash: command.hash,
  }).catch((error: unknown) => {
    throw problemOfSale(error, parts) ?? error;
  });
  if (saved.earlier !== undefined) {
    return showSale(core, caller, { earlier: saved.earlier, tickets });
  }
  const soldAt = new Date(now).toISOString();
  return sold.map(({ order, fact }, at) => {
    const { id, paidCents } = fact;
    return { id, order, soldAt, paidCents, cardNumber: saved.cardNumbers[at] ?? '' };
  });
}

/** The events, from memory where it has them: an event stays its organizer's. */
async function eventsOf(
  core: Core,
  { cardSystemId }: Caller,
  tickets: readonly TicketOrder[],
): Promise<Map<string, KnownEvent>> {
  const events = new Map<string, KnownEvent>();
  for (const [at, { eventId }] of tickets.entries()) {
    if (events.has(eventId)) continue;
    const event = await readEvent(core, { cardSystemId, id: eventId });
    if (!event) throw eventNotFound({ jsonPointer: `/${at}` });
    events.set(eventId, event);
  }
  return events;
}

/** Answers what the same command sold before. */
async function showSale(
  core: Core,
  { cardSystemId }: Caller,
  { earlier, tickets }: { earlier: string; tickets: readonly TicketOrder[] },
): Promise<SoldTicket[]> {
  const ids = saleIds(earlier, tickets.length);
  const sales = await callForJson<{ cardNumber: string; paidCents: Cents; happenedAt: string }[]>(
    core.pool,
    'core.show_ticket_sales',
    [cardSystemId, ids],
  );
  return tickets.map((order, at) => {
    const [id, sale] = [ids[at], sales[at]];
    assert(id !== undefined && sale !== undefined, 'as many sales as tickets');
    const { cardNumber, paidCents, happenedAt } = sale;
    return { id, order, cardNumber, paidCents, soldAt: new Date(happenedAt).toISOString() };
  });
}

/**
 * The ids of the sales of one request. The others follow from the first, by which the command is
 * remembered; nothing can be read from them.
 */
function saleIds(first: string, count: number): [string, ...string[]] {
  const others = Array.from({ length: count - 1 }, (_, at) =>
    uuidOfHash(
      createHash('sha256')
        .update(`${first}/${at + 1}`)
        .digest(),
    ),
  );
  return [first, ...others];
}
