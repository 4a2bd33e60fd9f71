import fs from 'node:fs';
import path from 'node:path';
import { Pool } from 'pg';
import t, { type Test } from 'tap';
import { readSettings } from '../../../config/settings.ts';
import { agreeOnKeys } from '../../../core/boot/agree-on-keys.ts';
import { CurrentInstallation } from '../../../core/boot/current-installation.ts';
import { PLUGINS_FOLDER, PROJECT_ROOT } from '../../../core/boot/folders.ts';
import { openCore } from '../../../core/boot/open-core.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { loadKeyRing, rotateKey } from '../../../core/secrets/load-key-ring.ts';
import { createTestDatabase, type TestDatabase } from '../../database/create-test-database.ts';
import { RecordedJobs } from '../../fixtures/recorded-jobs.ts';
import { makeFolder } from '../../fixtures/make-folder.ts';

const plugins = await discoverPlugins(PLUGINS_FOLDER);
const installation = await CurrentInstallation.load(
  path.join(PROJECT_ROOT, 'config/municipalities'),
  plugins,
);

interface Start {
  readonly database: TestDatabase;
  readonly dataFolder: string;
  readonly answersRequests?: boolean;
  readonly towns?: CurrentInstallation;
}

/** As a process does it, once its database is open. */
async function start(t: Test, { database, dataFolder, answersRequests = true, towns }: Start) {
  const opened = await openCore({
    settings: readSettings({ DATABASE_STATEMENT_TIMEOUT_S: '7' }),
    appUrl: database.appUrl,
    dataFolder,
    plugins,
    installation: towns ?? installation,
    jobs: new RecordedJobs(),
    log: { error: (): void => {} },
    answersRequests,
  });
  t.teardown(() => opened.close());
  return opened;
}

async function timeoutOf(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ statement_timeout: string }>('show statement_timeout');
  return rows[0]?.statement_timeout;
}

t.test('a request is held to the time of its statements, background work is not', async (t) => {
  const database = await createTestDatabase(t);
  const dataFolder = makeFolder(t);

  const server = await start(t, { database, dataFolder });
  const worker = await start(t, { database, dataFolder, answersRequests: false });

  t.equal(await timeoutOf(server.core.pool), '7s');
  t.equal(await timeoutOf(server.background.pool), '0');
  t.equal(await timeoutOf(worker.core.pool), '0');
  t.equal(worker.core, worker.background);
});

t.test('a town that is moved to another card system is refused, with its name', async (t) => {
  const database = await createTestDatabase(t);
  const dataFolder = makeFolder(t, { towns: {}, data: {} });
  await start(t, { database, dataFolder: path.join(dataFolder, 'data') });
  const towns = path.join(dataFolder, 'towns');
  fs.cpSync(path.join(PROJECT_ROOT, 'config/municipalities'), towns, { recursive: true });
  const file = path.join(towns, 'lier.yaml');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace('{ id: 1, name: Lier }', '{ id: 7, name: Lier }'));

  const moved = await CurrentInstallation.load(towns, plugins);
  const again = start(t, { database, dataFolder: path.join(dataFolder, 'data'), towns: moved });
  await t.rejects(again, { name: 'RefusalToStart', message: /^lier is in another card system/ });
});

t.test('two servers on one database have the same keys', async (t) => {
  const database = await createTestDatabase(t);
  const folder = makeFolder(t, { one: {}, other: {}, late: {} });
  const [one, other, late] = ['one', 'other', 'late'].map((name) => path.join(folder, name));
  if (!one || !other || !late) throw new Error('three folders');
  const now = Date.now();

  await t.test('only a server makes the first ones', async (t) => {
    const worker = start(t, { database, dataFolder: one, answersRequests: false });
    await t.rejects(worker, { name: 'NoInstallation', message: /no installation in .*one: set/ });
    t.same(fs.readdirSync(one), []);
  });

  await t.test('the first one makes them', async (t) => {
    await start(t, { database, dataFolder: one });
    t.ok(fs.existsSync(path.join(one, 'keys.json')));
    await t.resolves(start(t, { database, dataFolder: one }), 'and starts again with them');
  });

  await t.test('one without any is told where they are, and makes none', async (t) => {
    await t.rejects(start(t, { database, dataFolder: other }), {
      message: /other\/keys\.json is missing.*copy it from the other servers/,
    });
    t.same(fs.readdirSync(other), []);
  });

  await t.test('one with others is refused, and leaves nothing behind', async (t) => {
    const elsewhere = await createTestDatabase(t);
    await start(t, { database: elsewhere, dataFolder: other });
    await rotateKey(other, 'national-number-hash', { now });

    await t.rejects(start(t, { database, dataFolder: other, answersRequests: false }), {
      name: 'RefusalToStart',
      message: /keys\.json has another key 1 of national-number-hash.*Copy keys\.json/,
    });
    const pool = new Pool({ connectionString: database.ownerUrl });
    t.teardown(() => pool.end());
    const { rows } = await pool.query('select key_id from core.key_fingerprint');
    t.same(rows, [{ key_id: 1 }]);
  });

  await t.test('a new key is taken over, and who lacks it is told', async (t) => {
    fs.copyFileSync(path.join(one, 'keys.json'), path.join(late, 'keys.json'));
    await rotateKey(one, 'national-number-hash', { now });
    await start(t, { database, dataFolder: one });

    await t.rejects(start(t, { database, dataFolder: late }), { message: /lacks key 2 of/ });
    fs.copyFileSync(path.join(one, 'keys.json'), path.join(late, 'keys.json'));
    await t.resolves(start(t, { database, dataFolder: late }));
  });

  await t.test('of two first starts at once, one is refused', async (t) => {
    const fresh = await createTestDatabase(t);
    const pool = new Pool({ connectionString: fresh.appUrl });
    // The database is dropped while its last connections are still ending.
    pool.on('error', () => {});
    t.teardown(() => pool.end());
    const folders = makeFolder(t, { a: {}, b: {} });
    const loaded = ['a', 'b'].map((name) =>
      loadKeyRing(path.join(folders, name), { now, mayMakeFirst: true }),
    );
    const rings = await Promise.all(loaded);
    // Both have looked before one writes.
    const { promise: bothLooked, resolve } = Promise.withResolvers<void>();
    let looked = 0;
    const patient = {
      query: async (...asked: Parameters<Pool['query']>) => {
        if (asked[0].startsWith('insert')) {
          looked += 1;
          if (looked === 2) resolve();
          await bothLooked;
        }
        return pool.query(...asked);
      },
    } as unknown as Pool;

    const outcomes = await Promise.allSettled(
      rings.map((ring) => agreeOnKeys(patient, ring, 'keys.json')),
    );

    t.same(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  });

  await t.test('what is kept of a key is not the key', async (t) => {
    const pool = new Pool({ connectionString: database.ownerUrl });
    t.teardown(() => pool.end());
    const { rows } = await pool.query<{ fingerprint: string }>(
      'select fingerprint from core.key_fingerprint',
    );
    const file = fs.readFileSync(path.join(one, 'keys.json'), 'utf8');
    const secrets = (JSON.parse(file) as { keys: { secret: string }[] }).keys.map(({ secret }) =>
      Buffer.from(secret, 'base64').toString('hex'),
    );
    for (const { fingerprint } of rows) {
      t.match(fingerprint, /^[0-9a-f]{64}$/);
      t.notOk(secrets.includes(fingerprint));
    }
  });
});
