import type { Charge } from '../contract/money.ts';
import type { AllowanceDefinition } from '../contract/role.ts';
import type { Reason } from '../contract/text.ts';
import { type Circumstances, combineRights, factsOf, type HeldRole } from '../plugins/combine.ts';
import {
  isForPaying,
  NOT_PAYABLE_HERE,
  type Payee,
  paymentCharge,
  paysAt,
} from './decide-payment.ts';

/** What a use of a role comes to. */
export type UseDecision =
  | { readonly refused: Reason }
  | {
      readonly refused: null;
      /** What departments owe because of it, in the parties of the role's municipality. */
      readonly charge: Charge | null;
      /** Taps within so many minutes at one place are one use; null when each is one. */
      readonly windowMinutes: number | null;
    };

const TAKEN_BY_TICKET: Reason = {
  code: 'taken-by-ticket',
  nl: 'Dit gaat vanzelf af bij de verkoop van een ticket.',
};

const NOT_BOOKED_HERE: Reason = {
  code: 'not-booked-here',
  nl: 'Alleen wie dit geeft, kan het hier boeken.',
};

const PLACE_NEEDED: Reason = {
  code: 'place-needed',
  nl: 'Kies eerst de plaats waar de kaart gebruikt wordt.',
};

/** The use that is asked for. */
export interface UseQuestion {
  readonly allowance: string;
  /** Turns or cents, 1 or more. */
  readonly amount: number;
  readonly circumstances: Circumstances;
  /** Who asks, and is paid where the allowance is one to pay with. */
  readonly payee: Payee;
  /** Core's own refusal of the pass, which precedes every plugin. */
  readonly blocked: Reason | null;
}

/**
 * Decides whether a role lets its allowance be used here and now, and what that makes departments
 * owe. Of a plugin that has rights, one that takes from the allowance must be permitted; that
 * something is left is asked again when it is counted. Where taps within some minutes are one use,
 * it is asked only then: a tap may be one with that of the last turn.
 *
 * An allowance to pay with is used by whom it pays; core itself says what that makes others owe.
 * One that tickets take is not used by hand.
 */
export function decideUse(role: HeldRole, question: UseQuestion): UseDecision {
  const { allowance, payee } = question;
  const isElsewhere = isForPaying(role, allowance) && !paysAt(role, allowance, payee);
  const isOfTicket = role.definition.allowances?.[allowance]?.takenByTicket === true;
  const refused =
    (isElsewhere ? NOT_PAYABLE_HERE : null) ??
    (isOfTicket ? TAKEN_BY_TICKET : null) ??
    reasonWithoutPlace(role, question) ??
    reasonNotGranted(role, question);
  if (refused) return { refused };
  const charge = chargeOf(role, question);
  if (!mayBook(role, question, charge)) return { refused: NOT_BOOKED_HERE };
  return { refused: null, charge, windowMinutes: windowOf(role, allowance) };
}

/**
 * Who decides about the role books its use, and who is owed for it; where nobody is, whose place it
 * is. Nobody else knows that the holder was there. What holds at no place in particular, and costs
 * nobody anything, is booked by every desk of the town.
 */
function mayBook(
  { definition, municipality, plugin }: HeldRole,
  { circumstances: { place }, payee }: UseQuestion,
  charge: Charge | null,
): boolean {
  if (payee.municipality !== municipality.key) return false;
  const ofPlace = place === null ? null : municipality.config.places[place]?.organizer;
  const giver = charge ? charge.earner : ofPlace;
  return [definition.owner(plugin.config), giver ?? payee.organizer].includes(payee.organizer);
}

function chargeOf(role: HeldRole, question: UseQuestion): Charge | null {
  const { allowance, amount, circumstances, payee } = question;
  if (isForPaying(role, allowance)) {
    return paymentCharge(role, allowance, { cents: amount, payee });
  }
  const { billing } = role.plugin.definition;
  return billing?.used?.({ ...factsOf(role, circumstances), allowance, amount }) ?? null;
}

/**
 * Who is owed for a use, and what is one use, goes by the place: where it matters it must be told.
 */
function reasonWithoutPlace(role: HeldRole, question: UseQuestion): Reason | null {
  const { allowance, circumstances } = question;
  if (circumstances.place !== null) return null;
  const rights = role.plugin.definition.rights?.(factsOf(role, circumstances)) ?? [];
  const using = rights.filter((right) => right.allowance === allowance);
  const isEverywhere = using.length === 0 || using.some(({ place }) => place === undefined);
  return isEverywhere ? null : PLACE_NEEDED;
}

/** The minutes within which taps at one place are one use; null when each is one. */
export function windowOf({ definition, plugin }: HeldRole, allowance: string): number | null {
  return definition.allowances?.[allowance]?.windowMinutes?.(plugin.config) || null;
}

function reasonNotGranted(role: HeldRole, question: UseQuestion): Reason | null {
  const { allowance, circumstances, blocked } = question;
  const rule = role.plugin.definition.rights;
  // Without rights of its plugin only core's own refusals count: they are those of any right.
  const granting = rule ? onlyRightsOn(role, allowance) : withRightOn(role, allowance);
  const counted = windowOf(role, allowance) === null ? granting : withOneLeft(granting, allowance);
  const rows = combineRights([counted], circumstances, blocked);
  if (rows.some(({ permit }) => permit)) return null;
  return rows[0]?.reason ?? { code: 'not-granted', nl: 'Dit geeft hier geen recht.' };
}

/** The role as if its plugin had no other rights than those that take from an allowance. */
function onlyRightsOn(role: HeldRole, allowance: string): HeldRole {
  const { rights } = role.plugin.definition;
  return withRule(role, (facts) => {
    return (rights?.(facts) ?? []).filter((right) => right.allowance === allowance);
  });
}

function withRightOn(role: HeldRole, allowance: string): HeldRole {
  return withRule(role, () => [
    { right: `${role.plugin.definition.name}:${allowance}:use`, allowance },
  ]);
}

function withOneLeft(role: HeldRole, allowance: string): HeldRole {
  const count = role.allowances[allowance];
  if (!count || count.remaining > 0) return role;
  return { ...role, allowances: { ...role.allowances, [allowance]: { ...count, remaining: 1 } } };
}

type Rule = NonNullable<HeldRole['plugin']['definition']['rights']>;

function withRule(role: HeldRole, rights: Rule): HeldRole {
  const { plugin } = role;
  return { ...role, plugin: { ...plugin, definition: { ...plugin.definition, rights } } };
}

/** Which allowance of a role is meant: the one that is named, or the only one there is. */
export function findAllowance(
  { definition }: HeldRole,
  named: string | undefined,
): { key: string; definition: AllowanceDefinition<unknown> } | undefined {
  const entries = Object.entries(definition.allowances ?? {});
  const [only, ...others] =
    named === undefined ? entries : entries.filter(([key]) => key === named);
  return only && others.length === 0 ? { key: only[0], definition: only[1] } : undefined;
}
