import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import { accountOf } from '../billing/account-of.ts';
import { bookFact } from '../billing/book-fact.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { moneyFactRow } from '../billing/money-fact-rows.ts';
import type { Cents, PaymentMeans } from '../contract/money.ts';
import { ageOn, type Day } from '../contract/period.ts';
import type { MunicipalityConfig } from '../municipalities/municipality-config.ts';
import { decideCharge } from '../tariffs/decide-charge.ts';
import { roundingFacts } from '../tariffs/ticket-facts.ts';

type PassPrices = MunicipalityConfig['pass']['prices'];

/** A pass or another card that is sold to its holder. */
export interface PassSale {
  readonly passholderId: string;
  readonly residenceId: string | null;
  readonly priceCents: Cents;
  /** The usual means of the desk when left out. */
  readonly means: PaymentMeans | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The rows of the sale of a pass: its price is revenue of the organizer that configuration names,
 * and the account of the acting organizer takes the money. A pass of 500 sold at the library is LIB
 * -> UIT 500 (docs/ledger.md, no. 7). What is paid in cash is rounded by a fact of its own.
 */
export function passSaleRows(sale: PassSale, caller: Caller): MoneyFactRow[] {
  const { passholderId, priceCents, residenceId, now } = sale;
  const { installation, municipality } = caller;
  const earner = installation.partyId(municipality, municipality.config.pass.earner);
  assert(earner !== null, 'the holder earns nothing');

  const decision = decideCharge({ priceCents, earner }, null);
  const account = accountOf(installation, caller, sale.means);
  const head = {
    id: randomUUID(),
    kind: 'pass-sale',
    municipality,
    passholderId,
    residenceId,
    plugin: null,
    role: null,
    source: decision.source,
    sellerId: actingOrganizerId(caller),
    happenedAt: now,
  } as const;
  const paid = { passholderId, paidCents: priceCents };
  return [
    moneyFactRow(bookFact({ decisions: [decision], account }), head, installation),
    ...roundingFacts([paid], { id: randomUUID(), now, account }, caller),
  ];
}

/**
 * What a pass costs on a day: the price that started last, reduced for who is younger than its age.
 * The social tariff does not apply: the price of a pass may not tell who has it.
 *
 * @throws AssertionError when no price has started by that day
 */
export function priceOfPass(
  prices: PassPrices,
  { birthDate, day }: { birthDate: Day; day: Day },
): Cents {
  const price = pricesOn(prices, day);
  const isYoung = ageOn(birthDate, day) < price.reducedUnderAge;
  return isYoung ? price.reducedCents : price.regularCents;
}

/** What another card costs its holder on a day, of whatever age. */
export function priceOfReplacement(prices: PassPrices, day: Day): Cents {
  return pricesOn(prices, day).replacementCents ?? 0;
}

/** The prices that started last by a day. @throws AssertionError when none has started */
export function pricesOn(prices: PassPrices, day: Day): PassPrices[number] {
  const started = prices.filter(({ validFrom }) => validFrom <= day);
  const price = started.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  assert(price !== undefined, `no price of a pass has started by ${day}`);
  return price;
}
