import type { Cents, PartyKey } from '../contract/money.ts';
import { HOLDER, type MoneyFact } from './money-fact.ts';
import { sumCents } from './price-decision.ts';

/** What one fact means for one party. */
export interface PartyBalance {
  /** What it earned. */
  readonly revenueCents: Cents;
  /** Which part of the price it bears. */
  readonly shareCents: Cents;
  /** What it took in, less what it paid. */
  readonly cashCents: Cents;
  /** What it is owed, less what it owes. */
  readonly entryCents: Cents;
}

/** The balance of every party that a fact names: once over, whatever its amounts. */
export function balancesOf(fact: MoneyFact): Map<PartyKey, PartyBalance> {
  const balances = new Map<PartyKey, PartyBalance>();
  const add = (party: PartyKey, column: keyof PartyBalance, cents: Cents): void => {
    const balance = balances.get(party) ?? NOTHING;
    balances.set(party, { ...balance, [column]: balance[column] + cents });
  };
  add(fact.earner, 'revenueCents', fact.priceCents);
  for (const { party, cents } of fact.shares) add(party, 'shareCents', cents);
  for (const { payer, accountOwner, cents } of fact.payments) {
    add(payer, 'cashCents', 0 - cents);
    add(accountOwner, 'cashCents', cents);
  }
  for (const { debtor, creditor, cents } of fact.entries) {
    add(debtor, 'entryCents', 0 - cents);
    add(creditor, 'entryCents', cents);
  }
  return balances;
}

/**
 * Says which laws of the ledger a fact breaks; empty when it keeps them all.
 *
 * Amounts are whole cents; the shares make the price, one for each party; nobody pays or owes
 * himself; the holder owes nothing and is owed nothing; and for every party cash + entries =
 * revenue - share. That the cash and the entries of all parties sum to zero follows from their
 * shape: each is written once, from one party to another.
 */
export function violatedLaws(fact: MoneyFact): string[] {
  const { priceCents, payments, shares, entries } = fact;
  const amounts = [priceCents, ...[...payments, ...shares, ...entries].map(({ cents }) => cents)];
  const parties = shares.map(({ party }) => party);
  const sharesCents = sumCents(shares);
  return [
    ...amounts
      .filter((cents) => !Number.isSafeInteger(cents))
      .map((cents) => `${cents} is not a whole number of cents`),
    ...(sharesCents === priceCents
      ? []
      : [`the shares make ${sharesCents}, the price is ${priceCents}`]),
    ...parties
      .filter((party, at) => parties.indexOf(party) !== at)
      .map((party) => `${party} has more than one share`),
    ...payments
      .filter(({ payer, accountOwner }) => payer === accountOwner)
      .map(({ payer }) => `${payer} pays himself`),
    ...entries
      .filter(({ debtor, creditor }) => debtor === creditor)
      .map(({ debtor }) => `${debtor} owes himself`),
    ...entries
      .filter(({ debtor, creditor }) => debtor === HOLDER || creditor === HOLDER)
      .map(({ kind }) => `the holder is in an entry of kind ${kind}`),
    ...[...balancesOf(fact)].flatMap(([party, balance]) => unbalanced(party, balance)),
  ];
}

const NOTHING: PartyBalance = { revenueCents: 0, shareCents: 0, cashCents: 0, entryCents: 0 };

function unbalanced(party: PartyKey, balance: PartyBalance): string[] {
  const { revenueCents, shareCents, cashCents, entryCents } = balance;
  const moved = cashCents + entryCents;
  const due = revenueCents - shareCents;
  if (moved === due) return [];
  return [`${party}: cash and entries make ${moved}, revenue less share is ${due}`];
}
