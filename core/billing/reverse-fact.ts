import assert from 'node:assert/strict';
import type { Cents, PartyKey } from '../contract/money.ts';
import type { Account } from './book-fact.ts';
import { compareKeys } from './compare-keys.ts';
import type { Entry, MoneyFact, Payment } from './money-fact.ts';
import { orderEntries } from './order-entries.ts';

/** The fact that takes another one back. It cannot itself be reversed: sell again instead. */
export interface Reversal extends MoneyFact {
  readonly isReversal: true;
}

/** A fact that can be taken back, once: the ledger names what a reversal reverses, uniquely. */
export interface Reversible extends MoneyFact {
  readonly isReversal?: never;
}

/**
 * Takes a fact back: the exact negative of each payment, share and entry, each of its own kind.
 *
 * When another gives the money back than the one who took it, that is a further payment from the
 * giver to the owner of the account, and the owner owes it to the giver (`refund`); also of 0
 * cents, as many rows for every holder.
 *
 * @param giver whose account gives the money back; null when no money was taken
 */
export function reverseFact(fact: Reversible, giver: Account | null): Reversal {
  assert(fact.isReversal === undefined, 'a reversal cannot be reversed');
  assert((giver === null) === (fact.payments.length === 0), 'what was paid is given back');

  const held = giver === null ? [] : heldByOthers(fact.payments, giver);
  return {
    priceCents: negative(fact.priceCents),
    earner: fact.earner,
    payments: [...fact.payments.map(negate), ...held],
    shares: fact.shares.map(negate),
    entries: orderEntries([...fact.entries.map(negate), ...held.map(refundOf)]),
    isReversal: true,
  };
}

/** What the giver pays back for each other account owner that holds the money, by party key. */
function heldByOthers(payments: readonly Payment[], giver: Account): Payment[] {
  const held = new Map<PartyKey, Cents>();
  for (const { accountOwner, cents } of payments) {
    if (accountOwner !== giver.owner) held.set(accountOwner, (held.get(accountOwner) ?? 0) + cents);
  }
  return [...held]
    .toSorted(([a], [b]) => compareKeys(a, b))
    .map(([accountOwner, cents]) => {
      return { payer: giver.owner, accountOwner, means: giver.means, cents };
    });
}

function refundOf({ payer, accountOwner, cents }: Payment): Entry {
  return { debtor: accountOwner, creditor: payer, kind: 'refund', cents };
}

function negate<Amount extends { readonly cents: Cents }>(amount: Amount): Amount {
  return { ...amount, cents: negative(amount.cents) };
}

/** By subtraction, because `-0` is another value than the `0` that was booked. */
function negative(cents: Cents): Cents {
  return 0 - cents;
}
