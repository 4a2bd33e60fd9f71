import { Problem, type ProblemKind } from '../contract/problem.ts';
import { refusalOf } from '../database/refusal.ts';
import { eventNotFound } from '../events/problems.ts';
import { invalidCardStatus, passOfAnotherCardSystem } from '../passes/problems.ts';
import { invalidUitpasNumber, tariffInvalid } from './problems.ts';

/** What `core.sell_tickets` refuses a ticket for. */
const REFUSALS: readonly ProblemKind[] = [
  eventNotFound,
  invalidCardStatus,
  invalidUitpasNumber,
  tariffInvalid,
];

/** Decides one ticket of a request; a problem with it then points to that ticket. */
export function pointTo<Decided>(at: number, decide: () => Decided): Decided {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.definition, { ...error.details, jsonPointer: `/${at}` });
  }
}

/** The problem that a refusal of `core.sell_tickets` stands for, or undefined for another error. */
export function problemOfSale(error: unknown): Problem | undefined {
  const refusal = refusalOf(error);
  if (refusal === undefined) return undefined;
  const { at, cardSystem } = refusal.detail;
  const jsonPointer = `/${String(at)}`;
  if (refusal.name === 'pass-of-another-card-system') {
    const nl = `Deze pas hoort bij ${String(cardSystem)}.`;
    return passOfAnotherCardSystem({ jsonPointer, endUserMessage: { nl } });
  }
  const kind = REFUSALS.find(({ definition }) => definition.name === refusal.name);
  return kind?.({ jsonPointer });
}
