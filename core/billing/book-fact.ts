import assert from 'node:assert/strict';
import type { Cents, PartyKey, PaymentMeans } from '../contract/money.ts';
import { type Entry, HOLDER, type MoneyFact, type Share } from './money-fact.ts';
import { orderEntries } from './order-entries.ts';
import { gatherShares, type PriceDecision, sumCents } from './price-decision.ts';

/** The account that takes or gives money: that of a till, a terminal, a web shop. */
export interface Account {
  readonly owner: PartyKey;
  readonly means: PaymentMeans;
}

/**
 * Books decided prices as one fact: the sum of its items, each split before.
 *
 * What the holder pays is collected by the owner of the account, who owes it to the earner; every
 * other bearer owes the earner its share. Nobody owes himself. Rows of 0 cents are written like
 * all others: a ticket that is free for one holder makes as many rows, between the same parties,
 * as one that another holder pays, so that neither payments nor entries tell them apart.
 *
 * @param sale.decisions one or more, of one earner and one payer
 * @param sale.account where the holder's money goes, also when it is 0; null when a party pays,
 * since a party's money moves only when its statement is settled
 */
export function bookFact(sale: {
  readonly decisions: readonly PriceDecision[];
  readonly account: Account | null;
}): MoneyFact {
  const { decisions, account } = sale;
  const [first] = decisions;
  assert(first !== undefined, 'a fact has at least one item');
  const { earner, payer } = first;
  assert(
    decisions.every((decision) => hasSameParties(decision, first)),
    'one earner, one payer',
  );
  assert(earner !== HOLDER && account?.owner !== HOLDER, 'the holder earns and collects nothing');
  assert((payer.party === HOLDER) === (account !== null), 'holders pay into an account');

  const priceCents = sumOf(decisions, (decision) => decision.regularPriceCents);
  const paidCents = sumOf(decisions, (decision) => decision.priceCents);
  const funding = decisions.flatMap((decision) => decision.shares.slice(1));
  const [paid, ...funded] = gatherShares({ party: payer.party, cents: paidCents }, funding);
  assert(
    paid !== undefined && paidCents + sumCents(funded) === priceCents,
    'shares make the price',
  );

  const debtor = account?.owner ?? payer.party;
  const entries: Entry[] = [
    { debtor, creditor: earner, kind: payer.kind, cents: paidCents },
    ...funded.map(({ party, cents }) => fundingOf(party, earner, cents)),
  ];
  return {
    priceCents,
    earner,
    payments:
      account === null
        ? []
        : [{ payer: HOLDER, accountOwner: account.owner, means: account.means, cents: paidCents }],
    shares: joinPayer(paid, funded),
    entries: orderEntries(entries.filter((entry) => entry.debtor !== entry.creditor)),
  };
}

function fundingOf(debtor: PartyKey, creditor: PartyKey, cents: Cents): Entry {
  return { debtor, creditor, kind: 'funding', cents };
}

/** A payer that also funds bears both in one share; its entries stay apart, each of its kind. */
function joinPayer(paid: Share, funded: readonly Share[]): Share[] {
  const own = funded.filter(({ party }) => party === paid.party);
  const others = funded.filter(({ party }) => party !== paid.party);
  return [{ party: paid.party, cents: paid.cents + sumCents(own) }, ...others];
}

function hasSameParties(a: PriceDecision, b: PriceDecision): boolean {
  return a.earner === b.earner && a.payer.party === b.payer.party && a.payer.kind === b.payer.kind;
}

function sumOf(
  decisions: readonly PriceDecision[],
  amountOf: (decision: PriceDecision) => Cents,
): Cents {
  return decisions.reduce((sum, decision) => sum + amountOf(decision), 0);
}
