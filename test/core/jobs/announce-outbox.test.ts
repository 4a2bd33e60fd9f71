import { once } from 'node:events';
import { Client } from 'pg';
import t, { type Test } from 'tap';
import { createEvent } from '../../../core/events/create-event.ts';
import { announceOutbox } from '../../../core/jobs/announce-outbox.ts';
import { openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const LIER = 1;
const MECHELEN = 2;

t.test('the outbox', async (t) => {
  const core = await openTestCore(t, testInstallation());

  await t.test('what was committed is announced once, by its id and its kind', async (t) => {
    const listener = await listen(t, core);
    const { id } = await makeEvent(core, 'lier');
    const heard = once(listener, 'notification') as Promise<[{ payload: string }]>;

    const first = await announceOutbox(core, LIER);
    const again = await announceOutbox(core, LIER);

    const [{ payload }] = await heard;
    t.same(JSON.parse(payload), { cardSystemId: LIER, kind: 'event.created', subjectId: id });
    t.same([first, again], [1, 0]);
  });

  await t.test('each card system has its own', async (t) => {
    await makeEvent(core, 'mechelen');

    t.equal(await announceOutbox(core, LIER), 0);
    t.equal(await announceOutbox(core, MECHELEN), 1);
  });

  await t.test('two at once announce each fact once', async (t) => {
    for (let fact = 0; fact < 20; fact += 1) await makeEvent(core, 'lier');

    const counts = await Promise.all([1, 2, 3, 4].map(() => announceOutbox(core, LIER)));

    t.equal(
      counts.reduce((sum, count) => sum + count, 0),
      20,
    );
  });

  await t.test('a thousand are announced in chunks', async (t) => {
    await core.asOwner(
      `insert into core.outbox (card_system_id, id, kind, subject_id)
       select $1, gen_random_uuid(), 'event.created', gen_random_uuid() from generate_series(1, 1200)`,
      [LIER],
    );

    t.equal(await announceOutbox(core, LIER), 1200);
  });
});

async function listen(t: Test, core: TestCore): Promise<Client> {
  const listener = new Client({ connectionString: core.appUrl });
  await listener.connect();
  t.teardown(() => listener.end());
  await listener.query('listen pasklaar_facts');
  return listener;
}

async function makeEvent(core: TestCore, municipality: string): Promise<{ id: string }> {
  return createEvent(core, testCaller(core, 'library', { municipality }), {
    event: {
      title: 'Auteurslezing',
      regularPriceCents: 500,
      placeId: null,
      calendar: { type: 'PERMANENT' },
      earnsPoints: true,
      points: 1,
      limit: null,
      marginMinutes: 0,
    },
    command: NO_KEY,
  });
}
