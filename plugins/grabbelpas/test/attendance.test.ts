import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openHoliday, START } from './open-holiday.ts';

/*
 * The gymnastics club is owed 6.50 euro by the youth service, for each child that was there or for
 * each place, whatever the household paid.
 */

const holiday = await openHoliday(t);
const { activity, addChild, addChildren, api, cancel, core, enrol, facts } = holiday;
const { find, strike, tap, work } = holiday;
const problem = (name: string) => ({ type: `/problems/grabbelpas-${name}` });

const OWED = {
  kind: 'settlement',
  entries: ['youth>gym-club 650 fee'],
  shares: { youth: 650 },
};
const giver = { organizer: 'gym-club', owedCents: 650 };

t.test('a tap at the place while it is on is an attendance, one a day', async (t) => {
  core.setNow(START);
  const id = await activity({ lastDay: '2026-12-23' });
  const { number } = await addChild();
  const stranger = await addChild();
  await enrol(id, [number]);

  const before = await tap(number);
  core.setNow('2026-12-22T08:30:00+01:00');
  const early = await tap(number);
  const again = await tap(number);
  const elsewhere = await tap(number, 'sports-hall');
  const notEnrolled = await tap(stranger.number);
  core.setNow('2026-12-22T16:00:00+01:00');
  const late = await tap(number);
  core.setNow('2026-12-23T12:00:00+01:00');
  const nextDay = await tap(number);

  t.match(before.json(), problem('no-activity'));
  t.match(early.json(), { activityId: id, title: 'Een dag turnen', day: '2026-12-22' });
  t.match(again.json(), problem('already-present'));
  t.match(elsewhere.json(), problem('no-activity'));
  t.match(notEnrolled.json(), problem('no-activity'));
  t.match(late.json(), problem('no-activity'), 'it is over for the day');
  t.equal(nextDay.statusCode, 200);
  t.same(Object.keys(early.json()).toSorted(), ['activityId', 'day', 'id', 'title'], 'no amount');
});

t.test('who gives an activity taps in who is at it, and nobody of another', async (t) => {
  core.setNow(START);
  const [theirs, other] = [
    await activity(),
    await activity({ giver: undefined, place: 'sports-hall' }),
  ];
  const [gymnast, player] = [await addChild(), await addChild()];
  await enrol(theirs, [gymnast.number]);
  await enrol(other, [player.number]);
  core.setNow('2026-12-22T10:00:00+01:00');
  const tapByClub = (card: string, key: string) =>
    api
      .as('lier-gym-club')
      .post('/grabbelpas/attendances', { card, placeId: placeId('lier', key) });

  t.equal((await tapByClub(gymnast.number, 'gym')).statusCode, 200);
  const [enrolled, stranger] = [
    await tapByClub(player.number, 'sports-hall'),
    await tapByClub(gymnast.number, 'sports-hall'),
  ];
  t.match(enrolled.json(), problem('no-activity'));
  t.same(enrolled.json(), stranger.json(), 'it does not learn who is enrolled there');
  t.equal((await tap(player.number, 'sports-hall')).statusCode, 200, 'the youth service does');
});

t.test('of 64 taps at once one lets in', async (t) => {
  core.setNow(START);
  const id = await activity();
  const { number } = await addChild();
  const enrolment = (await enrol(id, [number])).json().enrolments[0].id;
  core.setNow('2026-12-22T09:00:00+01:00');
  // Every connection is open, so that the taps are really at once.
  await Promise.all(Array.from({ length: 64 }, () => find(number)));

  const taps = await Promise.all(Array.from({ length: 64 }, () => tap(number)));

  const refused = taps.filter(({ statusCode }) => statusCode !== 200);
  t.equal(refused.length, 63);
  for (const one of refused) t.match(one.json(), problem('already-present'));
  const rows = await core.asOwner('select from grabbelpas.attendance where enrolment_id = $1', [
    enrolment,
  ]);
  t.equal(rows.length, 1);
});

t.test('the giver is owed for each child that was there, once, when it is over', async (t) => {
  core.setNow(START);
  const id = await activity({ lastDay: '2026-12-23', giver: { ...giver, owedPer: 'present' } });
  const full = await addChild();
  const social = await addChild({ social: { status: 'ACTIVE', endDate: null } });
  const absent = await addChild();
  for (const { number } of [full, social, absent]) await enrol(id, [number]);
  for (const day of ['2026-12-22', '2026-12-23']) {
    core.setNow(`${day}T12:00:00+01:00`);
    for (const { number } of [full, social]) await tap(number);
  }

  await work('settle-activities');
  t.equal((await facts(full, social, absent)).length, 3, 'not while it lasts');
  core.setNow('2026-12-24T00:30:00+01:00');
  await Promise.all([work('settle-activities'), work('settle-activities')]);
  await work('settle-activities');

  t.same((await facts(full, social, absent)).slice(3), [OWED, OWED]);
  const days = await core.asOwner(
    `select distinct e.service_date::text as day from core.entry e
       join core.money_fact f on (f.card_system_id, f.id) = (e.card_system_id, e.money_fact_id)
      where e.kind = 'fee' and f.passholder_id = $1`,
    [full.passholderId],
  );
  t.same(days, [{ day: '2026-12-23' }], 'owed for its last day');
});

t.test('or for each place that was taken when it began, come or not', async (t) => {
  core.setNow(START);
  const id = await activity({ giver: { ...giver, owedPer: 'place' } });
  const [absent, sick, early] = await addChildren(3);
  if (!absent || !sick || !early) throw new Error('three children');
  const places = [];
  for (const { number } of [absent, sick, early]) {
    places.push((await enrol(id, [number])).json().enrolments[0].id as string);
  }
  await cancel(places[2] ?? '');
  core.setNow('2026-12-22T10:00:00+01:00');
  await cancel(places[1] ?? '', true);
  core.setNow('2026-12-24T00:30:00+01:00');
  await work('settle-activities');

  t.same((await facts(absent)).slice(1), [OWED]);
  t.same((await facts(sick)).slice(2), [OWED], 'the household has its money back');
  t.same((await facts(early)).slice(2), [], 'the place was free in time');
});

t.test('an attendance that was a mistake is struck, and owed to nobody', async (t) => {
  core.setNow(START);
  const id = await activity({ giver: { ...giver, owedPer: 'present' } });
  const child = await addChild();
  await enrol(id, [child.number]);
  core.setNow('2026-12-22T10:00:00+01:00');
  const wrong = (await tap(child.number)).json().id;
  t.equal((await strike(wrong)).statusCode, 204);
  t.match((await strike(wrong)).json(), problem('attendance-not-found'));
  const right = (await tap(child.number)).json().id;
  core.setNow('2026-12-24T09:00:00+01:00');
  await work('settle-activities');
  t.same((await facts(child)).slice(1), [OWED], 'only for the one that stands');

  t.equal((await strike(right)).statusCode, 204);
  await work('settle-activities');

  t.same((await facts(child)).slice(2), [
    { kind: 'reversal', entries: ['youth>gym-club -650 fee'], shares: { youth: -650 } },
  ]);
});

t.test('the youth service and the giver read who comes, and are seen to look', async (t) => {
  core.setNow(START);
  const id = await activity();
  const child = await addChild();
  await enrol(id, [child.number]);
  core.setNow('2026-12-22T10:00:00+01:00');
  await tap(child.number);
  const looks = async () => (await api.countRows())['core.look'] ?? 0;
  const before = await looks();
  const ask = (client: string, of = id) =>
    api.as(client).get(`/grabbelpas/activities/${of}/participants`);

  for (const client of ['lier-youth-desk', 'lier-gym-club']) {
    t.match((await ask(client)).json(), [{ birthDate: '2018-05-05', presentOn: ['2026-12-22'] }]);
  }
  t.equal((await looks()) - before, 2);
  core.setNow(START);
  const { giver: _, ...own } = { ...holiday.say() } as Record<string, unknown>;
  const made = await holiday.desk.post('/grabbelpas/activities', { code: 'OWN', ...own });
  t.match((await ask('lier-gym-club', made.json().id)).json(), problem('activity-not-found'));
  t.same((await ask('lier-youth-desk', made.json().id)).json(), []);
});
