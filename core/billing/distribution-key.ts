import assert from 'node:assert/strict';
import type { Cents, PartyKey, Weights } from '../contract/money.ts';
import type { Day } from '../contract/period.ts';
import { HOLDER, type Share } from './money-fact.ts';
import { assertPrice, fundBy, gatherShares } from './price-decision.ts';

/** In a key: the municipality of residence, or who stands in for it. */
export const RESIDENCE = 'residence';
/** In a key: whoever earns the price. */
export const ORGANIZER = 'organizer';

/** Who pays which part of a price at the social tariff. */
export interface DistributionKey {
  /** A part of the price (whole percents), or always the same price. */
  readonly holder: { readonly percent: number } | { readonly priceCents: Cents };
  /** What the holder's percent comes to is rounded down to a multiple of this; 1 or more. */
  readonly stepCents: Cents;
  /** Who bears the rest, in this proportion: {@link RESIDENCE}, {@link ORGANIZER}, or a party. */
  readonly others: Weights;
  /** The council chose to leave the norm of the social tariff: see {@link findNormViolation}. */
  readonly outsideNorm?: boolean;
}

/** A key from a day on, for one class of organizers or, when none is named, for all the others. */
export interface DistributionKeyVersion {
  readonly organizerClass?: string;
  /** Always valid when left out. */
  readonly validFrom?: Day;
  readonly key: DistributionKey;
}

/** The parties that {@link RESIDENCE} and {@link ORGANIZER} stand for. */
export interface KeyParties {
  /** Null when nobody pays for residents of where this holder lives. */
  readonly residencePayer: PartyKey | null;
  readonly organizer: PartyKey;
}

/** The key where a municipality configures none: 20 % holder, 40 % residence, 40 % organizer. */
export const DEFAULT_DISTRIBUTION_KEY: DistributionKey = {
  holder: { percent: 20 },
  stepCents: 1,
  others: { [RESIDENCE]: 40, [ORGANIZER]: 40 },
};

/**
 * Splits the price of one ticket by a distribution key, the holder first. Never split a sum.
 *
 * @returns the holder's share, then every payer of the key by party, zeros included; they sum to
 * the price. Null when the key asks the residence and nobody pays for it: then there is no social
 * tariff.
 */
export function splitSocialPrice(
  priceCents: Cents,
  key: DistributionKey,
  { residencePayer, organizer }: KeyParties,
): Share[] | null {
  if (residencePayer === null && RESIDENCE in key.others) return null;
  const holderCents = holderPartOf(priceCents, key);
  const nameOf = (payer: PartyKey): PartyKey => {
    if (payer === ORGANIZER) return organizer;
    return payer === RESIDENCE && residencePayer !== null ? residencePayer : payer;
  };
  const others = fundBy(priceCents - holderCents, key.others);
  return gatherShares(
    { party: HOLDER, cents: holderCents },
    others.map(({ party, cents }) => ({ party: nameOf(party), cents })),
  );
}

/**
 * Says why a key is outside the norm of the social tariff: the holder pays more than 25 %, or the
 * organizer bears less than 10 %. Null when it is within, or declared to be outside.
 *
 * Of a fixed holder price no percentage is known; there the organizer's part of the rest counts.
 */
export function findNormViolation(key: DistributionKey): string | null {
  if (key.outsideNorm === true) return null;
  const holderPercent = 'percent' in key.holder ? key.holder.percent : 0;
  if (holderPercent > 25) return `the holder pays ${holderPercent} %, more than 25 %`;

  const total = Object.values(key.others).reduce((sum, weight) => sum + weight, 0);
  const organizer = key.others[ORGANIZER] ?? 0;
  // Multiplied out, for whole numbers: (100 - holder) % x organizer / total < 10 %.
  if ((100 - holderPercent) * organizer >= 10 * total) return null;
  const percent = ((100 - holderPercent) * organizer) / total;
  return `the organizer bears ${Math.floor(percent * 10) / 10} %, less than 10 %`;
}

/**
 * Chooses the version of the key that is valid on a day: the newest of the organizer's class, else
 * the newest of those for all. Of two that start on one day the later in the list holds.
 *
 * @returns null when none is valid yet
 */
export function chooseKeyVersion<Version extends DistributionKeyVersion>(
  versions: readonly Version[],
  { organizerClass, day }: { organizerClass: string | null; day: Day },
): Version | null {
  const startOf = (version: Version): Day => version.validFrom ?? '';
  const newestOf = (wanted: string | undefined): Version | null =>
    versions
      .filter((version) => version.organizerClass === wanted && startOf(version) <= day)
      .reduce<Version | null>(
        (best, next) => (best === null || startOf(next) >= startOf(best) ? next : best),
        null,
      );
  return (organizerClass === null ? null : newestOf(organizerClass)) ?? newestOf(undefined);
}

function holderPartOf(priceCents: Cents, { holder, stepCents }: DistributionKey): Cents {
  assertPrice(priceCents);
  if ('priceCents' in holder) {
    assertPrice(holder.priceCents);
    return Math.min(holder.priceCents, priceCents);
  }
  const { percent } = holder;
  assert(Number.isInteger(percent) && percent >= 0 && percent <= 100, `${percent} is no percent`);
  assert(Number.isSafeInteger(stepCents) && stepCents >= 1, `${stepCents} is no tariff step`);
  const part = percentOf(priceCents, percent);
  return Math.min(Math.max(part - (part % stepCents), stepCents), priceCents);
}

/** A percentage of an amount, rounded down to the cent. */
export function percentOf(cents: Cents, percent: number): Cents {
  const hundredfold = cents * percent;
  assertPrice(hundredfold);
  return (hundredfold - (hundredfold % 100)) / 100;
}
