import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type BenchOptions, readBenchOptions, USAGE } from './bench-options.ts';
import { type BenchBed, type HotPath, makeBed } from './bench-bed.ts';
import { freePort, stopChild } from './bench-server.ts';
import { measureHttp, measurePgbench, median, type Rate } from './measure.ts';

/**
 * How fast the three hot paths are, as a part of what PostgreSQL alone can do with the same
 * statements (`pgbench -M prepared -c 10`) in the same minutes. Figures in requests per second say
 * something of this machine only; the ratios say something of Pasklaar. Each round has a ratio of
 * its own, because a shared machine is not as fast in the next: the median of those counts, which
 * is not the one median by the other. What is asked first, while the server is not warm yet, does
 * not count. Of several sizes (`--passes 100000,1000000`) each is measured in every round, and
 * compared with the first.
 */
const TARGETS: Readonly<Record<HotPath, number>> = { rights: 0.6, checkIn: 1, sale: 0.65 };
const PATHS: readonly HotPath[] = ['rights', 'checkIn', 'sale'];
/** What a larger card system keeps of the rates of the first. */
const KEEPS = 0.85;

interface Measured {
  readonly passes: number;
  readonly pgbench: Record<HotPath, Rate[]>;
  readonly http: Record<HotPath, Rate[]>;
}

/** The rates of all rounds: of a bare server, and of each size. */
interface Rates {
  readonly hello: Rate[];
  readonly measured: Measured[];
}

const options = readOptions();
if (options) await runBench(options);

/** What is asked; null where there is nothing to measure. */
function readOptions(): BenchOptions | null {
  try {
    const read = readBenchOptions(process.argv.slice(2));
    if (!read) console.log(USAGE);
    return read;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return null;
  }
}

async function runBench(asked: BenchOptions): Promise<void> {
  const { checkIns, sizes } = asked;
  const beds: BenchBed[] = [];
  try {
    for (const passes of sizes) beds.push(await makeBed({ passes, checkIns }));
    await report(await measureRounds(beds, asked), asked);
  } finally {
    for (const bed of beds) await bed.remove();
  }
}

async function measureRounds(beds: readonly BenchBed[], asked: BenchOptions): Promise<Rates> {
  const helloPort = await freePort();
  const hello = fork(new URL('./hello.ts', import.meta.url), [String(helloPort)]);
  try {
    await once(hello, 'message');
    return await measureAll(beds, asked, `http://127.0.0.1:${helloPort}`);
  } finally {
    await stopChild(hello);
  }
}

async function measureAll(
  beds: readonly BenchBed[],
  { rounds, seconds }: BenchOptions,
  helloUrl: string,
): Promise<Rates> {
  for (const bed of beds) await warmUp(bed, seconds);
  const none = (): Record<HotPath, Rate[]> => ({ rights: [], checkIn: [], sale: [] });
  const measured = beds.map(({ passes }) => ({ passes, pgbench: none(), http: none() }));
  const hello: Rate[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const name of PATHS) {
      for (const [at, bed] of beds.entries()) {
        const script = bed.statements[name];
        measured[at]?.pgbench[name].push(await measurePgbench({ ...bed, seconds, script }));
        measured[at]?.http[name].push(await measurePath(bed, name, seconds));
      }
    }
    const next = () => ({ path: '/' });
    hello.push(await measureHttp({ url: helloUrl, seconds, token: '', method: 'GET', next }));
    console.log(`round ${round} of ${rounds}`);
  }
  return { hello, measured };
}

/** A server is asked all day: how fast it is in its first seconds is another question. */
async function warmUp(bed: BenchBed, seconds: number): Promise<void> {
  for (const name of PATHS) await measurePath(bed, name, seconds);
  console.log('warm');
}

async function measurePath(bed: BenchBed, name: HotPath, seconds: number): Promise<Rate> {
  const method = name === 'rights' ? 'GET' : 'POST';
  return measureHttp({ ...bed, seconds, method, next: bed.requests[name] });
}

async function report({ hello, measured }: Rates, asked: BenchOptions): Promise<void> {
  const [first] = measured;
  const rows = measured.flatMap(({ passes, pgbench, http }) =>
    PATHS.map((name) => {
      const [limit, rate] = [median(pgbench[name]), median(http[name])];
      const ratio = median(ratiosOf(http[name], pgbench[name]));
      const isAnother = first && first.passes !== passes;
      const ofFirst = isAnother ? median(ratiosOf(http[name], first.http[name])) : null;
      const target = TARGETS[name];
      return { passes, path: name, pgbench: limit, http: rate, ratio, target, ofFirst };
    }),
  );
  console.log('passes   path      pgbench/s     http/s  ratio  target  of first');
  for (const { passes, path: name, ratio, target, ofFirst, ...row } of rows) {
    const [limit, rate] = [row.pgbench, row.http].map((figure) => figure.toFixed(0).padStart(10));
    const kept = ofFirst === null ? '' : ofFirst.toFixed(2);
    const isBelow = ratio < target || (ofFirst ?? 1) < KEEPS;
    const verdict = isBelow ? '  BELOW' : '';
    const parts = [
      `${ratio.toFixed(2).padStart(6)} `,
      String(target).padEnd(6),
      ` ${kept}${verdict}`,
    ];
    console.log(
      `${String(passes).padEnd(8)} ${name.padEnd(8)} ${limit} ${rate} ${parts.join(' ')}`,
    );
  }
  console.log(`bare Fastify: ${median(hello).toFixed(0)}/s`);
  await keep({ rows, hello: median(hello), measured }, asked);
}

/** Of each round, what was measured in the same minute. */
function ratiosOf(rates: readonly Rate[], limits: readonly Rate[]): number[] {
  return rates.map((rate, round) => rate / (limits[round] ?? Number.NaN));
}

async function keep(figures: object, asked: BenchOptions): Promise<void> {
  const measuredAt = new Date().toISOString();
  const machine = {
    cpu: os.cpus()[0]?.model,
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
  };
  const results = new URL('./results/', import.meta.url);
  await mkdir(results, { recursive: true });
  const file = new URL(`${measuredAt.slice(0, 19).replaceAll(':', '-')}.json`, results);
  const { sizes: passes, ...rest } = asked;
  const setup = { passes, ...rest, connections: 32, isWarm: true, ratio: 'median of the rounds' };
  await writeFile(file, `${JSON.stringify({ measuredAt, machine, setup, ...figures }, null, 2)}\n`);
  console.log(`written to bench/results/${path.basename(file.pathname)}`);
}
