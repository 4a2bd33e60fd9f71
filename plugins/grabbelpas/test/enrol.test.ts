import t from 'tap';
import { householdOf } from '../../../test/fixtures/households.ts';
import { openHoliday } from './open-holiday.ts';

/*
 * A day of gymnastics in Lier: 20 places of 7.89 euro for who is 6 to 12 by school year, on 22
 * December 2026 from 9 to 16 o'clock.
 */

const holiday = await openHoliday(t);
const { activity, addChild, addChildren, api, core, enrol, facts, find, make, show } = holiday;
const problem = (name: string) => ({ type: `/problems/grabbelpas-${name}` });

interface Found {
  readonly activities: readonly { readonly id: string; readonly state: string | null }[];
  readonly because: string | null;
}

async function findFor(card: string): Promise<Found> {
  const answer = await holiday.desk.post('/grabbelpas/activities/find', { card }, { key: null });
  return answer.json<Found>();
}

t.test('the household is charged, at the social tariff where it has one', async (t) => {
  const id = await activity();
  const full = await addChild();
  const social = await addChild({ social: { status: 'ACTIVE', endDate: null } });
  await householdOf(core, [full.passholderId, social.passholderId]);

  const answers = [await enrol(id, [full.number]), await enrol(id, [social.number])];

  t.match(
    answers.map((answer) => answer.json().enrolments),
    [[{ state: 'enrolled', chargedCents: 789 }], [{ state: 'enrolled', chargedCents: 157 }]],
    'the desk can say the price, and not why',
  );
  t.same(await facts(full, social), [
    {
      kind: 'settlement',
      entries: ['household>youth 789 charge', 'lier>youth 0 funding'],
      shares: { household: 789, lier: 0, youth: 0 },
    },
    {
      kind: 'settlement',
      entries: ['household>youth 157 charge', 'lier>youth 316 funding'],
      shares: { household: 157, lier: 316, youth: 316 },
    },
  ]);
});

t.test('siblings have a place together, or none of them has one', async (t) => {
  const id = await activity({ places: 3 });
  const [one, two, three, four] = (await addChildren(4)).map(({ number }) => number);

  t.same(
    (await enrol(id, [one ?? '', two ?? '']))
      .json()
      .enrolments.map(({ state }: { state: string }) => state),
    ['enrolled', 'enrolled'],
  );
  const refused = await enrol(id, [three ?? '', four ?? '']);
  t.match(refused.json(), { ...problem('activity-full'), detail: '1 places are left' });
  t.same([await find(three), await find(four)], [[], []], 'nothing is half done');
  const waiting = (await enrol(id, [three ?? '', four ?? ''], true)).json();
  const waits = { state: 'waiting', chargedCents: null };
  t.match(waiting, { enrolments: [waits, waits] }, 'who waits is charged nothing');
  t.match(await show(id), { placesLeft: 1, waiting: 2 }, 'the third place is not half of two');
});

t.test('of siblings of whom one does not fit, nobody is enrolled', async (t) => {
  const id = await activity();
  const child = await addChild();
  const old = await addChild({ birthDate: '2010-01-01' });
  const before = await api.countRows();

  const answer = await enrol(id, [child.number, old.number]);

  t.match(answer.json(), { ...problem('outside-age-band'), jsonPointer: '/cards/1' });
  const again = await enrol(id, [child.number, child.number]);
  t.match(again.json(), { ...problem('same-child'), jsonPointer: '/cards/1' });
  const unknown = await enrol(id, [child.number, '1234567890123']);
  t.match(unknown.json(), { ...problem('holder-not-found'), jsonPointer: '/cards/1' });
  t.same(await api.countRows(), before);
});

t.test('nobody has a place in two activities at the same time', async (t) => {
  const day = await activity();
  const same = await activity({ place: 'sports-hall', from: '15:59', until: '18:00' });
  const after = await activity({ place: 'sports-hall', from: '16:00', until: '18:00' });
  const camp = await activity({ firstDay: '2026-12-21', lastDay: '2026-12-24' });
  const { number } = await addChild();
  await enrol(day, [number]);

  const other = await addChild();
  const busy = await enrol(same, [other.number, number]);
  t.match(busy.json(), { ...problem('overlap'), jsonPointer: '/cards/1' });
  t.match((await enrol(camp, [number], true)).json(), problem('overlap'));
  t.equal((await enrol(after, [number])).statusCode, 200, 'one after the other can');
  const again = await enrol(day, [other.number, number]);
  t.match(again.json(), { ...problem('already-enrolled'), jsonPointer: '/cards/1' });
});

t.test('an activity asks a pass on its days, an age, and a day on which it is open', async (t) => {
  const id = await activity();
  const without = await addChild({}, false);
  t.match((await enrol(id, [without.number])).json(), problem('pass-required'));
  await api.as('lier-library-desk').post(`/passholders/${without.passholderId}/roles`, {
    plugin: 'grabbelpas',
    role: 'year-pass',
    payment: { means: 'cash' },
  });
  t.equal((await enrol(id, [without.number])).statusCode, 200, 'sold at any desk');

  const young = await addChild({ birthDate: '2021-02-01' });
  const oldest = await addChild({ birthDate: '2014-12-31' });
  t.match((await enrol(id, [young.number])).json(), problem('outside-age-band'));
  t.equal((await enrol(id, [oldest.number])).statusCode, 200, 'twelve by school year');

  const later = await activity({ openDays: 14 });
  const child = await addChild();
  const early = await enrol(later, [child.number]);
  t.match(early.json(), { ...problem('not-yet-open'), opensOn: '2026-12-08' });
  core.setNow('2026-12-22T09:00:00+01:00');
  t.match((await enrol(id, [child.number])).json(), problem('activity-begun'));
  core.setNow('2026-11-20T10:00:00+01:00');
});

t.test('late in the year a desk sells the pass of the next', async (t) => {
  const { passholderId } = await addChild({}, false);

  const sold = await api.as('lier-library-desk').post(`/passholders/${passholderId}/roles`, {
    plugin: 'grabbelpas',
    role: 'year-pass',
    from: '2027-01-01',
    payment: { means: 'cash' },
  });

  const year = { validFrom: '2027-01-01', validUntil: '2027-12-31', paidCents: 500 };
  t.match(sold.json(), year);
});

t.test('who pays can be told, and a card of nobody is refused', async (t) => {
  const id = await activity();
  const child = await addChild();
  const mother = await addChild({ birthDate: '1988-02-02' }, false);

  const path = `/grabbelpas/activities/${id}/enrolments`;
  const payBy = (payerCard: string) =>
    holiday.desk.post(path, { cards: [child.number], payerCard });

  const unknown = await payBy('1234567890123');
  t.match(unknown.json(), { ...problem('holder-not-found'), jsonPointer: '/payerCard' });
  await payBy(mother.number);

  const payers = await core.asOwner('select kind from core.party where passholder_id = $1', [
    mother.passholderId,
  ]);
  t.equal(payers.length, 1, 'an account of her own');
});

t.test('a desk reads what a child can still ask for, and what it has', async (t) => {
  const { number } = await addChild();
  const [day, busy, open] = [
    await activity({ title: 'Dag' }),
    await activity({ title: 'Ook die dag' }),
    await activity({ title: 'Andere dag', firstDay: '2026-12-29', lastDay: '2026-12-29' }),
  ];
  const teens = await activity({ title: 'Tieners', ages: { from: 13, until: 15 } });
  await enrol(day, [number]);

  const { activities, because } = await findFor(number);

  const found = new Map(activities.map(({ id, state }) => [id, state]));
  t.equal(found.get(day), 'enrolled');
  t.notOk(found.has(busy), 'nobody is at two places at once');
  t.equal(found.get(open), null);
  t.notOk(found.has(teens));
  t.equal(because, null);
});

t.test('where a child can ask for nothing, the desk reads why', async (t) => {
  await activity();
  const without = await addChild({}, false);
  const grown = await addChild({ birthDate: '1990-01-01' }, false);

  t.same(await findFor(without.number), { activities: [], because: 'pass-required' });
  t.same(await findFor(grown.number), { activities: [], because: 'outside-age-band' });
});

t.test('a place is a role: every desk sees it, and lets in while it is on', async (t) => {
  const { number, passholderId } = await addChild();
  await enrol(await activity({ title: 'Rad slaan' }), [number]);
  const rights = async () => {
    const answer = await api.as('lier-library-desk').get(`/passes/${number}/rights`);
    return (answer.json().rights as { right: string }[]).filter(
      ({ right }) => right === 'grabbelpas:activity:attend',
    );
  };

  t.match(await rights(), [{ permit: false, reason: { code: 'role-not-started' } }]);
  core.setNow('2026-12-22T08:40:00+01:00');
  t.match(await rights(), [{ permit: true, title: { nl: 'Rad slaan' } }]);
  core.setNow('2026-12-22T16:00:00+01:00');
  t.match(await rights(), [{ permit: false, reason: { code: 'no-activity-now' } }]);
  core.setNow('2026-11-20T10:00:00+01:00');
  const sold = await holiday.desk.post(`/passholders/${passholderId}/roles`, {
    plugin: 'grabbelpas',
    role: 'activity-place',
    attributes: {},
  });
  t.equal(sold.statusCode >= 400, true, 'a desk does not sell it beside the places');
});

t.test('the same request sent again answers what it answered, and changes nothing', async (t) => {
  const id = await activity();
  const cards = (await addChildren(3)).map(({ number }) => number);
  const key = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const ask = () =>
    holiday.desk.post(`/grabbelpas/activities/${id}/enrolments`, { cards }, { key });

  const first = await ask();
  const rows = await api.countRows();

  t.same((await ask()).json(), first.json());
  t.same(await api.countRows(), rows);
});

t.test('a waiting list has an end', async (t) => {
  const id = await activity({ places: 1 });
  const cards = (await addChildren(2)).map(({ number }) => number);
  t.match((await enrol(id, cards, true)).json(), problem('waiting-list-full'), 'two never fit');
  t.match((await make({ place: 'library-desk' })).json(), problem('activity-wrong'));
});
