import { type Static, Type } from 'typebox';
import { discountedPrice } from '../../../core/contract/discount.ts';
import type { Settlement } from '../../../core/contract/facts.ts';
import {
  type Cents,
  type Charge,
  HOUSEHOLD,
  splitByWeights,
} from '../../../core/contract/money.ts';
import type { Day } from '../../../core/contract/period.ts';
import { KEY_PATTERN } from '../../../core/contract/settings.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const HALF_HOUR_MS = HOUR_MS / 2;

/** The part of one payer: the shares of all, and the place of this one among them. */
const Part = Type.Object({
  shares: Type.Array(Type.Integer({ minimum: 1, maximum: 1000 }), { minItems: 1, maxItems: 10 }),
  at: Type.Integer({ minimum: 0, maximum: 9 }),
});
const minutes = Type.Integer({ minimum: 0, maximum: 1500 });
/** Of one stay, exactly: rounded, a stay of just under three hours would be one of three. */
const lengthMs = Type.Integer({ minimum: 0, maximum: 90_000_000 });
const keptCents = Type.Integer({ minimum: 0, maximum: 1_000_000 });

/** What is settled of one child and one payer: a day of care, meals, or a fee. */
export const ChildcareData = Type.Union([
  Type.Object({
    kind: Type.Literal('care'),
    dayType: Type.Union([Type.Literal('school'), Type.Literal('free')]),
    /** How long each stay of the child on the day was, by enrolment: one day has one price. */
    staysMs: Type.Array(Type.Array(lengthMs, { minItems: 1, maxItems: 500 }), {
      minItems: 1,
      maxItems: 50,
    }),
    /** The place of this enrolment among them. */
    at: Type.Integer({ minimum: 0, maximum: 49 }),
    hasSibling: Type.Boolean(),
    part: Part,
  }),
  Type.Object({
    kind: Type.Literal('meal'),
    meal: Type.String({ pattern: KEY_PATTERN }),
    count: Type.Integer({ minimum: 1, maximum: 50 }),
    part: Part,
  }),
  Type.Object({ kind: Type.Literal('late'), minutes, part: Part }),
  Type.Object({ kind: Type.Literal('no-show'), part: Part }),
  /** What stood for a child that was erased since: nothing of it is judged anew. */
  Type.Object({
    kind: Type.Literal('kept'),
    payerCents: keptCents,
    /** What came off for a sibling. */
    siblingCents: keptCents,
    /** What came off as the social tariff, 0 included; null where none applies. */
    socialCents: Type.Union([keptCents, Type.Null()]),
  }),
]);
export type ChildcareData = Static<typeof ChildcareData>;
/** What stood for a child that was erased since. */
export type KeptData = Extract<ChildcareData, { kind: 'kept' }>;
/** What is judged by the prices. */
export type PricedData = Exclude<ChildcareData, KeptData>;

type CareData = Extract<ChildcareData, { kind: 'care' }>;

/** What the price depends on: not on who the child is. */
type ChildcareQuestion = Pick<
  Settlement<ChildcareConfig, EnrolledChild, ChildcareData>,
  'config' | 'data' | 'serviceDate'
>;

/**
 * What a payer is charged for a child: the payer's part of the price, from which the sibling
 * reduction comes off, rounded down for the payer. Core takes the social tariff off after that.
 * Meals and fees have no sibling reduction.
 */
export function childcareCharge({ config, data, serviceDate }: ChildcareQuestion): Charge | null {
  if (data.kind === 'kept') return keptCharge(data, config);
  const priceCents = partOf(priceOf(data, serviceDate, config), data.part);
  if (priceCents === 0) return null;
  const earner = config.department;
  const payer = { party: HOUSEHOLD, kind: 'charge' } as const;
  const isForEverybody = !isSocial(data, config);
  const isReduced = data.kind === 'care' && data.hasSibling && config.siblingPercent > 0;
  const cents = isReduced ? reductionOf(priceCents, config.siblingPercent) : 0;
  return {
    priceCents,
    earner,
    payer,
    ...(isForEverybody && { isForEverybody }),
    ...(isReduced && { reductions: [{ cents, fundedBy: { [earner]: 1 } }] }),
  };
}

/** The same amounts again, borne by the same parties, whatever the prices are by now. */
function keptCharge(
  { payerCents, siblingCents, socialCents }: KeptData,
  { department: earner, socialReduction }: ChildcareConfig,
): Charge | null {
  const priceCents = payerCents + siblingCents + (socialCents ?? 0);
  if (priceCents === 0) return null;
  // Who bears the social tariff is named for every child, entitled or not.
  const reductions = [
    ...(siblingCents > 0 ? [{ cents: siblingCents, fundedBy: { [earner]: 1 } }] : []),
    ...(socialCents === null
      ? []
      : [{ cents: socialCents, fundedBy: { [socialReduction?.funder ?? earner]: 1 } }]),
  ];
  const payer = { party: HOUSEHOLD, kind: 'charge' } as const;
  return { priceCents, earner, payer, isForEverybody: true, reductions };
}

/**
 * The price of all stays of a child on a day by its kind, before any reduction; 0 on a day without
 * prices.
 */
export function careCents(
  { dayType, staysMs }: Pick<CareData, 'dayType'> & { readonly staysMs: readonly number[] },
  day: Day,
  config: Pick<ChildcareConfig, 'rates'>,
): Cents {
  const rates = config.rates
    .filter(({ validFrom }) => validFrom <= day)
    .reduce<ChildcareConfig['rates'][number] | null>(
      (last, one) => (last === null || one.validFrom > last.validFrom ? one : last),
      null,
    );
  if (rates === null) return 0;
  if (dayType === 'school') {
    const halfHours = staysMs.reduce((sum, stay) => sum + Math.ceil(stay / HALF_HOUR_MS), 0);
    return Math.min(halfHours * rates.halfHourCents, rates.dayMaximumCents);
  }
  const totalMs = sumOf(staysMs);
  if (totalMs === 0) return 0;
  if (totalMs < 3 * HOUR_MS) return rates.shortFreeDayCents;
  return totalMs <= 6 * HOUR_MS ? rates.mediumFreeDayCents : rates.longFreeDayCents;
}

/**
 * What one enrolment costs of a day that a child spent at several: its part of the price of the
 * whole day, in proportion to the time, for each enrolment has payers of its own.
 */
function enrolmentCents({ at, dayType, staysMs }: CareData, day: Day, config: ChildcareConfig) {
  const cents = careCents({ dayType, staysMs: staysMs.flat() }, day, config);
  // Nobody was there any time.
  if (cents === 0) return 0;
  return partOf(cents, { at, shares: staysMs.map((own) => Math.ceil(sumOf(own) / SECOND_MS)) });
}

function priceOf(data: PricedData, day: Day, config: ChildcareConfig): Cents {
  switch (data.kind) {
    case 'care':
      return enrolmentCents(data, day, config);
    case 'meal': {
      const meal = Object.hasOwn(config.meals, data.meal) ? config.meals[data.meal] : undefined;
      return (meal?.priceCents ?? 0) * data.count;
    }
    case 'late': {
      const { feeCents = 0, graceMinutes = 0, perMinutes = 1 } = config.latePickUp ?? {};
      return Math.ceil(Math.max(0, data.minutes - graceMinutes) / perMinutes) * feeCents;
    }
    case 'no-show':
      return config.noShowFeeCents;
  }
}

/** Who misses a day or comes too late, owes the same whoever he is. */
function isSocial(data: PricedData, config: ChildcareConfig): boolean {
  if (data.kind === 'care') return true;
  if (data.kind !== 'meal' || !Object.hasOwn(config.meals, data.meal)) return false;
  return config.meals[data.meal]?.socialTariff === true;
}

function partOf(priceCents: Cents, { at, shares }: PricedData['part']): Cents {
  const weights = Object.fromEntries(shares.map((share, place) => [`part-${place}`, share]));
  return splitByWeights(priceCents, weights)[at]?.[1] ?? 0;
}

function sumOf(lengths: readonly number[]): number {
  return lengths.reduce((sum, one) => sum + one, 0);
}

function reductionOf(priceCents: Cents, percentOff: number): Cents {
  return priceCents - discountedPrice(priceCents, { percentOff });
}
