import assert from 'node:assert/strict';
import * as accessProblems from '../access/problems.ts';
import type { PluginDefinition } from '../contract/plugin.ts';
import type { ProblemDefinition, ProblemKind } from '../contract/problem.ts';
import * as associationProblems from '../associations/problems.ts';
import * as billingProblems from '../billing/problems.ts';
import * as checkInCodeProblems from '../check-in-codes/problems.ts';
import * as couponProblems from '../coupons/problems.ts';
import * as eventProblems from '../events/problems.ts';
import * as kioskProblems from '../kiosks/problems.ts';
import * as municipalityProblems from '../municipalities/problems.ts';
import * as organizerProblems from '../organizers/problems.ts';
import * as passProblems from '../passes/problems.ts';
import * as personProblems from '../persons/problems.ts';
import * as pointsProblems from '../points/problems.ts';
import * as reportProblems from '../reports/problems.ts';
import * as rewardProblems from '../rewards/problems.ts';
import * as roleProblems from '../roles/problems.ts';
import * as tariffProblems from '../tariffs/problems.ts';
import * as orderProblems from '../orders/problems.ts';
import * as httpProblems from './problems.ts';

/**
 * Every `problems.ts` of core: what such a file exports is in the catalogue, on its pages and in
 * docs/problems.md. A test holds this list equal to the files on disk.
 */
const problemsOfCore: readonly Readonly<Record<string, unknown>>[] = [
  accessProblems,
  associationProblems,
  billingProblems,
  checkInCodeProblems,
  couponProblems,
  eventProblems,
  httpProblems,
  kioskProblems,
  municipalityProblems,
  orderProblems,
  organizerProblems,
  passProblems,
  personProblems,
  pointsProblems,
  reportProblems,
  rewardProblems,
  roleProblems,
  tariffProblems,
];

/** One kind of problem with its place among all of them. */
export interface CataloguedProblem {
  readonly kind: ProblemKind;
  /** The plugin that brought it; null for core's. */
  readonly plugin: string | null;
  /** UiTPAS's published URI, or `/problems/<name>`. */
  readonly type: string;
}

/** All problems that this installation can answer with: core's and those of its plugins. */
export class ProblemCatalogue {
  /** Core's first, then by plugin; by name within each. */
  readonly problems: readonly CataloguedProblem[];
  readonly #byName: ReadonlyMap<string, CataloguedProblem>;

  /** @throws AssertionError when two problems have one name, or a plugin's lacks its prefix */
  constructor(plugins: Iterable<PluginDefinition>) {
    const ofPlugins = [...plugins].sort((a, b) => compare(a.name, b.name));
    this.problems = [
      ...catalogued(problemsOfCore.flatMap(kindsIn), null),
      ...ofPlugins.flatMap(({ name, problems = [] }) => catalogued(problems, name)),
    ];
    const names = this.problems.map(({ kind }) => kind.definition.name);
    assert.deepEqual(names, [...new Set(names)], 'two problems have the same name');
    this.#byName = new Map(this.problems.map((one) => [one.kind.definition.name, one]));
  }

  /** What `/problems/<name>` is about, or undefined. */
  named(name: string): CataloguedProblem | undefined {
    return this.#byName.get(name);
  }
}

/** The URI that a problem is known by. */
export function typeOf({ type, name }: ProblemDefinition): string {
  return type ?? `/problems/${name}`;
}

function catalogued(kinds: readonly ProblemKind[], plugin: string | null): CataloguedProblem[] {
  return kinds
    .map((kind) => {
      const { definition } = kind;
      const isPrefixed = plugin === null || definition.name.startsWith(`${plugin}-`);
      assert.ok(isPrefixed, `problem ${definition.name} begins with the name of its plugin`);
      return { kind, plugin, type: typeOf(definition) };
    })
    .sort((a, b) => compare(a.kind.definition.name, b.kind.definition.name));
}

function kindsIn(module: Readonly<Record<string, unknown>>): ProblemKind[] {
  return Object.values(module).filter(isProblemKind);
}

function isProblemKind(value: unknown): value is ProblemKind {
  return typeof value === 'function' && 'definition' in value;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
