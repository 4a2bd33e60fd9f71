import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openApi } from '../../../test/fixtures/open-api.ts';
import { openTown } from './open-series.ts';

/*
 * Who attends a lesson of the city company makes sport owe it 4 euro, whatever the household paid.
 */

const { openSeries } = await openTown(t);

const FEE = {
  kind: 'settlement',
  entries: ['sport>swim-company 400 fee'],
  shares: { sport: 400 },
};

t.test(
  'a tap at the pool during the lesson is an attendance; a second one is refused',
  async (t) => {
    const { addChild, api, enrol, tap } = await openSeries();
    const { number } = await addChild();
    const stranger = await addChild();
    await enrol(number);

    const before = await tap(number);
    api.core.setNow('2027-01-06T13:30:00+01:00');
    const early = await tap(number);
    const again = await tap(number);
    const elsewhere = await tap(number, 'gym');
    const notEnrolled = await tap(stranger.number);
    api.core.setNow('2027-01-13T15:00:00+01:00');
    const late = await tap(number);

    t.match(before.json(), { type: '/problems/sportpas-no-lesson' });
    t.match(early.json(), { title: 'Leren zwemmen', day: '2027-01-06' });
    t.match(again.json(), { type: '/problems/sportpas-already-attending' });
    t.match(elsewhere.json(), { type: '/problems/sportpas-no-lesson' });
    t.match(notEnrolled.json(), { type: '/problems/sportpas-no-lesson' });
    t.match(late.json(), { type: '/problems/sportpas-no-lesson' }, 'it is over');
    t.same(Object.keys(early.json()).toSorted(), ['day', 'id', 'series', 'title'], 'and no amount');
  },
);

t.test('who gives lessons elsewhere does not tap in at those of the sports service', async (t) => {
  const api = await openApi(t, { moment: '2026-11-20T10:00:00+01:00' });
  const { number: card } = await api.addHolder({ birthDate: '1990-05-05' });
  const desk = api.as('lier-sports-desk');
  await desk.post('/sportpas/series/yoga/enrolments', { card });
  const body = { card, placeId: placeId('lier', 'gym') };

  const byPool = await api.as('lier-swim-desk').post('/sportpas/attendances', body);
  t.match(byPool.json(), { type: '/problems/sportpas-no-lesson' });
  t.equal((await desk.post('/sportpas/attendances', body)).statusCode, 200);
});

t.test('of 64 taps at once one lets in', async (t) => {
  const { addChild, api, enrol, find, tap } = await openSeries();
  const { number } = await addChild();
  const { id } = (await enrol(number)).json();
  api.core.setNow('2027-01-06T14:00:00+01:00');
  // Every connection is open, so that the taps are really at once.
  await Promise.all(Array.from({ length: 64 }, () => find(number)));

  const taps = await Promise.all(Array.from({ length: 64 }, () => tap(number)));

  const refused = taps.filter(({ statusCode }) => statusCode !== 200);
  t.equal(refused.length, 63);
  for (const one of refused) t.match(one.json(), { type: '/problems/sportpas-already-attending' });
  const rows = await api.core.asOwner(`select from sportpas.attendance where enrolment_id = $1`, [
    id,
  ]);
  t.equal(rows.length, 1);
});

t.test('the operator is owed for each lesson attended, once, when the day is over', async (t) => {
  const { addChild, api, enrol, facts, tap, work } = await openSeries();
  const full = await addChild();
  const social = await addChild({ social: { status: 'ACTIVE', endDate: null } });
  await enrol(full.number);
  await enrol(social.number);
  api.core.setNow('2027-01-06T14:00:00+01:00');
  await tap(full.number);
  await tap(social.number);

  await work('settle-lessons');
  t.equal((await facts()).length, 2, 'not while the day lasts: it can still be corrected');
  api.core.setNow('2027-01-07T00:30:00+01:00');
  await Promise.all([work('settle-lessons'), work('settle-lessons')]);
  await work('settle-lessons');

  t.same((await facts()).slice(2), [FEE, FEE]);
  const [entry] = await api.core.asOwner(
    `select service_date::text as day from core.entry where kind = 'fee' order by recorded_at`,
  );
  t.same(entry, { day: '2027-01-06' }, 'owed for the day of the lesson');
});

t.test(
  'an attendance that was a mistake is struck, and settled anew when it was none',
  async (t) => {
    const { addChild, api, enrol, facts, strike, tap, work } = await openSeries();
    const { number, passholderId } = await addChild();
    await enrol(number);
    api.core.setNow('2027-01-06T14:00:00+01:00');
    const wrong = (await tap(number)).json();
    t.equal((await strike(wrong.id)).statusCode, 204);
    t.equal((await strike(wrong.id)).statusCode, 404);
    const right = (await tap(number)).json();
    api.core.setNow('2027-01-08T09:00:00+01:00');
    await work('settle-lessons');
    t.same((await facts()).slice(1), [FEE], 'only the one that stands');

    t.equal((await strike(right.id)).statusCode, 204);
    await work('settle-lessons');

    t.same((await facts()).slice(2), [
      { kind: 'reversal', entries: ['sport>swim-company -400 fee'], shares: { sport: -400 } },
    ]);
    const days = await api.core.asOwner(
      `select e.service_date::text as day from core.entry e
         join core.money_fact f on f.id = e.money_fact_id
        where e.kind = 'fee' and f.passholder_id = $1 order by e.recorded_at`,
      [passholderId],
    );
    t.same(days, [{ day: '2027-01-06' }, { day: '2027-01-08' }], 'taken back on its own day');
  },
);

t.test('the lesson of somebody who was erased since is owed for all the same', async (t) => {
  const { addChild, api, enrol, tap, work } = await openSeries();
  const [gone, stays] = [await addChild(), await addChild()];
  for (const { number } of [gone, stays]) await enrol(number);
  api.core.setNow('2027-01-06T14:00:00+01:00');
  const taps: string[] = [];
  for (const { number } of [gone, stays]) taps.push(`lesson/${(await tap(number)).json().id}`);
  api.core.setNow('2027-01-07T00:30:00+01:00');
  const erased = await api.as('lier-privacy').delete(`/passholders/${gone.passholderId}`);
  t.equal(erased.statusCode, 204, erased.body);

  await Promise.all([work('settle-lessons'), work('settle-lessons')]);

  const owed = await api.core.asOwner(
    `select e.cents::int, e.service_date::text as day, f.passholder_id is not null as "isNamed"
       from core.settlement s
       join core.money_fact f on f.card_system_id = s.card_system_id and f.settlement_id = s.id
       join core.entry e on e.card_system_id = f.card_system_id and e.money_fact_id = f.id
      where s.about = any ($1) order by "isNamed"`,
    [taps],
  );
  const day = '2027-01-06';
  t.same(owed, [
    { cents: 400, day, isNamed: false },
    { cents: 400, day, isNamed: true },
  ]);
});

t.test('places that a town adds are offered to who waits', async (t) => {
  const { addChildren, addPlaces, enrol, find, work } = await openSeries({ places: 1 });
  const [first, second, third] = await addChildren(3);
  for (const child of [first, second, third]) await enrol(child?.number ?? '', true);

  addPlaces(2);
  await work('offer-places');
  await work('offer-places');

  t.match(await find(second?.number), [{ state: 'offered' }]);
  t.match(await find(third?.number), [{ state: 'waiting' }]);
});
