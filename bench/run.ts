import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { municipalityId } from '../core/municipalities/installation.ts';
import { type BenchServer, freePort, startBenchServer, stopChild } from './bench-server.ts';
import { measureHttp, measurePgbench, median, type NextRequest, type Rate } from './measure.ts';
import { type Statements, writeStatements } from './statements.ts';

/**
 * How fast the three hot paths are, as a part of what PostgreSQL alone can do with the same
 * statements (`pgbench -M prepared -c 10`) in the same minutes. Figures in requests per second say
 * something of this machine only; the ratios say something of Pasklaar.
 */
const { values: options } = parseArgs({
  options: {
    passes: { type: 'string', default: '100000' },
    'check-ins': { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
  },
});
const passes = Number(options.passes);
const checkIns = Number(options['check-ins']);
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const TARIFFS = 2_000;

type Path = keyof Statements;
const TARGETS: Readonly<Record<Path, number>> = { rights: 0.35, checkIn: 0.6, sale: 0.55 };
const PATHS: readonly Path[] = ['rights', 'checkIn', 'sale'];

const folder = await mkdtemp(path.join(os.tmpdir(), 'pasklaar-bench-'));
const server = await startBenchServer(folder);
try {
  const event = await fill(server);
  const measured = await measureRounds(server, event);
  await report(measured);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

interface Measured {
  readonly pgbench: Record<Path, Rate[]>;
  readonly http: Record<Path, Rate[]>;
  readonly hello: Rate[];
}

type Event = BenchServer['demo']['events'][number];

async function fill({ demo, owner }: BenchServer): Promise<Event> {
  const desk = demo.clients.find(({ id }) => id === 'lier-library-desk');
  const event = demo.events.find(({ organizerId }) => organizerId === desk?.organizerId);
  if (!event) throw new Error('the library of the demo has no event');
  const sql = await readFile(new URL('./fill-database.sql', import.meta.url), 'utf8');
  const filled = sql
    .replaceAll(':passes', String(passes))
    .replaceAll(':check_ins', String(checkIns))
    .replaceAll(":'municipality'", `'${municipalityId('lier')}'`)
    .replaceAll(":'event'", `'${event.id}'`);
  console.log(`filling: ${passes} passes with 3 roles each, ${checkIns} check-ins`);
  await owner.query(filled);
  await owner.query('vacuum analyze');
  return event;
}

async function measureRounds(bench: BenchServer, event: Event): Promise<Measured> {
  const token = await bench.token('lier-library-desk');
  const requests = await prepareRequests(bench, token, event);
  const saleId = await sellOnce(bench, token, requests.sale);
  const statements = await writeStatements(bench.owner, { passes, eventId: event.id, saleId });
  const helloPort = await freePort();
  const hello = fork(new URL('./hello.ts', import.meta.url), [String(helloPort)]);
  try {
    await once(hello, 'message');
    const helloUrl = `http://127.0.0.1:${helloPort}`;
    return await measureEach(bench, { token, requests, statements, helloUrl });
  } finally {
    await stopChild(hello);
  }
}

async function measureEach(
  bench: BenchServer,
  load: {
    token: string;
    requests: Record<Path, NextRequest>;
    statements: Statements;
    helloUrl: string;
  },
): Promise<Measured> {
  const { token, requests, statements, helloUrl } = load;
  const measured: Measured = {
    pgbench: { rights: [], checkIn: [], sale: [] },
    http: { rights: [], checkIn: [], sale: [] },
    hello: [],
  };
  const url = new URL(bench.demo.apiUrl).origin;
  for (let round = 1; round <= rounds; round++) {
    for (const name of PATHS) {
      const script = statements[name];
      const limit = await measurePgbench({ databaseUrl: bench.appUrl, seconds, script, folder });
      measured.pgbench[name].push(limit);
      const method = name === 'rights' ? 'GET' : 'POST';
      const next = requests[name];
      measured.http[name].push(await measureHttp({ url, seconds, token, method, next }));
    }
    const next = () => ({ path: '/' });
    measured.hello.push(await measureHttp({ url: helloUrl, seconds, token, method: 'GET', next }));
    console.log(`round ${round} of ${rounds}`);
  }
  return measured;
}

async function prepareRequests(
  { demo }: BenchServer,
  token: string,
  event: Event,
): Promise<Record<Path, NextRequest>> {
  const prefix = new URL(demo.apiUrl).pathname.replace(/\/$/, '');
  const anyCard = (): string => String(9_000_000_000_001 + Math.floor(Math.random() * passes));
  const rightsPath = (card: string): string =>
    `${prefix}/passes/${card}/rights?eventId=${event.id}`;
  const tariffs: { card: string; id: string }[] = [];
  while (tariffs.length < TARIFFS) {
    const card = anyCard();
    const answer = await fetch(new URL(rightsPath(card), demo.apiUrl), {
      headers: { authorization: `Bearer ${token}` },
    });
    const { price } = (await answer.json()) as { price: { tariffId: string } };
    tariffs.push({ card, id: price.tariffId });
  }
  let sold = 0;
  return {
    rights: () => ({ path: rightsPath(anyCard()) }),
    checkIn: () => ({
      path: `${prefix}/checkins`,
      body: JSON.stringify({ eventId: event.id, uitpasNumber: anyCard() }),
    }),
    sale: () => {
      const { card = '', id = '' } = tariffs[sold++ % tariffs.length] ?? {};
      const regularPrice = event.regularPriceCents / 100;
      const ticket = { uitpasNumber: card, eventId: event.id, regularPrice, tariff: { id } };
      return { path: `${prefix}/ticket-sales`, body: JSON.stringify([ticket]) };
    },
  };
}

async function sellOnce({ demo }: BenchServer, token: string, next: NextRequest): Promise<string> {
  const { path: url, body = null } = next();
  const answer = await fetch(new URL(url, demo.apiUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  const [sale] = (await answer.json()) as { id: string }[];
  if (!answer.ok || !sale) throw new Error(`no ticket could be sold: ${answer.status}`);
  return sale.id;
}

async function report({ pgbench, http, hello }: Measured): Promise<void> {
  const rows = PATHS.map((name) => {
    const [limit, rate] = [median(pgbench[name]), median(http[name])];
    return { path: name, pgbench: limit, http: rate, ratio: rate / limit, target: TARGETS[name] };
  });
  const machine = {
    cpu: os.cpus()[0]?.model,
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
  };
  console.log('path      pgbench/s     http/s  ratio  target');
  for (const { path: name, ...row } of rows) {
    const [limit, rate] = [row.pgbench, row.http].map((figure) => figure.toFixed(0).padStart(10));
    const verdict = row.ratio >= row.target ? '' : '  BELOW';
    console.log(
      `${name.padEnd(8)} ${limit} ${rate} ${row.ratio.toFixed(2).padStart(6)} ${row.target}${verdict}`,
    );
  }
  console.log(`bare Fastify: ${median(hello).toFixed(0)}/s`);

  const measuredAt = new Date().toISOString();
  const results = new URL('./results/', import.meta.url);
  await mkdir(results, { recursive: true });
  const file = new URL(`${measuredAt.slice(0, 19).replaceAll(':', '-')}.json`, results);
  const setup = { passes, checkIns, rounds, seconds, connections: 32 };
  const figures = { measuredAt, machine, setup, rows, hello: median(hello), pgbench, http };
  await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`written to bench/results/${path.basename(file.pathname)}`);
}
