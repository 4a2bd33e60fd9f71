import assert from 'node:assert/strict';
import type { AllowanceCount, Holder } from '../contract/facts.ts';
import type { Charge } from '../contract/money.ts';
import { addToDay, type Clock, type Day, type Period } from '../contract/period.ts';
import type { RoleKind } from './role-kind.ts';

/** A role as it is before it is renewed or topped up. */
export interface RoleSoFar {
  readonly period: Period;
  readonly allowances: Readonly<Record<string, AllowanceCount>>;
}

/** All that the terms of issuing or renewing depend on. */
export interface TermsQuestion {
  readonly kind: RoleKind;
  readonly clock: Clock;
  readonly holder: Holder;
  readonly attributes: unknown;
  /** The first day that was asked for. */
  readonly from: Day;
  /** Null when the role is new. */
  readonly previous: RoleSoFar | null;
}

/** On what terms a role is issued or renewed. */
export interface RoleTerms {
  /** The whole period of the role from now on. */
  readonly period: Period;
  /** What comes to each allowance, by key; less than nothing when what was left lapses. */
  readonly grants: Readonly<Record<string, number>>;
  /** What it costs before any social tariff; null when it costs nothing. */
  readonly charge: Charge | null;
}

/** A role that its plugin derives from facts has no rule for a period: nobody can issue it. */
export function isIssuable({ definition }: RoleKind): boolean {
  return definition.period !== undefined;
}

/** A desk gives it out, renews and ends it: nobody derives it, and its plugin does not keep it. */
export function isGivenAtDesks(kind: RoleKind): boolean {
  return isIssuable(kind) && kind.definition.keptByPlugin !== true;
}

/**
 * Decides on what terms a role is issued or renewed, by the rules of its plugin; the price on the
 * first day of what is sold.
 *
 * A renewal that adjoins extends the role and takes no day away; once the role is over it begins
 * anew. Turns and cents of a role that is topped up are added to what is left; of any other, what
 * was left lapses.
 *
 * @param question.from not in the past, and without {@link leavesGap}
 */
export function decideTerms(question: TermsQuestion): RoleTerms {
  const { kind, previous } = question;
  const { plugin, definition, name } = kind;
  assert(definition.period, `${plugin.definition.name}:${name} is derived, it is not issued`);
  const issuance = {
    clock: question.clock,
    config: plugin.config as never,
    holder: question.holder,
    attributes: question.attributes as never,
    from: question.from,
    previous: previous?.period ?? null,
  };
  const added = definition.period(issuance);
  assert(
    added.until === null || added.from <= added.until,
    `${plugin.definition.name}:${name} gives a period that ends before it begins`,
  );
  // What is topped up keeps its first day; what is sold begins no sooner than it was asked for.
  const sold = { ...issuance, from: later(added.from, question.from) };
  const charge = plugin.definition.billing?.issued?.({ ...sold, role: name }) ?? null;
  return {
    period: joinPeriods(previous?.period ?? null, added),
    grants: grantsOf(kind, previous, question.attributes),
    charge,
  };
}

/**
 * What a role of a kind gives of each allowance, on top of what it has. What a calendar period
 * gives is not among it: that comes by itself.
 */
export function grantsOf(
  { definition, plugin }: RoleKind,
  previous: RoleSoFar | null,
  attributes: unknown,
): Record<string, number> {
  const given = [plugin.config, attributes as never] as const;
  const ofRole = Object.entries(definition.allowances ?? {}).filter(
    ([, allowance]) => (allowance.period?.(...given) ?? null) === null,
  );
  return Object.fromEntries(
    ofRole.map(([key, allowance]) => {
      const lapsing = definition.toppedUp ? 0 : (previous?.allowances[key]?.remaining ?? 0);
      return [key, allowance.amount(...given) - lapsing];
    }),
  );
}

function joinPeriods(previous: Period | null, added: Period): Period {
  if (previous === null || isGap(previous, added.from)) return added;
  const from = previous.from < added.from ? previous.from : added.from;
  const isOpen = previous.until === null || added.until === null;
  return { from, until: isOpen ? null : later(previous.until, added.until) };
}

function isGap({ until }: Period, from: Day): boolean {
  return until !== null && from > addToDay(until, { days: 1 });
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/**
 * Whether a role that is not over would be renewed from a later day than the one after its end: the
 * days before it were paid for, and one role has one period.
 */
export function leavesGap(clock: Clock, asked: { from: Day; previous: Period | null }): boolean {
  const { from, previous } = asked;
  if (previous === null || previous.until === null || previous.until < clock.day) return false;
  return isGap(previous, from);
}

/** Days ahead that a role can be issued or renewed: one season more than the one that runs. */
const HORIZON_DAYS = 366;

/** Whether what is issued or renewed would begin later than anybody should pay for now. */
export function beginsTooFarAhead(
  clock: Clock,
  { from, previous }: { from: Day; previous: Period | null },
): boolean {
  const last = previous?.until ?? null;
  const begins = last !== null && last > from ? last : from;
  return begins > addToDay(clock.day, { days: HORIZON_DAYS });
}

/** Whether a renewal gives the holder something: more days, or more of an allowance. */
export function addsSomething(terms: RoleTerms, previous: RoleSoFar): boolean {
  const hasGrants = Object.values(terms.grants).some((amount) => amount > 0);
  return hasGrants || isLater(terms.period.until, previous.period.until);
}

function isLater(until: Day | null, earlier: Day | null): boolean {
  return earlier !== null && (until === null || until > earlier);
}
