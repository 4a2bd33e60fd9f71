import t from 'tap';
import { openHoliday, START } from './open-holiday.ts';

/*
 * A child that was erased leaves the books of the club and the youth service as they are: what the
 * club gave it, is owed.
 */

t.setTimeout(120_000);

const holiday = await openHoliday(t);
const { activity, addChildren, api, cancel, core, desk, enrol, facts, find, strike, tap, work } =
  holiday;

const erase = async ({ passholderId }: { passholderId: string }) => {
  const gone = await api.as('lier-privacy').delete(`/passholders/${passholderId}`);
  if (gone.statusCode !== 204) throw new Error(gone.body);
};
/** What the club is owed for places, and whether it says of whom. */
const owed = (ids: readonly string[]) =>
  core.asOwner<{ about: string; cents: string; isNamed: boolean }>(
    `select s.about, e.cents::int as cents, f.passholder_id is not null as "isNamed"
       from core.settlement s
       join core.money_fact o on o.card_system_id = s.card_system_id and o.settlement_id = s.id
       join core.money_fact f on f.card_system_id = o.card_system_id and o.id in (f.id, f.reverses_id)
       join core.entry e on e.card_system_id = f.card_system_id and e.money_fact_id = f.id
      where s.about = any ($1) order by f.recorded_at`,
    [ids.map((id) => `owed/${id}`)],
  );

for (const owedPer of ['present', 'place'] as const) {
  t.test(`a giver who is owed for each ${owedPer} is owed for an erased child`, async (t) => {
    core.setNow(START);
    const giver = { organizer: 'gym-club', owedCents: 650, owedPer };
    const id = await activity({ priceCents: 0, giver });
    const [came, stays, early] = await addChildren(3);
    if (!came || !stays || !early) throw new Error('three children');
    const places: string[] = [];
    for (const { number } of [came, stays, early]) {
      places.push((await enrol(id, [number])).json().enrolments[0].id);
    }
    await erase(early);
    core.setNow('2026-12-22T10:00:00+01:00');
    const tapped = (await tap(came.number)).json().id;
    await tap(stays.number);
    core.setNow('2026-12-23T12:00:00+01:00');
    await erase(came);
    core.setNow('2026-12-24T00:30:00+01:00');

    await Promise.all([work('settle-activities'), work('settle-activities')]);
    await work('settle-activities');

    t.same(
      (await owed(places)).toSorted((a, b) => Number(a.isNamed) - Number(b.isNamed)),
      [
        { about: `owed/${places[0]}`, cents: 650, isNamed: false },
        { about: `owed/${places[1]}`, cents: 650, isNamed: true },
      ],
      'and not for who was erased before it began',
    );
    t.equal((await strike(tapped)).statusCode, 204);
    const taken = (await owed(places.slice(0, 1))).reduce((sum, { cents }) => sum + +cents, 0);
    t.equal(taken, owedPer === 'present' ? 0 : 650, 'a mistake is taken back');
  });
}

t.test('settling and a note of a doctor at the same time wait for each other', async (t) => {
  const ids: string[] = [];
  const places: string[] = [];
  core.setNow(START);
  for (const hour of ['09', '11', '13', '15']) {
    const from = `${hour}:00`;
    const until = `${hour}:59`;
    const giver = { organizer: 'gym-club', owedCents: 650, owedPer: 'place' };
    ids.push(await activity({ from, until, giver }));
  }
  for (const { number } of await addChildren(4)) {
    for (const id of ids) places.push((await enrol(id, [number])).json().enrolments[0].id);
  }
  core.setNow('2026-12-24T00:30:00+01:00');
  // Every connection is open, so that they are really at once.
  await Promise.all(Array.from({ length: 16 }, () => find('nobody').catch(() => [])));

  const [, ...answers] = await Promise.all([
    work('settle-activities'),
    ...places.map((id) => cancel(id, true)),
  ]);

  t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [200]);
  t.equal((await owed(places)).length, places.length, 'each place was held when it began');
});

t.test('what an erased payer was charged is charged to nobody else', async (t) => {
  core.setNow(START);
  const [late, wasIll] = await addChildren(2);
  const payer = await api.addHolder();
  if (!late || !wasIll) throw new Error('two children');
  const day = '2027-02-01';
  const id = await activity({ firstDay: day, lastDay: day, openDays: 100 });
  const places: string[] = [];
  for (const { number } of [late, wasIll]) {
    const order = { cards: [number], payerCard: payer.number };
    const answer = await desk.post(`/grabbelpas/activities/${id}/enrolments`, order);
    places.push(answer.json().enrolments[0].id);
  }
  core.setNow('2027-01-31T10:00:00+01:00');
  await erase(payer);

  t.equal((await cancel(places[0] ?? '')).statusCode, 200, 'too late for all of it');
  t.equal((await cancel(places[1] ?? '', true)).statusCode, 200, 'a note gives all of it back');

  const shares = async (child: typeof late) => (await facts(child)).map((one) => one.shares);
  const charged = { household: 789, lier: 0, youth: 0 };
  t.same(await shares(late), [charged]);
  t.same(await shares(wasIll), [charged, { household: -789, lier: 0, youth: 0 }]);
});

t.test('who sends a command of an erased child again is told that it is gone', async (t) => {
  core.setNow(START);
  const free = { priceCents: 0 };
  const gone = await activity(free);
  const waits = await activity({ ...free, places: 1, place: 'sports-hall' });
  const [child, other] = await addChildren(2);
  if (!child || !other) throw new Error('two children');
  await enrol(waits, [other.number]);
  const send = (path: string, body: object, key: string) =>
    desk.post(`/grabbelpas/${path}`, body, { key });
  const cards = { cards: [child.number], waitWhenFull: true };
  const key = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
  const first = await send(`activities/${gone}/enrolments`, cards, key(1));
  const { id } = first.json().enrolments[0];
  const commands = [
    () => send(`activities/${gone}/enrolments`, cards, key(1)),
    () => send(`activities/${waits}/enrolments`, cards, key(2)),
    () => send(`enrolments/${id}/cancel`, {}, key(3)),
  ];
  const before = [];
  for (const command of commands) before.push((await command()).statusCode);
  t.same(before, [200, 200, 200]);
  await erase(child);

  for (const command of commands) {
    const again = await command();
    t.equal(again.statusCode, 410);
    t.match(again.json(), { type: '/problems/fact-erased' });
  }
});
