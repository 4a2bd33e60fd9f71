import type { Cents } from '../contract/money.ts';

/**
 * Reads an amount that the UiTPAS API writes as a number of euro.
 *
 * Exact, or not at all: an amount is taken when it is the number that whole cents are written as.
 * `10.03` is 1003 cents; `1.005` and the `0.30000000000000004` of 0.1 + 0.2 are none.
 *
 * @param euro 0 or more, at most 10 million
 * @returns whole cents, or undefined when it is no such amount
 */
export function centsOfEuro(euro: number): Cents | undefined {
  // A number divided by 100 is rounded correctly (IEEE 754), so it is the number that was written.
  const cents = Math.round(euro * 100);
  const isAmount = cents >= 0 && cents <= 1_000_000_000 && cents / 100 === euro;
  return isAmount ? Math.abs(cents) : undefined;
}

/** An amount as the UiTPAS API writes it: 1003 cents is `10.03`. */
export function euroOf(cents: Cents): number {
  return cents / 100;
}

/** An amount for people: `€ 8,50`, as it is written in Flanders. */
export function shownEuro(cents: Cents): string {
  return new Intl.NumberFormat('nl-BE', { style: 'currency', currency: 'EUR' }).format(cents / 100);
}
