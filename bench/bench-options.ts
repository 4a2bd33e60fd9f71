import { parseArgs } from 'node:util';

/** What to measure, and for how long. */
export interface BenchOptions {
  /** How many passes each database has. */
  readonly sizes: readonly number[];
  readonly checkIns: number;
  readonly rounds: number;
  /** For each measurement. */
  readonly seconds: number;
}

/** What the command line can say. */
export const USAGE = `npm run bench -- [options]

  --passes 100000      passes of a database; of several sizes: 100000,1000000
  --check-ins 1000000  check-ins in each database
  --rounds 5           rounds, once the server is warm; the median counts
  --seconds 5          for each measurement`;

/**
 * Reads the command line.
 *
 * @returns null when help is asked
 * @throws Error that says what is wrong of it
 */
export function readBenchOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      passes: { type: 'string', default: '100000' },
      'check-ins': { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    sizes: values.passes.split(',').map((text) => countOf('passes', text)),
    checkIns: countOf('check-ins', values['check-ins']),
    rounds: countOf('rounds', values.rounds),
    seconds: countOf('seconds', values.seconds),
  };
}

function countOf(option: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new Error(`--${option} must be a whole number above 0, not ${JSON.stringify(text)}`);
}
