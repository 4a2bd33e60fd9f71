import t from 'tap';
import { Type } from 'typebox';
import type { Core } from '../../../core/core.ts';
import { definePlugin } from '../../../core/contract/plugin.ts';
import { knownJobs } from '../../../core/jobs/known-jobs.ts';
import { dueTurns } from '../../../core/jobs/sweep.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';

const told: { municipality: string; word: unknown; data: unknown }[] = [];
const { definition: greeter } = definePlugin({
  name: 'greeter',
  title: { nl: 'Groeter' },
  config: Type.Object({ word: Type.String() }),
  roles: {},
  jobs: {
    greet: {
      title: { nl: 'Groeten' },
      everyMinutes: 60,
      run: async ({ municipality, config }, data) => {
        told.push({ municipality, word: config.word, data });
      },
    },
    shout: { title: { nl: 'Roepen' }, run: async () => {} },
  },
});

t.test('known jobs', async (t) => {
  const towns = (word: string): Installation =>
    new Installation([
      activeMunicipality(townConfig('lier', 1), [{ definition: greeter, config: { word } }]),
      activeMunicipality(townConfig('mechelen', 2, { postalCodes: ['2800'] })),
    ]);
  const opened = await openTestCore(t, towns('dag'));
  let installation = opened.installation();
  const core: Core = { ...opened, installation: () => installation };
  const jobs = knownJobs(core);
  const byName = new Map(jobs.map((job) => [job.name, job]));

  await t.test('core expires what is over, lets offers lapse, and announces', async (t) => {
    const turns = dueTurns(jobs, installation, core.now());

    for (const name of ['roles.expire', 'points.expire', 'offers.lapse', 'outbox.announce']) {
      const data = turns.filter(({ job }) => job === name).map((turn) => turn.data);
      t.same(data, [{ cardSystem: '1' }, { cardSystem: '2' }], name);
      await t.resolves(async () => byName.get(name)?.run({ cardSystem: '1' }), name);
    }
  });

  await t.test('a plugin works where it is on, by the settings that it has then', async (t) => {
    const turns = dueTurns(jobs, installation, core.now());
    const due = turns.filter(({ job }) => job.startsWith('greeter.'));
    t.match(due, [{ job: 'greeter.greet', data: { municipality: 'lier' } }]);
    t.equal(due.length, 1);

    installation = towns('hallo');
    await byName.get('greeter.greet')?.run({ municipality: 'lier', more: 'x' });

    const data = { municipality: 'lier', more: 'x' };
    t.same(told, [{ municipality: 'lier', word: 'hallo', data }]);
  });

  await t.test('what was switched off since is passed over', async (t) => {
    told.length = 0;

    await byName.get('greeter.greet')?.run({ municipality: 'mechelen' });
    await byName.get('greeter.greet')?.run({ municipality: 'atlantis' });

    t.same(told, []);
  });

  await t.test('a job that only waits to be woken is known too', async (t) => {
    t.match(byName.get('greeter.shout'), { everyMinutes: null });
  });
});
