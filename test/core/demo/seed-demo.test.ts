import path from 'node:path';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import t from 'tap';
import { loadInstallation } from '../../../config/municipalities.ts';
import { clientsOf } from '../../../core/access/clients.ts';
import { actingOrganizerId } from '../../../core/access/may-act-for.ts';
import { DEMO_FOLDER, PLUGINS_FOLDER, PROJECT_ROOT } from '../../../core/boot/folders.ts';
import { anyOrganizer, demoCaller } from '../../../core/demo/demo-caller.ts';
import { describeDemo } from '../../../core/demo/describe-demo.ts';
import { readDemoTowns } from '../../../core/demo/read-demo-towns.ts';
import { seedCommands } from '../../../core/demo/seed-commands.ts';
import { seedDemo } from '../../../core/demo/seed-demo.ts';
import { Event } from '../../../core/events/event.entity.ts';
import { tenantManager } from '../../../core/database/orm.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { eraseHolder } from '../../../core/persons/erase-holder.ts';
import { isPassNumber } from '../../../core/passes/pass-number.ts';
import { findSchool } from '../../../core/persons/known-schools.ts';
import { openTestCore } from '../../fixtures/open-core.ts';

t.test('the demo', async (t) => {
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const folder = path.join(PROJECT_ROOT, 'config/municipalities');
  const installation = await loadInstallation(folder, plugins);
  const core = await openTestCore(t, installation);
  const towns = await readDemoTowns(DEMO_FOLDER, installation);
  const startedAtMs = performance.now();
  const events = await seedDemo(core, towns);
  const tookMs = performance.now() - startedAtMs;
  const describe = async () =>
    describeDemo(core, {
      towns,
      events,
      tokenUrl: 'http://localhost/oidc/token',
      personTokenUrl: 'http://localhost/oidc/person-token',
      publicUrl: 'http://localhost',
      secretOf: (id) => `secret of ${id}`,
    });
  const demo = await describe();
  const countRows = async (): Promise<Record<string, string>> => {
    const tables = await core.asOwner<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema', 'queue', 'migrations')`,
    );
    const counts = tables.map(async ({ name }) => {
      const [row] = await core.asOwner<{ count: string }>(`select count(*) from ${name}`);
      return [name, row?.count ?? ''] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  };

  await t.test('is made fast, and a second time changes nothing', async (t) => {
    const before = await countRows();

    await seedDemo(core, towns);

    t.strictSame(await countRows(), before);
    t.ok(tookMs < 10_000, `it took ${Math.round(tookMs)} ms`);
  });

  await t.test('one visit a day counts, but where points can be tried', async (t) => {
    const unlimited = towns.flatMap((town) =>
      Object.entries(town.demo.events).flatMap(([key, { earnsPoints, atMost }]) =>
        earnsPoints && atMost === undefined ? [`${town.municipality.key} ${key}`] : [],
      ),
    );

    t.same(unlimited, ['lier reading', 'mechelen reading']);
  });

  await t.test('tells of every client, with its organizer and what it may do', async (t) => {
    for (const [id, client] of clientsOf(installation)) {
      t.match(
        demo.clients.find((one) => one.id === id),
        {
          secret: `secret of ${id}`,
          organizerId: actingOrganizerId(client),
          municipality: client.municipality.key,
          permissions: [...client.permissions].sort(),
        },
      );
    }
    const needed = ['library-desk', 'cultural-centre-desk', 'sports-desk', 'welfare', 'hr'];
    for (const client of [...needed, 'ticketing', 'kiosk', 'door', 'admin']) {
      t.ok(demo.clients.some(({ id }) => id === `lier-${client}`));
    }
    t.ok(demo.clients.some(({ id }) => id === 'mechelen-admin'));
  });

  await t.test('tells of every kiosk and school, by the id that the API asks', async (t) => {
    const files = installation.municipalities.map(({ config }) => config);
    const names = (part: 'kiosks' | 'schools') =>
      files.flatMap((config) => Object.values(config[part] ?? {}).map(({ name }) => name));

    t.same(
      demo.kiosks.map(({ name }) => name),
      names('kiosks'),
    );
    t.same(
      demo.schools.map(({ name }) => name),
      names('schools'),
    );
    for (const { id, key, municipality, organizerIds, placeIds } of demo.kiosks) {
      t.match(installation.kiosk(id), { key, municipality: { key: municipality } });
      t.ok([...organizerIds].every((one) => installation.organizer(one)));
      t.ok([...placeIds].every((one) => installation.place(one)));
    }
    for (const { id, key, municipality, name } of demo.schools) {
      const cardSystemId = installation.byKey(municipality)?.cardSystemId ?? 0;
      t.match(findSchool(installation, cardSystemId, id), { name }, key);
    }
  });

  await t.test('has no address on the site of a real town', async (t) => {
    const rewards = await core.asOwner<{ address: string }>(
      'select more_info_url as address from core.reward where more_info_url is not null',
    );

    t.ok(rewards.length > 0);
    for (const { address } of rewards) t.match(address, /^https:\/\/voorbeeld\.be\//);
  });

  await t.test('has a pass for every situation, in each town', async (t) => {
    const situations: Record<string, (pass: (typeof demo.passes)[number]) => boolean> = {
      'with the social tariff': ({ socialTariff }) => socialTariff === 'ACTIVE',
      'without it': ({ socialTariff }) => socialTariff === 'NONE',
      expired: ({ socialTariff }) => socialTariff === 'EXPIRED',
      'in grace': ({ socialTariff }) => socialTariff === 'IN_GRACE',
      blocked: ({ who }) => who.includes('blocked'),
      'several roles': ({ roles }) => roles.length > 1,
      'a turn card': ({ roles }) => roles.includes('sportpas/turn-card'),
      young: ({ roles }) => roles.includes('jongerenkaart/youngster'),
    };
    for (const municipality of ['lier', 'mechelen']) {
      const passes = demo.passes.filter((pass) => pass.municipality === municipality);
      for (const [situation, is] of Object.entries(situations)) {
        t.ok(passes.some(is), `${municipality}: ${situation}`);
      }
    }
    const staff = demo.passes.filter(({ roles }) => roles.includes('staff-card/badge'));
    t.ok(staff.length > 0 && demo.passes.some(({ roles }) => roles.length === 4));
  });

  await t.test(
    'has a child that its childcare knows, with who fetches it and who pays',
    async (t) => {
      const child = demo.passes.filter(({ roles }) => roles.includes('childcare-access/child'));
      const [known] = await core.asOwner(`
      select (select count(*)::int from childcare_access.enrolment) as enrolled,
             (select count(*)::int from childcare_access.contact) as fetching,
             (select count(*)::int from childcare_access.payer where payer_id is not null) as paying`);

      t.match(child, [{ municipality: 'lier', number: '0948111690749' }]);
      t.same(known, { enrolled: 1, fetching: 2, paying: 1 });
    },
  );

  await t.test('goes without what a plugin does that was taken away', async (t) => {
    const gone = new Set(['childcare-access', 'sportpas']);
    const fewer = new Installation(
      installation.municipalities.map((town) => ({
        ...town,
        plugins: new Map([...town.plugins].filter(([name]) => !gone.has(name))),
      })),
    );
    const before = await countRows();

    await seedDemo({ ...core, installation: () => fewer }, await readDemoTowns(DEMO_FOLDER, fewer));

    t.strictSame(await countRows(), before);
  });

  await t.test('is refused when it asks a plugin what that does not know', async (t) => {
    const [town] = towns;
    const asking = (change: object) => {
      const passes = town?.demo.passes.map((pass) => ({
        ...pass,
        commands: pass.commands.map((one) => ({ ...one, ...change })),
      }));
      return seedCommands(core, { ...town, demo: { ...town?.demo, passes } } as never);
    };

    await t.rejects(asking({ plugin: 'no-such-plugin' }), /asks no-such-plugin, which is not on/);
    await t.rejects(asking({ route: 'POST /nothing' }), /childcare-access has no POST \/nothing/);
    await t.rejects(asking({ body: { card: 1 } }), /POST \/enrolments of 0948111690749: /);
  });

  await t.test('has numbers that are right, each once, and points as it says', async (t) => {
    const numbers = demo.passes.flatMap(({ number, chipNumber }) => [number, chipNumber]);

    t.equal(new Set(numbers).size, numbers.length);
    t.ok(demo.passes.every(({ number }) => isPassNumber(number)));
    const described = towns.flatMap((town) => town.demo.passes.map(({ points }) => points));
    t.strictSame(
      demo.passes.map(({ points }) => points),
      described,
    );
  });

  await t.test('has, for who saves points, a priced event that is always open', async (t) => {
    for (const caller of clientsOf(installation).values()) {
      if (!caller.permissions.has('CHECKINS_SAVE')) continue;
      const { cardSystemId } = caller;
      const found = await tenantManager(core.orm, cardSystemId).find(Event, {
        cardSystemId,
        organizer: [cardSystemId, actingOrganizerId(caller)],
        earnsPoints: true,
        regularPriceCents: { $gt: 0 },
      });
      const always = found.filter(({ calendar }) => calendar.type === 'PERMANENT');

      t.ok(always.length > 0, caller.clientId);
      t.ok(demo.events.some(({ id }) => always.some((event) => event.id === id)));
    }
  });

  await t.test('has somebody in grace for as long as it runs', async (t) => {
    core.setNow('2027-02-10T10:00:00+01:00');
    const number = '0999481030123';
    const statusOf = async (): Promise<string | undefined> =>
      (await describe()).passes.find((pass) => pass.number === number)?.socialTariff;
    t.equal(await statusOf(), 'EXPIRED');

    await seedDemo(core, towns);

    t.equal(await statusOf(), 'IN_GRACE');
  });
});

t.test('a start that was killed halfway is finished by the next one', async (t) => {
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const folder = path.join(PROJECT_ROOT, 'config/municipalities');
  const installation = await loadInstallation(folder, plugins);
  const core = await openTestCore(t, installation);
  const towns = await readDemoTowns(DEMO_FOLDER, installation);

  const isKilledAfter = async (queries: number): Promise<boolean> => {
    const killed = { ...core, pool: failingAfter(core.pool, queries) };
    return seedDemo(killed, towns).then(
      () => false,
      () => true,
    );
  };
  // How many queries it takes depends on how many of them happen to go together.
  let kills = 0;
  while (kills < 20 && (await isKilledAfter(10 + kills * 10))) kills += 1;
  t.ok(kills >= 3, `it was killed ${kills} times`);
  const events = await seedDemo(core, towns);

  const urls = { tokenUrl: '', personTokenUrl: '', publicUrl: 'http://localhost' };
  const options = { towns, events, ...urls };
  const { passes } = await describeDemo(core, { ...options, secretOf: () => '' });
  const described = towns.flatMap((town) => town.demo.passes);
  t.strictSame(
    passes.map(({ number, points }) => ({ number, points })),
    described.map(({ number, points }) => ({ number, points })),
  );
  const used = await core.asOwner<{ used: number }>(
    `select a.used from core.allowance a where a.used > 0 order by a.used`,
  );
  t.strictSame(used, [{ used: 5 }, { used: 10 }, { used: 10 }]);
});

t.test('a demo of which somebody was erased starts again without that pass', async (t) => {
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const folder = path.join(PROJECT_ROOT, 'config/municipalities');
  const installation = await loadInstallation(folder, plugins);
  const core = await openTestCore(t, installation);
  const towns = await readDemoTowns(DEMO_FOLDER, installation);
  await seedDemo(core, towns);

  // When nothing has to be charged or paid any more.
  core.setNow('2028-11-20T10:00:00+01:00');
  const erased: string[] = [];
  for (const { demo, municipality } of towns) {
    const caller = demoCaller(installation, municipality, anyOrganizer(municipality));
    for (const { number } of demo.passes) {
      const [holder] = await core.asOwner<{ id: string }>(
        'select passholder_id as id from core.card where number = $1',
        [number],
      );
      await eraseHolder(core, caller, { passholderId: holder?.id ?? '', command: null });
      erased.push(number);
    }
  }
  const events = await seedDemo(core, towns);

  const urls = { tokenUrl: '', personTokenUrl: '', publicUrl: 'http://localhost' };
  const { passes } = await describeDemo(core, { towns, events, ...urls, secretOf: () => '' });
  t.ok(erased.length > 5);
  t.same(passes, [], 'who is erased is no example of anything');
});

/** A pool whose connections break for good after so many queries. */
function failingAfter(pool: Pool, queries: number): Pool {
  let left = queries;
  const breaking = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get(target, key) {
        if (key === 'release') return target.release.bind(target);
        if (key !== 'query') return Reflect.get(target, key) as unknown;
        return async (query: QueryConfig) => {
          left -= 1;
          if (left < 0) throw new Error('the connection broke');
          return target.query(query);
        };
      },
    });
  return new Proxy(pool, {
    get(target, key) {
      if (key !== 'connect') return Reflect.get(target, key) as unknown;
      return async () => breaking(await target.connect());
    },
  });
}
