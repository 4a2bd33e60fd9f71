import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { loadInstallation } from '../../config/municipalities.ts';
import type { TokenIssuer } from '../../core/access/token-issuer.ts';
import { createApp } from '../../core/app.ts';
import { readDemoTowns } from '../../core/demo/read-demo-towns.ts';
import { seedEvents } from '../../core/demo/seed-events.ts';
import { announceOutbox } from '../../core/jobs/announce-outbox.ts';
import { placeId } from '../../core/municipalities/installation.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';
import { makeIssuer } from '../core/http/open-app.ts';
import { openTestCore, type TestCore } from '../fixtures/open-core.ts';
import { type Exchange, makeAsk, type Town } from './ask.ts';
import { listenToFacts } from './listen-to-facts.ts';
import { registerPersons, type Trait } from './persons.ts';
import { watchRows } from './watch-rows.ts';
import { watchStatements } from './watch-statements.ts';

const root = path.resolve(import.meta.dirname, '../..');
const pluginsFolder = pathToFileURL(`${root}/plugins/`);

/** A Friday morning. */
const MOMENT = '2026-11-20T10:00:00+01:00';

type Test = Parameters<typeof openTestCore>[0];

/** All that a town has done when its story is told. */
export interface Told {
  readonly trait: Trait;
  readonly exchanges: readonly Exchange[];
  /** Lines of JSON. */
  readonly log: readonly string[];
  /** As `/metrics` serves them. */
  readonly metrics: string;
  /** The jobs that were woken: what a worker, and who looks over its shoulder, sees of them. */
  readonly jobs: readonly string[];
  /** What was announced of the facts, to whoever listens. */
  readonly facts: readonly string[];
  /**
   * Every route of the app that can be asked, as the API writes it: `GET /api/events/{eventId}`.
   */
  readonly routes: readonly string[];
}

/**
 * Opens Lier and Mechelen as they are shipped, with all plugins, on a database of their own, in
 * which one holder has a trait; has a story told there, and answers all that could be seen of it.
 */
export async function tellIn(
  t: Test,
  trait: Trait,
  story: (town: Town) => Promise<void>,
): Promise<Told> {
  const plugins = await discoverPlugins(pluginsFolder);
  const installation = await loadInstallation(`${root}/config/municipalities`, plugins);
  const core: TestCore = { ...(await openTestCore(t, installation, MOMENT)), plugins };
  const [demo] = await readDemoTowns(`${root}/config/demo`, installation);
  assert(demo?.municipality.key === 'lier', 'the demo of Lier has the events of this story');
  const events = await seedEvents(core, demo);
  const { twin, neighbour } = await registerPersons(core, trait);

  const routes: string[] = [];
  const lines: string[] = [];
  const issuer = await makeIssuer();
  const app = await createApp(core, {
    issuer: { ...issuer, mount: collectRoutes(routes) } satisfies TokenIssuer,
    publicUrl: 'https://pasklaar.test',
    version: '0.0.0',
    deskClient: demo.demo.deskPage,
    pluginsFolder,
    log: { level: 'trace', stream: { write: (line) => lines.push(line) } },
  });
  t.teardown(() => app.close());
  await announceOutbox(core, 1);
  const rows = await watchRows(t, core.ownerUrl);
  const facts = await listenToFacts(t, core.ownerUrl);
  const statements = watchStatements(core.pool);
  const { ask, exchanges } = makeAsk({ app, core, issuer, rows, statements });
  await story({
    core,
    ask,
    twin,
    neighbour,
    event: (key) => events.get(key) ?? assert.fail(`the demo has no event ${key}`),
    place: (key) => placeId('lier', key),
    async addReview(memberNumber) {
      const id = await addReview(core, memberNumber);
      await rows.look();
      return id;
    },
    async addPrinted(numbers) {
      await core.asOwner('select core.make_stock(1, $1)', [numbers]);
      await rows.look();
    },
    hear: (scenario) => exchanges.startScenario(scenario),
  });
  await announceOutbox(core, 1);
  return {
    trait,
    routes,
    exchanges: exchanges.list,
    log: lines,
    metrics: (await app.inject('/metrics')).body,
    jobs: core.jobs.wakeups.map((wakeup) => JSON.stringify(wakeup)),
    facts: await facts.hear(),
  };
}

/** A mount that hears of every route which comes after it: pages, the API and the plugins. */
function collectRoutes(routes: string[]): (app: FastifyInstance) => void {
  return (app) => {
    app.addHook('onRoute', ({ method, url }) => {
      const methods = [method].flat().filter((one) => one !== 'HEAD');
      const address = url.replace(/:(\w+)/g, '{$1}');
      routes.push(...methods.map((one) => `${one} ${address}`));
    });
  };
}

/** Puts a friend that nobody recognised on the review list of the cultural centre. */
async function addReview(core: TestCore, memberNumber: string): Promise<string> {
  const id = randomUUID();
  await core.asOwner(
    `insert into membership_cc_friends.review_row
       (card_system_id, id, municipality, member_number, season_from, season_until, state, reason,
        first_name, last_name, handed_over_on)
     values (1, $1, 'lier', $2, '2026-09-01', '2027-08-31', 'open', 'too-little-known',
             'Rik', 'Onbekend', '2026-11-01')`,
    [id, memberNumber],
  );
  return id;
}
