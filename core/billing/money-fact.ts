import type { Cents, PartyKey, PaymentMeans } from '../contract/money.ts';

/** The holder's own place in the ledger; no configured party can have this key. */
export const HOLDER = 'holder';

/** Why one party owes another. `rounding` makes no entry and is therefore not a kind. */
export type EntryKind = 'collection' | 'funding' | 'fee' | 'charge' | 'refund';

/** Money that changed hands: from a payer to the owner of the account that took it. */
export interface Payment {
  readonly payer: PartyKey;
  readonly accountOwner: PartyKey;
  readonly means: PaymentMeans;
  /** Negative when it was given back. */
  readonly cents: Cents;
}

/** Which part of a price a party finally bears. */
export interface Share {
  readonly party: PartyKey;
  readonly cents: Cents;
}

/** One amount that a debtor owes a creditor. A party never owes itself. */
export interface Entry {
  readonly debtor: PartyKey;
  readonly creditor: PartyKey;
  readonly kind: EntryKind;
  readonly cents: Cents;
}

/**
 * All that one fact moves. With r = revenue, f = share borne, c = cash change and e = entries
 * (creditor +, debtor -): sum r = sum f = price, sum c = 0 and for every party c + e = r - f.
 */
export interface MoneyFact {
  readonly priceCents: Cents;
  readonly earner: PartyKey;
  readonly payments: readonly Payment[];
  readonly shares: readonly Share[];
  readonly entries: readonly Entry[];
}
