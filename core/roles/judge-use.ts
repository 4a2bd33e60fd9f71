import type { Caller } from '../access/caller.ts';
import type { View } from '../access/visibility.ts';
import type { Clock } from '../contract/period.ts';
import type { Problem } from '../contract/problem.ts';
import { invalidData } from '../http/problems.ts';
import { A_PLACE } from '../organizers/expected-place.ts';
import { placeNotFound } from '../organizers/problems.ts';
import type { Circumstances, HeldRole } from '../plugins/combine.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { reasonBlocked } from '../rights/check-rights.ts';
import { decideUse, findAllowance, type UseDecision, windowOf } from './decide-use.ts';
import { neutralRefusal, refuseUse } from './refuse-use.ts';

/** What is asked of a role. */
export interface AskedUse {
  readonly placeId?: string | undefined;
  /** Which allowance; the only one of the role when left out. */
  readonly allowance?: string | undefined;
  /** Turns or cents: one turn when left out. */
  readonly amount?: number | undefined;
  /** Cents that the holder still has to pay there; nothing is paid beyond that. */
  readonly toPayCents?: number | undefined;
}

/** A role as a card shows it, with all that a use of it is decided on. */
export interface JudgedRole {
  readonly facts: CardFacts;
  readonly role: HeldRole;
  readonly view: Exclude<View, 'none'>;
  readonly clock: Clock;
  readonly holder: Circumstances['holder'];
}

/** A use that its role permits, before it is counted; or why not. */
export type Judgement =
  | { readonly refused: Problem }
  | (Omit<Extract<UseDecision, { refused: null }>, 'refused'> & {
      readonly refused: null;
      readonly judged: JudgedRole;
      readonly allowance: string;
      readonly amount: number;
      readonly placeId: string | null;
    });

/**
 * Judges a use of the first of these roles that permits it. A caller that sees several by one
 * outward name asks all of them; when none permits it, the first says why.
 */
export function judgeUse(
  caller: Caller,
  asked: AskedUse,
  [first, ...others]: readonly [JudgedRole, ...JudgedRole[]],
): Judgement {
  const judgement = judgeRole(caller, asked, first);
  if (judgement.refused === null) return judgement;
  const elsewhere = others.map((role) => judgeRole(caller, asked, role));
  return elsewhere.find(({ refused }) => refused === null) ?? judgement;
}

function judgeRole(caller: Caller, asked: AskedUse, judged: JudgedRole): Judgement {
  const { clock, facts, holder, role } = judged;
  const place = asked.placeId === undefined ? null : caller.installation.place(asked.placeId);
  const isElsewhere = place && place.municipality.key !== role.municipality.key;
  if (place === undefined || isElsewhere) {
    const jsonPointer = '/placeId';
    return { refused: placeNotFound({ detail: `${jsonPointer} ${A_PLACE}`, jsonPointer }) };
  }
  const read = readAmount(asked, judged);
  if ('refused' in read) return { refused: seenBy(judged, read.refused) };
  const { allowance, amount } = read;
  const decision = decideUse(role, {
    allowance,
    amount,
    circumstances: { clock, holder, place: place?.key ?? null },
    payee: { municipality: caller.municipality.key, organizer: caller.organizer },
    blocked: reasonBlocked(facts),
  });
  if (decision.refused) return { refused: refuseUse(judged, decision.refused) };
  return { ...decision, judged, allowance, amount, placeId: asked.placeId ?? null };
}

/**
 * What is wrong with what was asked. Where several kinds of roles have one outward name, who sees
 * that alone would find out what this one counts, and so which it is: it hears no more than no.
 */
function seenBy({ role, view }: JudgedRole, problem: Problem): Problem {
  return view === 'full' || isOnlyOne(role) ? problem : neutralRefusal(role);
}

/** Whether no other kind of role of the town goes by the outward name of this one. */
function isOnlyOne({ definition, municipality }: HeldRole): boolean {
  const kinds = [...municipality.plugins.values()].flatMap(({ definition: { roles } }) =>
    Object.values(roles),
  );
  const name = definition.outward?.name;
  return kinds.filter(({ outward }) => outward?.name === name).length === 1;
}

/** How much of which allowance is asked. Of what is counted in windows, one at a time. */
function readAmount(
  { allowance, amount: named, toPayCents }: AskedUse,
  { role, view }: JudgedRole,
): { readonly allowance: string; readonly amount: number } | { readonly refused: Problem } {
  const found = findAllowance(role, allowance);
  if (!found) return wrong('/allowance', view === 'full' ? tellAllowances(role) : UNTOLD);
  const { definition, key } = found;
  const amount = named ?? (definition.unit === 'turn' ? 1 : undefined);
  if (amount === undefined) return wrong('/amount', '/amount must say how many cents');
  if (amount !== 1 && windowOf(role, key) !== null)
    return wrong('/amount', '/amount must be 1 here');
  if (toPayCents === undefined && definition.needsToPay) {
    const detail = '/toPayCents must say how many cents the holder still has to pay';
    return wrong('/toPayCents', detail);
  }
  if (toPayCents !== undefined && definition.unit !== 'cent') {
    const detail = '/toPayCents is told of cents, and this is counted in turns';
    return wrong('/toPayCents', detail);
  }
  return { allowance: key, amount };
}

function tellAllowances({ definition }: HeldRole): string {
  const keys = Object.keys(definition.allowances ?? {}).join(', ') || 'none';
  return `the allowances of this role are: ${keys}`;
}

/** To who sees an outward name alone: the names of a plugin would say what is behind it. */
const UNTOLD =
  '/allowance must be a name that the owner of this role told you; of a role with one allowance, ' +
  'leave it out';

function wrong(jsonPointer: string, detail: string): { refused: Problem } {
  return { refused: invalidData({ detail, jsonPointer }) };
}
