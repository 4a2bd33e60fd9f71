import type { TSchema } from 'typebox';
import type { ProblemDefinition, ProblemKind } from '../contract/problem.ts';

/** Problems that a route answers with another status than their own. */
export interface ProblemsAt {
  readonly status: number;
  readonly kinds: readonly ProblemKind[];
}

const declared = Symbol('problems of a route');

/** What {@link responses} makes: the schemas of success, with the problems beside them. */
interface Declared {
  readonly [declared]: ReadonlyMap<ProblemDefinition, number>;
}

/**
 * The answers of a route: the schema of each success, and the problems it has beside those of every
 * route (openapi.ts adds these). Only success is typed and serialised by schema: problems are
 * thrown, and answered in one place.
 *
 * @example response: responses({ 200: RightsResponse }, passNotFound, eventNotFound)
 */
export function responses<const Success extends Record<number, TSchema>>(
  success: Success,
  ...problems: readonly (ProblemKind | ProblemsAt)[]
): Success {
  const statuses = new Map(
    problems.flatMap((problem) =>
      'kinds' in problem
        ? problem.kinds.map((kind) => [kind.definition, problem.status] as const)
        : [[problem.definition, problem.definition.status] as const],
    ),
  );
  return Object.assign({ ...success }, { [declared]: statuses });
}

/**
 * The same problems with another status, on this route: UiTPAS publishes 400 for an event that a
 * body names and 404 for one in the path.
 *
 * @example response: responses({ 201: CheckIn }, answeredAs(400, eventNotFound, passNotFound))
 */
export function answeredAs(status: number, ...kinds: readonly ProblemKind[]): ProblemsAt {
  return { status, kinds };
}

/** The problems that a route declared, each with the status it has there. */
export function declaredProblems(response: unknown): ReadonlyMap<ProblemDefinition, number> {
  const isDeclared = typeof response === 'object' && response !== null && declared in response;
  return isDeclared ? (response as Declared)[declared] : new Map();
}
