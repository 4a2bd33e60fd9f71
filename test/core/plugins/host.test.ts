import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import t from 'tap';
import { Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';
import { nativePool, openOrm } from '../../../core/database/orm.ts';
import { placeId } from '../../../core/municipalities/installation.ts';
import { Person } from '../../../core/persons/person.entity.ts';
import { appRole } from '../../database/make-template.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, problemOf, sellAt } from '../roles/role-desk.ts';
import { townRoles } from '../roles/town-roles.ts';
import { asPlugin } from './open-club.ts';

const Note = defineEntity({
  name: 'Note',
  ...tenantTable('club', 'note'),
  properties: { ...tenantKey, text: p.text() },
});

const club = definePlugin({
  name: 'club',
  title: { nl: 'Club' },
  config: Type.Object({}),
  roles: {
    member: {
      title: { nl: 'Lid' },
      visibility: 'owner',
      owner: () => 'welfare',
      attributes: Type.Object({
        level: Type.Integer({ default: 1 }),
        note: Type.Optional(Type.String()),
      }),
      period: ({ from }) => ({ from, until: null }),
    },
    sold: {
      title: { nl: 'Verkocht' },
      visibility: 'public',
      owner: () => 'welfare',
      period: ({ from }) => ({ from, until: null }),
    },
  },
  billing: {
    issued: ({ role }) => (role === 'sold' ? { priceCents: 100, earner: 'welfare' } : null),
  },
  entities: [Note],
  statements: {
    'count-notes': 'select club.count_notes($1, $2) as notes',
    'all-notes': 'select $1::int as asked, text from club.note',
  },
  jobs: { remind: { title: { nl: 'Herinneren' }, run: async () => {} } },
});

const definition = club.definition as unknown as PluginDefinition;
const settings = { fee: 12 };
const core = await openTestCore(
  t,
  testInstallation([...townRoles, { definition, config: settings }]),
);
await core.asOwner(`
  create schema club;
  create table club.note (card_system_id int not null, id uuid not null, text text not null,
    primary key (card_system_id, id));
  alter table club.note enable row level security;
  create policy note_of_card_system on club.note
    using (card_system_id = nullif(current_setting('app.card_system', true), '')::int)
    with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
  create function club.count_notes(card_system int, asked text) returns int language plpgsql as $$
  begin
    perform core.enter_card_system(card_system);
    return (select count(*) from club.note n where n.text = asked);
  end $$;
  grant usage on schema club to ${appRole};
  grant select, insert, update, delete on club.note to ${appRole};
`);
const orm = await openOrm({ url: core.appUrl, pluginEntities: [Note] });
t.teardown(() => orm.close());
const clubCore = { ...core, orm, pool: await nativePool(orm) };

function run<Result>(
  command: (host: Host<never>) => Promise<Result>,
  { municipality = 'lier', organizer = null as string | null } = {},
): Promise<Result> {
  return asPlugin({ core: clubCore, plugin: definition, municipality, organizer }, command);
}

t.test('a host is bound to one municipality, with its own settings', async (t) => {
  await run(
    async (host) => {
      t.match(host, { municipality: 'lier', cardSystemId: 1, config: settings, organizer: 'hr' });
      t.equal(host.now(), core.now());
      t.not(host.newId(), host.newId());
      t.equal(host.placeKey(placeId('lier', 'swimming-pool')), 'swimming-pool');
      t.equal(host.placeKey(placeId('nijlen', 'swimming-pool')), null, 'of another town');
    },
    { organizer: 'hr' },
  );
  await t.rejects(
    run(async () => {}, { municipality: 'nijlen' }),
    /has not enabled club/,
  );
});

t.test('a plugin issues, amends and ends its own roles', async (t) => {
  const { passholderId } = await addSomebody(core, { cardStatus: 'BLOCKED' });

  const role = await run((host) => host.roles.issue({ passholderId, role: 'member' }));
  t.match(role, {
    passholderId,
    role: 'member',
    period: { from: '2026-11-20', until: null },
    attributes: { level: 1 },
  });
  const mine = async (options?: { ended: boolean }) => {
    const roles = await run((host) => host.roles.list('member', options));
    return roles.filter((one) => one.passholderId === passholderId);
  };
  t.same(await mine(), [role]);

  const change = { attributes: { level: 2 }, from: '2026-11-01', until: '2026-12-31' };
  await run((host) => host.roles.amend(role.id, change));
  await run((host) => host.roles.amend(role.id, change));
  t.match(await mine(), [
    { attributes: { level: 2 }, period: { from: '2026-11-01', until: '2026-12-31' } },
  ]);

  await run((host) => host.roles.end(role.id, { lastDay: '2026-11-30', reason: 'left' }));
  t.match(await mine(), [{ period: { until: '2026-11-30' } }], 'it still lasts');
  core.setNow('2026-12-01T08:00:00+01:00');
  t.same(await mine(), []);
  t.equal((await mine({ ended: true })).length, 1);
  core.setNow('2026-11-20T10:00:00+01:00');
  t.same(
    await core.asOwner('select kind from core.role_event where role_id = $1 order by version', [
      role.id,
    ]),
    [{ kind: 'issued' }, { kind: 'amended' }, { kind: 'ended' }],
    'what changes nothing is not written',
  );
});

t.test('a role that is ended on its first day and goes on again begins on that day', async (t) => {
  const { passholderId } = await addSomebody(core);
  const takenOver = { from: '2026-11-20', until: null };
  const role = await run((host) => host.roles.issue({ passholderId, role: 'member', takenOver }));
  const periodOf = async () => {
    const roles = await run((host) => host.roles.list('member', { passholderId, ended: true }));
    return roles.map(({ period }) => period);
  };

  await run((host) => host.roles.end(role.id, { lastDay: '2026-11-19', reason: 'left' }));
  t.same(await periodOf(), [{ from: '2026-11-19', until: '2026-11-19' }]);
  await run((host) => host.roles.amend(role.id, { until: '2026-12-31' }));
  t.same(await periodOf(), [{ from: '2026-11-20', until: '2026-12-31' }]);

  await run((host) => host.roles.end(role.id, { lastDay: '2026-11-19', reason: 'left' }));
  await run((host) => host.roles.amend(role.id, { from: '2026-11-25', until: null }));
  t.same(await periodOf(), [{ from: '2026-11-25', until: null }], 'or on the one that is given');
});

t.test('of a role that ended by itself the end can still be noted', async (t) => {
  const { passholderId } = await addSomebody(core);
  const takenOver = { from: '2020-01-01', until: '2026-11-01' };
  const issue = { passholderId, role: 'member', takenOver };

  const { id } = await run((host) => host.roles.issue(issue));
  const listed = () =>
    run(async (host) => (await host.roles.list('member')).map((role) => role.id));
  t.ok((await listed()).includes(id));

  await run((host) => host.roles.end(id, { lastDay: '2026-11-01', reason: 'left' }));
  t.notOk((await listed()).includes(id));
  t.match(
    await problemOf(run((host) => host.roles.end(id, { lastDay: '2026-11-01', reason: 'left' }))),
    { problem: 'role-already-ended' },
  );
});

t.test('what is taken over costs nothing; otherwise a price is asked at a desk', async (t) => {
  const { passholderId } = await addSomebody(core);
  const sold = { passholderId, role: 'sold' };

  await t.rejects(
    run((host) => host.roles.issue(sold)),
    /club:sold costs its holder money/,
  );
  const takenOver = { from: '2026-01-01', until: '2026-12-31' };
  t.match(await run((host) => host.roles.issue({ ...sold, takenOver })), { period: takenOver });
  t.same(
    await core.asOwner('select from core.money_fact where passholder_id = $1', [passholderId]),
    [],
  );
});

t.test('a plugin reaches no role of another plugin or town', async (t) => {
  const { passholderId } = await addSomebody(core);
  const friend = { passholderId, plugin: 'friends', role: 'friend' };
  const { roleId } = await sellAt(core, 'library', friend);

  for (const id of [roleId, randomUUID()]) {
    const end = run((host) => host.roles.end(id, { lastDay: '2026-11-30', reason: 'x' }));
    t.match(await problemOf(end), { problem: 'role-not-found' });
  }
  t.match(await problemOf(run((host) => host.roles.issue({ passholderId, role: 'friend' }))), {
    problem: 'role-unknown',
  });
  t.same(await run((host) => host.roles.list('friend')), []);
});

t.test('one command is kept together, or not at all', async (t) => {
  const { passholderId } = await addSomebody(core);
  const before = core.jobs.wakeups.length;
  const notes = () => run((host) => host.entities.count(Note, { text: 'together' }));
  const command = async (host: Host<never>): Promise<void> => {
    host.entities.create(Note, { cardSystemId: 1, id: host.newId(), text: 'together' });
    await host.roles.issue({ passholderId, role: 'member' });
    await host.jobs.enqueue('remind', { id: '1', data: { passholderId } });
  };

  const failing = run(async (host) => {
    await command(host);
    throw new Error('halfway');
  });
  await t.rejects(failing, /halfway/);
  t.equal(await notes(), 0);
  t.equal(core.jobs.wakeups.length, before);

  await run(command);
  t.equal(await notes(), 1);
  t.same(core.jobs.wakeups.slice(before), [
    {
      job: 'club.remind',
      id: 'club/lier/remind/1',
      data: { passholderId, municipality: 'lier' },
    },
  ]);
});

t.test('a command goes on after a refusal, without what was refused', async (t) => {
  const { passholderId } = await addSomebody(core);
  const twice = async (host: Host<never>): Promise<string> => {
    await host.roles.issue({ passholderId, role: 'member' });
    const { problem } = await problemOf(host.roles.issue({ passholderId, role: 'member' }));
    await host.roles.list('member');
    return problem;
  };

  t.equal(await run(twice), 'role-already-held');
  await run(async (host) => {
    const { passholderId: other } = await addSomebody(core);
    const unfit = { passholderId: other, role: 'member', attributes: { note: '\u0000' } };
    await t.rejects(host.roles.issue(unfit), 'the database refuses it');
    t.match(await host.roles.issue({ ...unfit, attributes: {} }), { role: 'member' });
  });
  t.match(
    await core.asOwner('select count(*)::int from core.role where passholder_id = $1', [
      passholderId,
    ]),
    [{ count: 1 }],
  );
});

t.test('a plugin works with its own entities only, as its own tenant', async (t) => {
  await run(async (host) => {
    const { entities } = host;
    const id = host.newId();
    await entities.insert(Note, { cardSystemId: 1, id, text: 'mine' });
    const note = await entities.findOneOrFail(Note, { cardSystemId: 1, id });
    entities.assign(note, { text: 'mine too' });
    await entities.flush();

    await t.rejects(entities.find(Person, {}), /Person is not an entity of this plugin/);
    await t.rejects(entities.find('Person' as never, {}), /Person is not an entity of this plugin/);
    t.throws(() => entities.getConnection(), /has no getConnection/);
    t.throws(() => entities.fork(), /has no fork/);
  });
  const elsewhere = await run((host) => host.entities.find(Note, {}), {
    municipality: 'mechelen',
  });
  t.same(elsewhere, []);
  await t.rejects(
    run(async (host) => {
      await host.entities.insert(Note, { cardSystemId: 2, id: host.newId(), text: 'theirs' });
    }),
    /row-level security/,
  );
});

t.test('a named statement enters the card system in the same round trip', async (t) => {
  const statement = (name: string) => (host: Host<never>) => host.statement(name, ['mine too']);

  t.same(await run(statement('count-notes')), [{ notes: 1 }]);
  t.same(await run(statement('count-notes'), { municipality: 'mechelen' }), [{ notes: 0 }]);
  t.same(
    await run((host) => host.statement('all-notes', [])),
    [],
    'one that does not enter it sees nothing',
  );
  await t.rejects(run(statement('no-such')), /has no statement no-such/);
});

t.test('a card finds its holder while it is in use', async (t) => {
  const active = await addSomebody(core);
  const blocked = await addSomebody(core, { cardStatus: 'BLOCKED' });
  const find = (card: string) => run((host) => host.findHolder(card));

  t.equal(await find(active.number.replace(/^(.{4})/, '$1 ')), active.passholderId);
  t.equal(await find(blocked.number), null);
  t.equal(await find('0000000000000'), null);
});
