import t from 'tap';
import { openHoliday, START } from './open-holiday.ts';

/*
 * In Lier cancelling is free until seven days before; later, half of it is kept. A note of a doctor
 * gives everything back, and so does an activity that does not take place.
 */

const holiday = await openHoliday(t);
const { activity, addChild, addChildren, api, cancel, cancelWhole, core } = holiday;
const { enrol, facts, find, make, put, show } = holiday;
const problem = (name: string) => ({ type: `/problems/grabbelpas-${name}` });

async function place(body: Record<string, unknown> = {}, isSocial = false) {
  core.setNow(START);
  const id = await activity({ priceCents: 1001, ...body });
  const social = isSocial ? { status: 'ACTIVE' as const, endDate: null } : null;
  const child = await addChild(social ? { social } : {});
  const enrolment = (await enrol(id, [child.number])).json().enrolments[0].id as string;
  const booked = async () => (await facts(child)).map(({ entries }) => entries);
  return { id, child, enrolment, booked };
}

const CHARGED = ['household>youth 1001 charge', 'lier>youth 0 funding'];
const BACK = ['household>youth -1001 charge', 'lier>youth 0 funding'];

t.test('until seven days before, cancelling gives everything back', async (t) => {
  const { booked, child, enrolment, id } = await place();
  core.setNow('2026-12-15T23:59:00+01:00');

  t.match((await cancel(enrolment)).json(), { id: enrolment, state: 'cancelled' });

  t.same(await booked(), [CHARGED, BACK]);
  t.same(await find(child.number), []);
  t.match((await cancel(enrolment)).json(), problem('enrolment-not-found'), 'once');
  t.match(await show(id), { placesLeft: 20, freeUntil: '2026-12-15' });
});

t.test(
  'of an activity that the service moved, everything comes back until it begins',
  async (t) => {
    const { booked, enrolment, id } = await place();
    await put(id, { priceCents: 1001, title: 'Een dag op de trampoline' });
    await put(id, { priceCents: 1001, firstDay: '2026-11-24', lastDay: '2026-11-24' });
    core.setNow('2026-11-23T12:00:00+01:00');
    const late = await addChild();
    const taken = (await enrol(id, [late.number])).json().enrolments[0].id as string;

    await cancel(enrolment);
    t.same(await booked(), [CHARGED, BACK]);
    await cancel(taken);
    const kept = (await facts(late)).at(-1)?.entries;
    t.same(kept, ['household>youth 500 charge', 'lier>youth 0 funding'], 'who knew, knew');
  },
);

t.test('a new title moves nothing', async (t) => {
  const { booked, enrolment, id } = await place();
  await put(id, { priceCents: 1001, title: 'Een dag op de trampoline' });
  core.setNow('2026-12-16T00:00:00+01:00');

  await cancel(enrolment);
  t.equal((await booked()).length, 3, 'half is kept');
});

t.test('later, half is kept, and a note afterwards gives that back too', async (t) => {
  const { booked, child, enrolment } = await place();
  core.setNow('2026-12-16T00:00:00+01:00');

  await cancel(enrolment);
  t.same(await booked(), [CHARGED, BACK, ['household>youth 500 charge', 'lier>youth 0 funding']]);
  t.match((await cancel(enrolment)).json(), problem('enrolment-not-found'));
  const [found] = await find(child.number);
  t.match(found, { id: enrolment, state: 'cancelled' }, 'as long as a note may come');

  t.equal((await cancel(enrolment, true)).statusCode, 200);
  t.same(await find(child.number), []);
  t.same((await booked()).at(-1), ['household>youth -500 charge', 'lier>youth 0 funding']);
  t.match((await cancel(enrolment, true)).json(), problem('enrolment-not-found'), 'once');
});

t.test('what is kept is at the social tariff of the place', async (t) => {
  const { booked, enrolment } = await place({}, true);
  core.setNow('2026-12-20T10:00:00+01:00');

  await cancel(enrolment);

  t.same(await booked(), [
    ['household>youth 200 charge', 'lier>youth 401 funding'],
    ['household>youth -200 charge', 'lier>youth -401 funding'],
    ['household>youth 100 charge', 'lier>youth 200 funding'],
  ]);
});

t.test('once it began only a doctor gives a place back, until thirty days after', async (t) => {
  const { booked, enrolment } = await place();
  const late = await place();
  core.setNow('2026-12-22T09:00:00+01:00');

  t.match((await cancel(enrolment)).json(), problem('activity-begun'));
  t.equal((await cancel(enrolment, true)).statusCode, 200);
  t.same(await booked(), [CHARGED, BACK]);

  core.setNow('2027-01-21T10:00:00+01:00');
  t.equal((await cancel(late.enrolment, true)).statusCode, 200, 'a month later');
  t.same(await late.booked(), [CHARGED, BACK]);
  const tooLate = await place();
  core.setNow('2027-01-22T10:00:00+01:00');
  t.match((await cancel(tooLate.enrolment, true)).json(), problem('activity-over'));
});

t.test('an activity that does not take place gives everybody everything back', async (t) => {
  core.setNow(START);
  const id = await activity({ places: 3 });
  const children = await addChildren(6);
  const enrolments: string[] = [];
  for (const { number } of children) {
    enrolments.push((await enrol(id, [number], true)).json().enrolments[0].id);
  }
  core.setNow('2026-12-20T10:00:00+01:00');
  await cancel(enrolments[0] ?? '');
  t.match(await find(children[3]?.number), [{ state: 'offered' }]);

  const answers = await Promise.all([cancelWhole(id), cancelWhole(id)]);

  t.same(new Set(answers.map(({ statusCode }) => statusCode)), new Set([204, 404]), 'once');
  const sums = await core.asOwner<{ cents: string }>(
    `select sum(e.cents) as cents from core.entry e
       join core.money_fact f on (f.card_system_id, f.id) = (e.card_system_id, e.money_fact_id)
      where f.passholder_id = any($1) group by f.passholder_id`,
    [children.map(({ passholderId }) => passholderId)],
  );
  t.same(
    sums.map(({ cents }) => Number(cents)),
    [0, 0, 0],
    'also who cancelled late',
  );
  const [early, ...others] = children;
  t.same(await find(early?.number), [], 'who cancelled before is told nothing');
  for (const { number } of others) {
    t.match(await find(number), [{ state: 'activity-cancelled', offer: null }]);
  }
  const accepted = await holiday.answer(enrolments[3] ?? '', 'accept');
  t.match(accepted.json(), problem('enrolment-not-found'));
  t.equal(await show(id), undefined);
  t.match((await enrol(id, [children[0]?.number ?? ''])).json(), problem('activity-not-found'));
  const roles = await core.asOwner(
    `select from core.role where name = 'activity-place' and ended_at is null
        and attributes->>'activity' = $1`,
    [id],
  );
  t.equal(roles.length, 0);
});

t.test('enrolling and cancelling the whole at the same moment leave nothing charged', async (t) => {
  core.setNow(START);
  const id = await activity();
  const children = await addChildren(16);

  await Promise.all([
    ...children.slice(0, 8).map(({ number }) => enrol(id, [number])),
    cancelWhole(id),
    ...children.slice(8).map(({ number }) => enrol(id, [number])),
  ]);

  const [sum] = await core.asOwner<{ cents: string | null }>(
    `select coalesce(sum(e.cents), 0) as cents from core.entry e
       join core.money_fact f on (f.card_system_id, f.id) = (e.card_system_id, e.money_fact_id)
      where f.passholder_id = any($1)`,
    [children.map(({ passholderId }) => passholderId)],
  );
  t.equal(Number(sum?.cents), 0);
  for (const { number } of children) {
    const states = (await find(number)).map(({ state }) => state);
    t.ok(
      states.every((state) => state === 'activity-cancelled'),
      'nobody has a place',
    );
  }
});

t.test('an activity is changed while it is ahead, and every child goes along', async (t) => {
  const { child, id } = await place({ title: 'Oud' });
  const other = await activity({ firstDay: '2026-12-29', lastDay: '2026-12-29' });
  await enrol(other, [child.number]);

  const move = { title: 'Nieuw', firstDay: '2026-12-28', lastDay: '2026-12-28' };
  t.equal((await put(id, move)).statusCode, 200);
  const held = await core.asOwner(
    `select valid_from::text as from, attributes->>'title' as title from core.role
      where name = 'activity-place' and attributes->>'activity' = $1`,
    [id],
  );
  t.same(held, [{ from: '2026-12-28', title: 'Nieuw' }]);
  t.match(await show(id), { title: 'Nieuw', firstDay: '2026-12-28', placesLeft: 19 });

  const clash = await put(id, { firstDay: '2026-12-29', lastDay: '2026-12-29' });
  t.match(clash.json(), problem('overlap'));
  t.match(await show(id), { firstDay: '2026-12-28' }, 'nothing is half done');
  const few = await activity({ places: 2 });
  for (const { number } of await addChildren(2)) await enrol(few, [number]);
  t.match((await put(few, { places: 1 })).json(), problem('places-taken'));
  core.setNow('2026-12-28T09:00:00+01:00');
  t.match((await put(id, { firstDay: '2026-12-30', lastDay: '2026-12-30' })).json(), {
    ...problem('activity-begun'),
  });
});

t.test('only the youth service makes the holiday, and what cannot be is refused', async (t) => {
  core.setNow(START);
  const before = await api.countRows();
  for (const [body, jsonPointer, expected] of [
    [{ lastDay: '2026-12-21' }, '/lastDay', 'must be 2026-12-22 or later'],
    [{ until: '09:00' }, '/until', 'must be later than 09:00'],
    [{ ages: { from: 9, until: 8 } }, '/ages/until', 'must be 9 or more'],
    [{ firstDay: '2026-11-19' }, '/firstDay', 'must be 2026-11-20 or later'],
    [{ place: 'moon' }, '/place', 'must be one of gym, sports-hall'],
    [
      { giver: { organizer: 'moon', owedCents: 1, owedPer: 'place' } },
      '/giver/organizer',
      'must be one of gym-club',
    ],
  ] as const) {
    const detail = `${jsonPointer} ${expected}`;
    t.match((await make(body)).json(), { ...problem('activity-wrong'), detail, jsonPointer });
  }
  t.same(await api.countRows(), before);

  const { desk, say } = holiday;
  const twice = await Promise.all(
    [1, 2].map(() => desk.post('/grabbelpas/activities', { code: 'TWICE', ...say() })),
  );
  t.same(new Set(twice.map(({ statusCode }) => statusCode)), new Set([200, 409]));
});
