import type { Caller } from '../access/caller.ts';
import { accountOf } from '../billing/account-of.ts';
import { bookFact } from '../billing/book-fact.ts';
import { compareKeys } from '../billing/compare-keys.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { moneyFactRow } from '../billing/money-fact-rows.ts';
import type { Cents } from '../contract/money.ts';
import { decideCharge } from '../tariffs/decide-charge.ts';

/** Who bears a part of what a reward is worth, in proportion to the other funders. */
export interface Funder {
  /** As configuration names the party. */
  readonly party: string;
  /** Its id: it stays a party when configuration no longer names it. */
  readonly partyId: string;
  readonly weight: number;
}

/** A redemption, before anything is known of the holder: that is filled in where it is written. */
export interface RedemptionMoney {
  readonly factId: string;
  readonly worthCents: Cents;
  readonly fundedBy: readonly Funder[];
  /** Who hands the reward out, by its id: what it is worth is its revenue. */
  readonly organizerId: string;
  /** Milliseconds since 1970. */
  readonly happenedAt: number;
}

/**
 * The fact of a reward that somebody took: a drink worth 250 that UiT offers at the cinema is
 * UIT -> CINEMA 250 (docs/ledger.md). The holder pays nothing, and a payment and a share of 0 say
 * so. No rows for a reward that is worth nothing, because nobody funds it.
 */
export function redemptionRows(money: RedemptionMoney, caller: Caller): MoneyFactRow[] {
  const { factId, worthCents, fundedBy, organizerId, happenedAt } = money;
  if (worthCents === 0) return [];
  const { installation } = caller;
  const desk = deskOf(organizerId, caller);
  const earner = installation.partyId(desk.municipality, desk.organizer);
  if (earner === null) throw new Error(`${desk.organizer} is no party`);
  // In the order of the keys, which decides between equal remainders.
  const funders = fundedBy.toSorted((a, b) => compareKeys(a.party, b.party));
  const weights = Object.fromEntries(funders.map(({ partyId, weight }) => [partyId, weight]));
  const decision = decideCharge(
    { priceCents: worthCents, earner, reductions: [{ cents: worthCents, fundedBy: weights }] },
    null,
  );
  const head = {
    id: factId,
    kind: 'reward-redemption',
    municipality: desk.municipality,
    passholderId: null,
    residenceId: null,
    plugin: null,
    role: null,
    source: decision.source,
    sellerId: organizerId,
    happenedAt,
  } as const;
  const account = accountOf(installation, desk);
  return [moneyFactRow(bookFact({ decisions: [decision], account }), head, installation)];
}

/** An organizer of the card system, by its id, as the desk that hands a reward out. */
export function deskOf(organizerId: string, { installation }: Caller) {
  const known = installation.organizer(organizerId);
  if (!known) throw new Error(`no organizer ${organizerId} is configured`);
  return { municipality: known.municipality, organizer: known.key };
}
