import { forbidden } from '../access/problems.ts';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import { type Account, bookFact } from '../billing/book-fact.ts';
import { HOLDER } from '../billing/money-fact.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { moneyFactRow } from '../billing/money-fact-rows.ts';
import {
  gatherShares,
  HOLDER_PAYS,
  type PriceDecision,
  type PriceSource,
} from '../billing/price-decision.ts';
import { roundCash } from '../billing/round-cash.ts';
import type { OrganizerKey } from '../contract/facts.ts';
import type { Cents } from '../contract/money.ts';
import { eventNotFound } from '../events/problems.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { invalidCardStatus } from '../passes/problems.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { reasonBlocked } from '../rights/check-rights.ts';
import type { UseRow } from '../roles/use-row.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { type AllowanceOrder, type PaidPart, payByAllowances } from './pay-by-allowance.ts';
import { takeByTicket, type TakingSources } from './take-by-ticket.ts';
import { tariffExpired, tariffInvalid } from './problems.ts';
import { maySellFor } from './may-sell-for.ts';
import type { OpenedQuote, QuoteNames, TariffQuote } from './tariff-quote.ts';

/** One ticket that a desk or a ticketing system asks to sell. */
export interface TicketOrder {
  /** Any number of the card. */
  readonly card: string;
  readonly eventId: string;
  readonly regularPriceCents: Cents;
  /** Of the price category, for the reports of the organizer. */
  readonly regularPriceLabel: string | null;
  readonly tariffId: string;
  /** What pays a part of what the holder has to pay, in this order. */
  readonly allowances?: readonly AllowanceOrder[] | undefined;
}

/** The fact of one ticket, with what `core.sell_tickets` checks and writes beside its money. */
export interface TicketFactRow extends MoneyFactRow {
  readonly card: string;
  readonly eventId: string;
  /** Whose event it was taken to be. */
  readonly organizerId: string;
  readonly regularPriceLabel: string | null;
  /** What the holder pays. */
  readonly paidCents: Cents;
  /** The grant that the price counts on; left out when it is given as often as is asked. */
  readonly grantNumber?: number;
  /** What is taken of allowances because of it; left out when nothing is. */
  readonly uses?: readonly UseRow[];
}

/** One ticket that can be sold, as far as was known. */
export interface DecidedTicket {
  readonly fact: TicketFactRow;
  readonly parts: readonly PaidPart[];
}

/** On what the facts of one sale are decided. */
export interface SaleCircumstances {
  /** Acts for the seller. */
  readonly caller: Caller;
  readonly keys: KeyRing;
  readonly names: QuoteNames;
  readonly taking: TakingSources;
  /** Whose account takes the money. */
  readonly account: Account;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Decides the fact of one ticket by the price that its tariff promised: nothing is computed again,
 * so that what the desk said is what is booked. It names the configuration that decided the price.
 * Of what the holder has to pay, the allowances that it names pay their part.
 *
 * @param ticket.organizerId whose event it is
 * @param ticket.quote what its tariff id promises
 * @param ticket.card what the card says, of a ticket that takes something of an allowance
 * @throws Problem `tariff-invalid`, `tariff-expired`; `event-not-found` when the configuration no
 * longer has its organizer; `forbidden` when that does not let the seller sell its events; what
 * {@link payByAllowances} throws, and `invalid-card-status`
 */
export function decideTicket(
  order: TicketOrder,
  ticket: {
    readonly id: string;
    readonly organizerId: string;
    readonly card: CardFacts | undefined;
    readonly quote: OpenedQuote;
  },
  circumstances: SaleCircumstances,
): DecidedTicket {
  const { caller, account, now } = circumstances;
  const { installation } = caller;
  const offering = installation.organizer(ticket.organizerId);
  if (!offering) throw eventNotFound();
  const { municipality, key } = offering;
  if (!maySellFor(caller, { municipality, key })) {
    throw forbidden({ detail: `${municipality.key}/${key} does not let you sell for its events` });
  }

  const { quote } = ticket;
  if (quote === 'invalid') throw tariffInvalid({ detail: AS_QUOTED });
  if (quote === 'expired') throw tariffExpired();
  const promised = decisionOf(order, quote, earnerOf(caller, offering));
  const { decision, parts } = paidFor(promised, order, {
    ...circumstances,
    ...ticket,
    offering,
    quote,
  });
  const head = {
    id: ticket.id,
    kind: 'ticket-sale',
    municipality,
    passholderId: quote.passholderId,
    residenceId: quote.residenceId,
    ...roleOf(quote.source),
    source: quote.source,
    sellerId: actingOrganizerId(caller),
    happenedAt: now,
  } as const;
  const fact = {
    ...moneyFactRow(bookFact({ decisions: [decision], account }), head, installation),
    configVersionId: quote.configVersionId,
    card: readPassIdentifier(order.card),
    eventId: order.eventId,
    organizerId: ticket.organizerId,
    regularPriceLabel: order.regularPriceLabel,
    paidCents: decision.priceCents,
    ...(quote.grantNumber > 0 && { grantNumber: quote.grantNumber }),
    ...(parts.length > 0 && { uses: parts.map(({ use }) => use) }),
  };
  return { fact, parts };
}

const AS_QUOTED =
  'send the tariff with the pass, event and regularPrice (in euro) it was quoted for';

/**
 * Lets the allowances that a ticket names pay, and takes one of that of its price; the card must be
 * the one that was quoted for.
 */
function paidFor(
  promised: PriceDecision,
  order: TicketOrder,
  context: SaleCircumstances & {
    readonly card: CardFacts | undefined;
    readonly offering: { municipality: ActiveMunicipality; key: OrganizerKey };
    readonly quote: TariffQuote;
  },
): { decision: PriceDecision; parts: readonly PaidPart[] } {
  const { card: facts, quote, taking } = context;
  const { allowances = [], regularPriceCents } = order;
  const { priceCents, source } = quote;
  const allowance = taking.get(source);
  if (!facts) return { decision: promised, parts: [] };
  if (reasonBlocked(facts)) throw invalidCardStatus();
  if (facts.holder?.id !== quote.passholderId) throw tariffInvalid({ detail: AS_QUOTED });
  const around = { ...context, facts };
  const { decision, parts } = payByAllowances(promised, allowances, around);
  if (allowance === undefined) return { decision, parts };
  const price = { source, allowance, priceCents, regularPriceCents };
  return { decision, parts: [...parts, takeByTicket(price, around)] };
}

/**
 * The fact by which what is paid in cash at once is rounded; none for other means. Of several
 * holders it names none.
 *
 * @param paid what each holder pays; negative when it is given back
 */
export function roundingFacts(
  paid: readonly { readonly passholderId: string | null; readonly paidCents: Cents }[],
  rounding: { readonly id: string; readonly now: number; readonly account: Account },
  caller: Caller,
): MoneyFactRow[] {
  const { account, id, now } = rounding;
  if (account.means !== 'cash') return [];
  const totalCents = paid.reduce((sum, { paidCents }) => sum + paidCents, 0);
  const holders = new Set(paid.map(({ passholderId }) => passholderId));
  const [passholderId = null] = holders;
  const head = {
    id,
    kind: 'cash-rounding',
    municipality: caller.municipality,
    passholderId: holders.size === 1 ? passholderId : null,
    residenceId: null,
    plugin: null,
    role: null,
    source: 'regular',
    sellerId: actingOrganizerId(caller),
    happenedAt: now,
  } as const;
  return [moneyFactRow(roundCash(totalCents, account.owner), head, caller.installation)];
}

function earnerOf(
  { installation }: Caller,
  { municipality, key }: { municipality: ActiveMunicipality; key: OrganizerKey },
): string {
  const earner = installation.partyId(municipality, key);
  if (earner === null) throw new Error(`${municipality.key}/${key} is no party`);
  return earner;
}

function decisionOf(order: TicketOrder, quote: TariffQuote, earner: string): PriceDecision {
  const { priceCents } = quote;
  const funding = quote.shares.map(({ partyId, cents }) => ({ party: partyId, cents }));
  return {
    earner,
    payer: HOLDER_PAYS,
    regularPriceCents: order.regularPriceCents,
    priceCents,
    source: quote.source as PriceSource,
    shares: gatherShares({ party: HOLDER, cents: priceCents }, funding),
  };
}

function roleOf(source: string): { plugin: string | null; role: string | null } {
  const [plugin, role] = source.split(':');
  return role === undefined ? { plugin: null, role: null } : { plugin: plugin ?? null, role };
}
