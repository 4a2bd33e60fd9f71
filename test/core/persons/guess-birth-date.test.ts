import t from 'tap';
import { knowing } from '../../api/cases/current-passholder.ts';
import { newPassNumber, openApi } from '../../fixtures/open-api.ts';

const NOW = '2026-11-20T10:00:00+01:00';
const WRONG = '1990-01-01';
const api = await openApi(t);
const { core } = api;
t.beforeEach(() => core.setNow(NOW));

let addresses = 0;

/** As who tries from everywhere: each time from another address, unless one is given. */
function ask(number: string, born?: string, remoteAddress?: string) {
  addresses += 1;
  return api.app.inject({
    url: '/api/passholders/me/uitid/registration-token',
    headers: { 'x-client-id': 'lier-app', ...knowing(number, born) },
    remoteAddress: remoteAddress ?? `2001:db8:${addresses.toString(16)}::1`,
  });
}

async function statuses(times: number, number: string, born?: string): Promise<number[]> {
  const found: number[] = [];
  for (let at = 0; at < times; at += 1) found.push((await ask(number, born)).statusCode);
  return found;
}

t.test('ten thousand numbers that nobody has do not wash away what was counted', async (t) => {
  const { number } = await api.addHolder();
  t.same(await statuses(5, number, WRONG), [401, 401, 401, 401, 401]);

  for (let at = 0; at < 10_100; at += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (_, one) =>
        ask(String(7_000_000_000_000 + at + one), WRONG, `2001:db8:ffff:${at.toString(16)}::1`),
      ),
    );
  }

  t.same(await statuses(1, number), [429], 'also when it is right');
});

t.test('the chip, the number and the old number of a pass are guessed at together', async (t) => {
  const holder = await api.addHolder({ chipNumber: '04AABBCCDDEE01' });
  await core.asOwner(
    `insert into core.card_alias (card_system_id, id, number, passholder_id)
     values (1, gen_random_uuid(), 'LIER1', $1)`,
    [holder.passholderId],
  );
  const statusesOf = [];
  for (const said of [holder.number, '04AABBCCDDEE01', 'lier-1']) {
    statusesOf.push(...(await statuses(2, said, WRONG)));
  }

  t.same(statusesOf, [401, 401, 401, 401, 401, 429]);
  t.same(await statuses(1, holder.number), [429]);
});

t.test('of 64 guesses at once five are looked at, of a pass that is or is not', async (t) => {
  const { number, passholderId } = await api.addHolder();
  for (const guessed of [number, newPassNumber()]) {
    const answers = await Promise.all(Array.from({ length: 64 }, () => ask(guessed, WRONG)));

    const looked = answers.filter(({ statusCode }) => statusCode === 401);
    t.equal(looked.length, 5);
    t.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 59);
  }
  const looks = await core.asOwner('select 1 from core.look where passholder_id = $1', [
    passholderId,
  ]);
  t.equal(looks.length, 5, 'what is refused is no look');
});

t.test('after the fifth wrong date it is an hour, and a right date forgets none', async (t) => {
  const { number } = await api.addHolder();
  t.same(await statuses(4, number, WRONG), [401, 401, 401, 401]);
  core.setNow('2026-11-20T10:50:00+01:00');
  t.same(await statuses(2, number), [200, 200]);
  t.same(await statuses(2, number, WRONG), [401, 429]);

  core.setNow('2026-11-20T11:49:59+01:00');
  t.same(await statuses(1, number), [429]);
  core.setNow('2026-11-20T11:50:00+01:00');
  t.same(await statuses(6, number, WRONG), [401, 401, 401, 401, 401, 429]);
});

t.test('a number of nobody writes what a wrong date of somebody writes', async (t) => {
  const { number } = await api.addHolder();
  const rows = async () => {
    const counted = await api.countRows();
    return [counted['core.look'] ?? 0, counted['core.birth_guess'] ?? 0] as const;
  };
  const written = async (guessed: string) => {
    const before = await rows();
    await ask(guessed, WRONG);
    const after = await rows();
    return after.map((count, at) => count - (before[at] ?? 0));
  };

  t.same(await written(number), [1, 1]);
  t.same(await written(newPassNumber()), [1, 1]);
});

t.test('counts that are over are forgotten, and those of who is erased at once', async (t) => {
  const { number, passholderId } = await api.addHolder();
  const counted = (id: string) =>
    core.asOwner('select 1 from core.birth_guess where id = $1', [id]);
  await ask(number, WRONG);
  t.equal((await counted(passholderId)).length, 1);

  const answer = await api.as('lier-privacy').delete(`/passholders/${passholderId}`);
  t.equal(answer.statusCode, 204, answer.body);
  t.equal((await counted(passholderId)).length, 0);

  core.setNow('2027-11-20T10:00:00+01:00');
  const all = async () => (await core.asOwner('select 1 from core.birth_guess')).length;
  const before = await all();
  await ask(newPassNumber(), WRONG);
  t.equal(await all(), Math.max(1, before - 9), 'ten go for one that comes');
});

t.test('one network of IPv6 is one address', async (t) => {
  const from = async (address: string): Promise<number> =>
    (await ask(newPassNumber(), WRONG, address)).statusCode;
  const answers = [];
  for (let at = 0; at < 1_000; at += 1) {
    answers.push(await from(`2001:db8:abcd:1::${at.toString(16)}`));
  }

  t.ok(answers.every((status) => status === 401));
  t.equal(await from('2001:db8:abcd:1:ffff::1'), 429);
  t.equal(await from('2001:db8:abcd:2::1'), 401, 'another network');
});
