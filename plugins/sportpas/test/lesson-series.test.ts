import t from 'tap';
import { lapseOffers } from '../../../core/offers/lapse-offers.ts';
import { householdOf } from '../../../test/fixtures/households.ts';
import { openTown } from './open-series.ts';

/*
 * Leren zwemmen in Lier, as it is shipped: 20 places of 60 euro for who is 6 to 12 on 6 January
 * 2027, on Wednesdays from 14 to 15 o'clock, given by the city company for 4 euro a lesson
 * attended.
 */

const { openSeries } = await openTown(t);

t.test('of 64 who ask at the same time for 20 places, 20 have one', async (t) => {
  const { api, addChildren, enrol, facts, show } = await openSeries();
  const before = await api.countRows();
  const children = await addChildren(64);

  const answers = await Promise.all(children.map(({ number }) => enrol(number)));

  const statuses = answers.map(({ statusCode }) => statusCode);
  t.equal(statuses.filter((status) => status === 200).length, 20);
  t.equal(statuses.filter((status) => status === 409).length, 44);
  t.match(answers.find(({ statusCode }) => statusCode === 409)?.json(), {
    type: '/problems/sportpas-series-full',
  });
  t.equal((await facts()).length, 20, 'and 20 are charged');
  t.match(await show(), { title: 'Leren zwemmen', places: 20, placesLeft: 0, waiting: 0 });
  const after = await api.countRows();
  for (const table of ['sportpas.enrolment', 'core.role']) {
    t.equal((after[table] ?? 0) - (before[table] ?? 0), 20, table);
  }
});

t.test('the household is charged, at the social tariff where it has one', async (t) => {
  const { api, addChild, enrol, facts } = await openSeries();
  const full = await addChild();
  const social = await addChild({ social: { status: 'ACTIVE', endDate: null } });
  await householdOf(api.core, [full.passholderId, social.passholderId]);

  const answers = [await enrol(full.number), await enrol(social.number)];

  t.same(
    answers.map((answer) => ({ ...answer.json(), id: '', series: '' })),
    [
      { id: '', series: '', state: 'enrolled' },
      { id: '', series: '', state: 'enrolled' },
    ],
    'nobody at the desk sees a difference',
  );
  t.same(await facts(), [
    {
      kind: 'settlement',
      entries: ['household>sport 6000 charge', 'lier>sport 0 funding'],
      shares: { household: 6000, lier: 0, sport: 0 },
    },
    {
      kind: 'settlement',
      entries: ['household>sport 1200 charge', 'lier>sport 2400 funding'],
      shares: { household: 1200, lier: 2400, sport: 2400 },
    },
  ]);
  const payers = await api.core.asOwner(`select from core.party where household_id is not null`);
  t.equal(payers.length, 1, 'on one account');
});

t.test('a place is a role: every desk sees it, with its lessons and its period', async (t) => {
  const { addChild, desk, enrol, rightsOf, api } = await openSeries();
  const child = await addChild();
  await enrol(child.number);

  const early = await rightsOf(child.number);
  api.core.setNow('2027-01-06T14:10:00+01:00');
  const lesson = await rightsOf(child.number);
  api.core.setNow('2027-01-07T14:10:00+01:00');
  const otherDay = await rightsOf(child.number);

  t.match(early, [{ permit: false, reason: { code: 'role-not-started' } }]);
  t.match(lesson, [
    {
      right: 'sportpas:lesson:attend',
      role: 'lesson-series',
      title: { nl: 'Leren zwemmen' },
      permit: true,
      validFrom: '2027-01-06',
      validUntil: '2027-06-30',
    },
  ]);
  t.match(otherDay, [{ permit: false, reason: { code: 'no-lesson-now' } }]);
  const { id } = (await desk.get(`/passholders/${child.passholderId}/roles`)).json().member[0];
  const ended = await desk.post(`/roles/${id}/end`, { reason: 'geen zin' });
  t.match(ended.json(), { type: '/problems/role-not-issuable' }, 'the desk does not end it');
  const sold = await desk.post(`/passholders/${child.passholderId}/roles`, {
    plugin: 'sportpas',
    role: 'lesson-series',
    attributes: { series: 'yoga' },
  });
  t.match(sold.json(), { type: '/problems/role-not-issuable' }, 'nor sells it beside the places');
});

t.test('a place that comes free is offered to the first who waits, and charged then', async (t) => {
  const series = await openSeries({ places: 2 });
  const { addChildren, cancel, enrol, facts, find, answer, show } = series;
  const children = await addChildren(4);
  const [first, , next, last] = children;
  const places = [];
  for (const { number } of children) places.push((await enrol(number, true)).json());
  t.same(
    places.map(({ state }) => state),
    ['enrolled', 'enrolled', 'waiting', 'waiting'],
  );

  await cancel(places[0].id);

  t.match(await find(next?.number), [{ state: 'offered', offeredUntil: '2026-11-22T09:00:00Z' }]);
  t.match(await find(last?.number), [{ state: 'waiting', offeredUntil: null }]);
  t.same(await find(first?.number), []);
  t.equal((await facts()).length, 3, 'two charges and what was taken back');
  const third = (await enrol(first?.number ?? '', true)).json();
  t.equal(third.state, 'waiting', 'nobody goes before who waits');

  const accepted = await answer(places[2].id, 'accept');

  t.match(accepted.json(), { id: places[2].id, state: 'enrolled' });
  t.match(await find(next?.number), [{ state: 'enrolled', offeredUntil: null }]);
  t.equal((await facts()).length, 4);
  t.equal((await answer(places[2].id, 'accept')).statusCode, 409, 'once');
  t.match(await show(), { placesLeft: 0, waiting: 2 });
});

t.test('an offer that is declined, or not answered in time, goes to the next', async (t) => {
  const { api, addChildren, answer, cancel, enrol, find } = await openSeries({ places: 2 });
  const children = await addChildren(5);
  const places = [];
  for (const { number } of children) places.push((await enrol(number, true)).json());
  const [one, two, three] = children.slice(2);
  await cancel(places[0].id);

  t.equal((await answer(places[2].id, 'decline')).json().state, 'declined');
  t.same(await find(one?.number), []);
  t.match(await find(two?.number), [{ state: 'offered' }]);

  api.core.setNow('2026-11-22T10:00:00.001+01:00');
  t.match((await answer(places[3].id, 'accept')).json(), { type: '/problems/sportpas-no-offer' });
  const lapsed = [await lapseOffers(api.core, 1), await lapseOffers(api.core, 1)];

  t.same(lapsed, [1, 0], 'once');
  t.same(await find(two?.number), []);
  t.match(await find(three?.number), [{ state: 'offered' }]);
});

t.test('accepting and lapsing at the same moment have one outcome', async (t) => {
  const { api, addChildren, answer, cancel, enrol, facts } = await openSeries({ places: 2 });
  const children = await addChildren(4);
  const places = [];
  for (const { number } of children) places.push((await enrol(number, true)).json());
  await cancel(places[0].id);
  const before = (await facts()).length;

  // The last moment at which it can be accepted, and at which nothing lapses.
  api.core.setNow('2026-11-22T10:00:00+01:00');
  const [accepted, declined, lapsed] = await Promise.all([
    answer(places[2].id, 'accept'),
    answer(places[2].id, 'decline'),
    lapseOffers(api.core, 1),
  ]);

  t.equal(lapsed, 0);
  const won = [accepted, declined].filter(({ statusCode }) => statusCode === 200);
  t.equal(won.length, 1);
  const isCharged = accepted.statusCode === 200;
  t.equal((await facts()).length - before, isCharged ? 1 : 0);
});

t.test('a cancelled place is charged to nobody, and can be asked again', async (t) => {
  const { addChild, api, cancel, enrol, facts, find } = await openSeries();
  const child = await addChild();
  const { id } = (await enrol(child.number)).json();
  t.match((await enrol(child.number)).json(), { type: '/problems/sportpas-already-enrolled' });

  t.equal((await cancel(id)).statusCode, 200);
  t.equal((await cancel(id)).statusCode, 404);
  const again = (await enrol(child.number)).json();

  t.equal(again.state, 'enrolled');
  t.same(
    (await facts()).map(({ kind, entries }) => [kind, entries[0]]),
    [
      ['settlement', 'household>sport 6000 charge'],
      ['reversal', 'household>sport -6000 charge'],
      ['settlement', 'household>sport 6000 charge'],
    ],
  );
  api.core.setNow('2027-01-06T08:00:00+01:00');
  t.match((await cancel(again.id)).json(), { type: '/problems/sportpas-series-started' });
  t.match(await find(child.number), [{ state: 'enrolled' }]);
});

t.test('who pays can be told, and has an account of its own', async (t) => {
  const { addChild, api, enrol, desk, path } = await openSeries();
  const child = await addChild();
  const mother = await api.addHolder({ birthDate: '1988-02-02' });

  await enrol(child.number, false, mother.number);
  const unknown = await desk.post(path, {
    card: (await addChild()).number,
    payerCard: '1234567890123',
  });

  t.match(unknown.json(), { type: '/problems/sportpas-holder-not-found' });
  const payers = await api.core.asOwner(
    'select passholder_id, household_id from core.party where passholder_id = $1',
    [mother.passholderId],
  );
  t.same(payers, [{ passholder_id: mother.passholderId, household_id: null }]);
});

t.test('a series is refused to who has another age, and once it is over', async (t) => {
  const { addChild, api, desk, enrol } = await openSeries();
  const old = await addChild({ birthDate: '2010-01-01' });
  // Five when she asks, six on the first day.
  const young = await addChild({ birthDate: '2021-01-06' });

  t.match((await enrol(old.number)).json(), { type: '/problems/sportpas-outside-age-band' });
  t.equal((await enrol(young.number)).statusCode, 200);
  t.match((await desk.post('/sportpas/series/chess/enrolments', { card: old.number })).json(), {
    type: '/problems/sportpas-series-not-found',
    detail: /^the lesson series are: .*swimming/,
    endUserMessage: { nl: 'Deze lessenreeks bestaat niet.' },
  });
  t.match((await enrol('1234567890123')).json(), { type: '/problems/sportpas-holder-not-found' });
  api.core.setNow('2027-07-01T08:00:00+02:00');
  t.match((await enrol(young.number)).json(), { type: '/problems/sportpas-series-over' });
});

t.test('the same request sent again answers what it answered, and changes nothing', async (t) => {
  const { addChild, api, cancel, desk, path } = await openSeries();
  const { number: card } = await addChild();
  const key = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const ask = () => desk.post(path, { card }, { key });

  const first = await ask();
  await cancel(first.json().id);
  const rows = await api.countRows();
  const second = await ask();

  t.same(second.json(), first.json());
  t.same(await api.countRows(), rows);
});
