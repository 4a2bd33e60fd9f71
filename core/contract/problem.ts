import type { Text } from './text.ts';

/** What a kind of problem always says; an RFC 9457 problem type. */
export interface ProblemDefinition {
  /** kebab-case; also the last part of its type URI and the name of its page. */
  readonly name: string;
  readonly status: number;
  /** English, for the client's developer. */
  readonly title: string;
  /** When it happens and what to do about it, for docs/problems.md. */
  readonly explanation: string;
  /** The published URI when the problem is UiTPAS's own, else `/problems/<name>`. */
  readonly type?: string;
  /** What the person at the desk reads, when they can do something about it. */
  readonly endUserMessage?: Text;
  /**
   * It says that a number is nobody's here: who hears it often tries out numbers, and is stopped
   * (`missesPerMinute`). Where only some occurrences say so, they are made by {@link asMiss}.
   */
  readonly isMiss?: true;
}

/** What one occurrence adds to its definition. */
export interface ProblemDetails {
  /** What was wrong, where, and what would be right; no persons, no secrets. */
  readonly detail?: string;
  readonly endUserMessage?: Text;
  /** Points to the wrong part of the request body, RFC 6901. */
  readonly jsonPointer?: string;
  /** Anything else that a client can act on. */
  readonly [extra: string]: unknown;
}

/** A refusal for the caller: nothing was changed. */
export class Problem extends Error {
  readonly definition: ProblemDefinition;
  readonly details: ProblemDetails;
  /** It says that a number is nobody's here. */
  readonly isMiss: boolean;

  constructor(
    definition: ProblemDefinition,
    details: ProblemDetails = {},
    isMiss = definition.isMiss === true,
  ) {
    super(details.detail ?? definition.title);
    this.name = 'Problem';
    this.definition = definition;
    this.details = details;
    this.isMiss = isMiss;
  }
}

/** The same problem, where this occurrence says that a number is nobody's here. */
export function asMiss({ definition, details }: Problem): Problem {
  return new Problem(definition, details, true);
}

/** A defined kind of problem: call it to make one to throw. */
export interface ProblemKind {
  (details?: ProblemDetails): Problem;
  readonly definition: ProblemDefinition;
}

/**
 * Defines a kind of problem.
 *
 * @example
 * const turnsUsedUp = defineProblem({ name: 'turns-used-up', status: 409, title: 'Turns used up',
 * ... }); throw turnsUsedUp({ detail: 'the turn card has 0 of 10 turns left' });
 */
export function defineProblem(definition: ProblemDefinition): ProblemKind {
  const frozen = Object.freeze({ ...definition });
  const make = (details?: ProblemDetails): Problem => new Problem(frozen, details);
  return Object.assign(make, { definition: frozen });
}
