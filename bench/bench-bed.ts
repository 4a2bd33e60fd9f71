import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { municipalityId } from '../core/municipalities/installation.ts';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import type { NextRequest } from './measure.ts';
import { type Statements, writeStatements } from './statements.ts';

/** A hot path that is measured. */
export type HotPath = keyof Statements;

/** A server with a filled card system, and what is asked of it. */
export interface BenchBed {
  readonly passes: number;
  readonly url: string;
  /** As the app's role: for pgbench. */
  readonly databaseUrl: string;
  /** Where scripts of pgbench can stand; gone after {@link BenchBed.remove}. */
  readonly folder: string;
  readonly token: string;
  readonly requests: Readonly<Record<HotPath, NextRequest>>;
  readonly statements: Statements;
  remove(): Promise<void>;
}

type Event = BenchServer['demo']['events'][number];

/** Prices that were promised before the measuring; each is sold again and again. */
const TARIFFS = 2_000;

/** Starts a server on a database of its own with so many passes and check-ins. */
export async function makeBed(size: { passes: number; checkIns: number }): Promise<BenchBed> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pasklaar-bench-'));
  const removeFolder = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  const server = await startBenchServer(folder).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  const remove = async (): Promise<void> => {
    await server.stop();
    await removeFolder();
  };
  try {
    return { ...(await fill(server, size)), folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fill(
  server: BenchServer,
  { passes, checkIns }: { passes: number; checkIns: number },
): Promise<Omit<BenchBed, 'folder' | 'remove'>> {
  const { demo, owner } = server;
  const event = eventOfTheLibrary(server);
  const sql = await readFile(new URL('./fill-database.sql', import.meta.url), 'utf8');
  const filled = sql
    .replaceAll(':passes', String(passes))
    .replaceAll(':check_ins', String(checkIns))
    .replaceAll(":'municipality'", `'${municipalityId('lier')}'`)
    .replaceAll(":'event'", `'${event.id}'`);
  console.log(`filling: ${passes} passes with 3 roles each, ${checkIns} check-ins`);
  await owner.query(filled);
  await owner.query('vacuum analyze');

  const token = await server.token('lier-library-desk');
  const requests = await prepareRequests(server, { token, event, passes });
  const saleId = await sellOnce(server, token, requests.sale);
  const statements = await writeStatements(owner, { passes, eventId: event.id, saleId });
  const url = new URL(demo.apiUrl).origin;
  return { passes, url, databaseUrl: server.appUrl, token, requests, statements };
}

function eventOfTheLibrary({ demo }: BenchServer): Event {
  const desk = demo.clients.find(({ id }) => id === 'lier-library-desk');
  const event = demo.events.find(({ organizerId }) => organizerId === desk?.organizerId);
  if (!event) throw new Error('the library of the demo has no event');
  return event;
}

async function prepareRequests(
  { demo }: BenchServer,
  { token, event, passes }: { token: string; event: Event; passes: number },
): Promise<Record<HotPath, NextRequest>> {
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
