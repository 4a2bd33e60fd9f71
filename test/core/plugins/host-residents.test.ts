import t from 'tap';
import { Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { ResidentQuestion } from '../../../core/contract/passholder.ts';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { withHost } from '../../../core/plugins/host.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody } from '../roles/role-desk.ts';

/*
 * What a plugin that gives something to every resident asks of core: who has not had it, and what
 * is left of it.
 */

const planted = (name: string): PluginDefinition => {
  const { definition } = definePlugin({
    name,
    title: { nl: 'Cadeau' },
    config: Type.Object({}),
    roles: {
      present: {
        title: { nl: 'Cadeau' },
        visibility: 'public',
        owner: () => 'youth',
        attributes: Type.Object({ year: Type.Integer(), colour: Type.String({ maxLength: 9 }) }),
        oneForEach: 'year',
        period: ({ from }) => ({ from, until: null }),
        allowances: {
          sweets: { unit: 'turn', title: { nl: 'Snoep' }, amount: () => 3, usedUp: { nl: 'Op.' } },
        },
      },
    },
  });
  return definition;
};
const [presents, others] = [planted('presents'), planted('other-presents')];
const core = await openTestCore(
  t,
  testInstallation([presents, others].map((definition) => ({ definition, config: {} }))),
);

function ask<Result>(
  work: (host: Host) => Promise<Result>,
  { plugin = presents }: { plugin?: PluginDefinition } = {},
): Promise<Result> {
  const installation = core.installation();
  const municipality = installation.byKey('lier');
  if (!municipality) throw new Error('no lier');
  const context = { installation, municipality, plugin, organizer: null };
  return withHost<Result>(core, context, (host) => work(host));
}

const give = (passholderId: string, plugin = presents, year = 2026) =>
  ask(
    (host) =>
      host.roles.issue({ passholderId, role: 'present', attributes: { year, colour: 'red' } }),
    { plugin },
  );

const question: ResidentQuestion = {
  born: { from: '2016-01-01', until: '2018-12-31' },
  registeredBy: '2026-11-20',
  without: { role: 'present', attributes: { year: 2026 } },
  limit: 100,
};
const find = (change: Partial<ResidentQuestion> = {}) =>
  ask((host) => host.passholders.findResidents({ ...question, ...change }));

t.test('residents of an age, with a pass, who never had it', async (t) => {
  const [first, last, given, ended, otherYear, otherPlugin] = [
    await addSomebody(core, { birthDate: '2016-01-01' }),
    await addSomebody(core, { birthDate: '2018-12-31' }),
    await addSomebody(core, { birthDate: '2017-05-05' }),
    await addSomebody(core, { birthDate: '2017-05-05' }),
    await addSomebody(core, { birthDate: '2017-05-05' }),
    await addSomebody(core, { birthDate: '2017-05-05' }),
  ];
  await addSomebody(core, { birthDate: '2015-12-31' });
  await addSomebody(core, { birthDate: '2019-01-01' });
  await addSomebody(core, { birthDate: '2017-05-05', residence: null });
  await addSomebody(core, { birthDate: '2017-05-05', residence: 'nijlen' });
  await give(given.passholderId);
  const { id } = await give(ended.passholderId);
  await ask((host) => host.roles.end(id, { lastDay: '2026-11-20', reason: 'lost' }));
  await give(otherYear.passholderId, presents, 2025);
  await give(otherPlugin.passholderId, others);

  const expected = [first, last, otherYear, otherPlugin].map((one) => one.passholderId).sort();
  t.same(await find(), expected, 'in the order of their ids');
  t.same(await find({ limit: 2 }), expected.slice(0, 2));
  t.same(await find({ registeredBy: '2026-11-19' }), [], 'nobody had a pass by then');
  t.same(await find({ without: { role: 'present', attributes: {} } }), [
    ...[first, last, otherPlugin].map((one) => one.passholderId).sort(),
  ]);
});

t.test('what is left of its own roles, and of nobody else', async (t) => {
  const { passholderId } = await addSomebody(core, { birthDate: '2010-05-05' });
  const own = await give(passholderId);
  const another = await give(passholderId, others);

  const left = await ask((host) => host.roles.readAllowances([own.id, another.id]));

  t.same(
    [...left],
    [[own.id, { sweets: { granted: 3, used: 0, remaining: 3, validUntil: null } }]],
  );
});

t.test('a use is counted of what is over, in bands that rise', async (t) => {
  const period = { from: '2026-07-01', until: '2026-09-30' };
  const count = (change: object) =>
    ask((host) => host.countUse({ role: 'present', period, ageBands: [0, 12], ...change }));

  t.same(await count({}), [], 'too few to tell');
  await t.rejects(
    count({ period: { from: '2026-11-01', until: '2026-11-20' } }),
    /once it is over/,
  );
  await t.rejects(count({ ageBands: [12, 12] }), /bands of age rise/);
  await t.rejects(count({ ageBands: [] }), /bands of age rise/);
  await t.rejects(count({ role: 'nothing' }), /presents has no role nothing/);
});
