/** An amount in whole euro cents. Always an integer; negative only in reversals and roundings. */
export type Cents = number;

/** The key by which configuration names a party that can owe or be owed: `library`, `city`. */
export type PartyKey = string;

/**
 * In a charge: whoever pays for the holder at home. The command that settles says who that is, so
 * that a rule names nobody; the household of the holder when it does not.
 */
export const HOUSEHOLD = 'household';

/** Who bears how much, in proportion. The order of the keys decides between equal remainders. */
export type Weights = Readonly<Record<PartyKey, number>>;

/** A part of a price that somebody else than the payer bears. */
export interface Reduction {
  /** What comes off for the payer: 0 or more. Never more than what is still to pay is taken. */
  readonly cents: Cents;
  readonly fundedBy: Weights;
}

/**
 * What a fact of a role costs, before core applies a social tariff.
 *
 * One shape serves a sale (the holder pays what is left), a fee (`payer` is the department that
 * owes the operator) and a settlement (`payer` is {@link HOUSEHOLD}, which is charged). Core
 * derives the payments, shares and entries from it, so that no plugin can break the laws of the
 * ledger.
 */
export interface Charge {
  readonly priceCents: Cents;
  /** The party whose revenue it is. */
  readonly earner: PartyKey;
  /** Taken off in this order. */
  readonly reductions?: readonly Reduction[];
  /** No social tariff comes off it: a fine, or a meal that costs everybody the same. */
  readonly isForEverybody?: true;
  /** Who bears what is left, and the kind of entry that makes. The holder, when left out. */
  readonly payer?: { readonly party: PartyKey; readonly kind: 'fee' | 'charge' };
}

/**
 * Splits an amount over weights by largest remainder; equal remainders go in key order.
 *
 * The parts are integers of the sign of `cents`, in the order of the keys (zeros included), and
 * sum exactly to `cents`.
 *
 * @throws RangeError when there is no weight above zero, or a weight is not a whole number.
 */
export function splitByWeights(cents: Cents, weights: Weights): [PartyKey, Cents][] {
  assertCents(cents);
  const parties = Object.entries(weights);
  const total = parties.reduce((sum, [, weight]) => sum + weight, 0);
  if (parties.some(([, weight]) => !Number.isSafeInteger(weight) || weight < 0) || total === 0) {
    throw new RangeError('weights must be whole numbers of 0 or more, with one above 0');
  }

  const size = Math.abs(cents);
  const shares = parties.map(([party, weight], order) => {
    const product = size * weight;
    assertCents(product);
    const remainder = product % total;
    return { party, order, part: (product - remainder) / total, remainder };
  });
  const left = size - shares.reduce((sum, share) => sum + share.part, 0);
  const byRemainder = shares.toSorted((a, b) => b.remainder - a.remainder || a.order - b.order);
  for (const share of byRemainder.slice(0, left)) share.part += 1;
  return shares.map(({ party, part }) => [party, cents < 0 && part > 0 ? -part : part]);
}

/** Asserts that an amount is a whole number of cents that a double holds exactly. */
export function assertCents(cents: Cents): void {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${cents} is not a whole number of cents`);
}

/** How money reaches an account; which account that is, is configured per organizer. */
export const PAYMENT_MEANS = ['cash', 'card', 'online', 'statement'] as const;
/** One of {@link PAYMENT_MEANS}. */
export type PaymentMeans = (typeof PAYMENT_MEANS)[number];
