import type { FileResult } from './run-test-file.ts';

const slowestShown = 10;

/** One line for a test file, and what failed in it. */
export function printFile({ file, seconds, passed, failures, stderr }: FileResult): void {
  const verdict = failures.length === 0 ? 'ok  ' : 'FAIL';
  console.log(`${verdict} ${seconds.toFixed(1).padStart(6)} s  ${file} (${passed} passed)`);
  const told = stderr === '' ? failures : [...failures, `on stderr:\n${stderr}`];
  for (const text of told) console.log(`\n${text.replaceAll(/^/gm, '      ')}\n`);
}

/**
 * What is worth knowing of the whole run: skips with their reasons, the slowest files, and as the
 * last line the counts.
 *
 * @param checksFailed checks that failed before the tests; they count as failures
 * @returns how much failed
 */
export function printSummary(results: readonly FileResult[], checksFailed: number): number {
  const slowest = results.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
  console.log(`\nslowest of ${results.length} files:`);
  for (const { seconds, file } of slowest) {
    console.log(`     ${seconds.toFixed(1).padStart(6)} s  ${file}`);
  }
  const broken = results.filter(({ failures }) => failures.length > 0);
  if (broken.length > 0) console.log('\nfailed:');
  for (const { file, failures } of broken) console.log(`     ${file} (${failures.length})`);
  const skips = results.flatMap(({ file, skips: inFile }) =>
    inFile.map((skip) => ({ file, ...skip })),
  );
  if (skips.length > 0) console.log('\nSKIPPED, SO NOT PROVEN:');
  for (const { file, name, reason } of skips) console.log(`     ${file}: ${name} (${reason})`);

  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, { failures }) => sum + failures.length, checksFailed);
  console.log(`\n${passed} passed, ${failed} failed, ${skips.length} skipped`);
  return failed;
}
