import { Parser, type FinalResults, type Result } from 'tap-parser';

/** What the output of one test file says. */
export interface TapReport {
  readonly passed: number;
  /** One text for each assertion that failed, with what tap knows about it. */
  readonly failures: readonly string[];
  readonly skips: readonly { readonly name: string; readonly reason: string }[];
}

/** What tap gives as the reason when a file has no tests. */
const noTests = 'no tests found';
const noReason = 'no reason is given';
const shownLines = 40;

/**
 * Counts the assertions in what a test file wrote, those of subtests included.
 *
 * Stricter than tap: a test without assertions proves nothing and one marked as still to be done is
 * not done, so both fail; so does output that is not whole, of a process that ended halfway.
 */
export function readTap(output: string): TapReport {
  const events = Parser.parse(output, { flat: true }) as [string, unknown][];
  const results = events.filter(([type]) => type === 'assert').map(([, data]) => data as Result);
  const [, final] = events.find(([type]) => type === 'complete') as [string, FinalResults];

  const skips = results.flatMap(({ name, skip }) =>
    skip === false ? [] : [{ name, reason: skip === true ? noReason : skip }],
  );
  const failures = results.flatMap(describeFailure);
  const passed = results.length - skips.length - failures.length;
  const { skipAll, skipReason } = final.plan;
  if (skipAll && skipReason !== noTests) {
    skips.push({ name: 'the whole file', reason: skipReason || noReason });
  }
  if (failures.length === 0 && !final.ok) failures.push(describeEnd(final));
  if (failures.length + skips.length + passed === 0) failures.push('there is no test in it');
  return { passed, failures, skips };
}

function describeFailure({ ok, name, skip, todo, diag, closingTestPoint }: Result): string[] {
  if (skip !== false) return [];
  if (todo !== false) return [`${name}: is marked as still to be done`];
  if (!ok) return [[name, ...describeDiagnosis(diag as Diagnosis | null)].join('\n')];
  // In the flat form only a subtest with nothing in it is left to speak for itself.
  return closingTestPoint ? [`${name}: asserts nothing`] : [];
}

/** The parts of what tap knows of a failure that are shown apart; the rest is shown as it is. */
interface Diagnosis {
  readonly at?: { readonly fileName: string; readonly lineNumber: number };
  readonly diff?: string;
  readonly stack?: string;
  readonly [key: string]: unknown;
}

function describeDiagnosis(diagnosis: Diagnosis | null): string[] {
  if (diagnosis === null) return [];
  const { at, diff, stack, ...others } = diagnosis;
  // The source stands at the place that is named, of an error as well as of its cause.
  const rest = JSON.stringify(others, (key, value) => (key === 'source' ? undefined : value), 2);
  const texts = [at ? `at ${at.fileName}:${at.lineNumber}` : '', diff ?? rest, stack ?? ''];
  return texts
    .filter((text) => text !== '' && text !== '{}')
    .flatMap((text) => text.trimEnd().split('\n').slice(0, shownLines))
    .map((line) => `  ${line}`);
}

function describeEnd({ bailout, failures }: FinalResults): string {
  if (bailout !== false) return `bailed out: ${bailout}`;
  const [failure] = failures;
  return `the output of tap is not whole: ${failure?.tapError ?? 'it has no plan'}`;
}
