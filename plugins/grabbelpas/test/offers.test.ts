import t from 'tap';
import { lapseOffers } from '../../../core/offers/lapse-offers.ts';
import { openHoliday, START } from './open-holiday.ts';

/*
 * A place that comes free is offered to the first who waits and fits, for 48 hours, and charged
 * when it is accepted.
 */

const holiday = await openHoliday(t);
const { activity, addChild, addChildren, answer, api, cancel, core } = holiday;
const { enrol, facts, find, put, show } = holiday;
const problem = (name: string) => ({ type: `/problems/grabbelpas-${name}` });

/** An activity with two places, both taken, and so many children who wait one after the other. */
async function fill(waiting: number, body: Record<string, unknown> = {}) {
  core.setNow(START);
  const id = await activity({ places: 2, ...body });
  const children = await addChildren(2 + waiting);
  const enrolments: string[] = [];
  for (const { number } of children) {
    enrolments.push((await enrol(id, [number], true)).json().enrolments[0].id);
  }
  const numbers = children.map(({ number }) => number);
  return { id, children, numbers, enrolments };
}

t.test('a place that comes free is offered to the first who waits, and charged then', async (t) => {
  const { children, enrolments, id, numbers } = await fill(2);
  const [first = '', , next = '', last = ''] = enrolments;

  await cancel(first);

  t.match(await find(numbers[2]), [{ state: 'offered', offer: { until: '2026-11-22T09:00:00Z' } }]);
  t.match(await find(numbers[3]), [{ state: 'waiting', offer: null }]);
  t.equal((await facts(...children)).length, 3, 'two charges and what was taken back');
  const again = await enrol(id, [numbers[0] ?? ''], true);
  t.match(again.json(), { enrolments: [{ state: 'waiting' }] }, 'nobody goes before who waits');

  t.match((await answer(next, 'accept')).json(), { id: next, state: 'enrolled' });

  t.equal((await facts(...children)).length, 4);
  t.match((await answer(next, 'accept')).json(), problem('no-offer'), 'once');
  t.match((await answer(last, 'accept')).json(), problem('no-offer'));
  t.match(await show(id), { placesLeft: 0, waiting: 2 });
});

t.test('of 64 who accept the same offer at once one does, and it is charged once', async (t) => {
  const { children, enrolments, id } = await fill(1);
  await cancel(enrolments[0] ?? '');
  const before = (await facts(...children)).length;

  const answers = await Promise.all(
    Array.from({ length: 64 }, () => answer(enrolments[2] ?? '', 'accept')),
  );

  const refused = answers.filter(({ statusCode }) => statusCode !== 200);
  t.equal(refused.length, 63);
  for (const one of refused) t.match(one.json(), problem('no-offer'));
  t.equal((await facts(...children)).length, before + 1);
  t.match(await show(id), { placesLeft: 0, waiting: 0 });
});

t.test('accepted, declined and lapsed at the same moment: one of them', async (t) => {
  const { children, enrolments, id, numbers } = await fill(2);
  await cancel(enrolments[0] ?? '');
  const before = (await facts(...children)).length;
  core.setNow('2026-11-22T10:00:00+01:00');

  const [accepted, declined, lapsed] = await Promise.all([
    answer(enrolments[2] ?? '', 'accept'),
    answer(enrolments[2] ?? '', 'decline'),
    lapseOffers(core, 1),
  ]);

  t.equal(lapsed, 0, 'the last moment is still in time');
  const won = [accepted, declined].filter(({ statusCode }) => statusCode === 200);
  t.equal(won.length, 1);
  const isTaken = accepted.statusCode === 200;
  t.equal((await facts(...children)).length - before, isTaken ? 1 : 0);
  t.match(await find(numbers[3]), [{ state: isTaken ? 'waiting' : 'offered' }]);
  t.match(await show(id), { placesLeft: 0 });
});

t.test('an offer that is declined, or not answered in time, goes to the next', async (t) => {
  const { enrolments, numbers } = await fill(3);
  await cancel(enrolments[0] ?? '');

  t.match((await answer(enrolments[2] ?? '', 'decline')).json(), { state: 'declined' });
  t.same(await find(numbers[2]), []);
  t.match(await find(numbers[3]), [{ state: 'offered' }]);

  core.setNow('2026-11-22T10:00:00.001+01:00');
  t.match((await answer(enrolments[3] ?? '', 'accept')).json(), problem('no-offer'));
  const lapsed = await Promise.all([lapseOffers(core, 1), lapseOffers(core, 1)]);

  t.equal(lapsed[0] + lapsed[1], 1, 'once');
  t.same(await find(numbers[3]), []);
  t.match(await find(numbers[4]), [{ state: 'offered' }]);
});

t.test('no offer lasts until after the activity began', async (t) => {
  const { enrolments, numbers } = await fill(1);
  core.setNow('2026-12-21T10:00:00+01:00');

  await cancel(enrolments[0] ?? '');

  t.match(await find(numbers[2]), [{ state: 'offered', offer: { until: '2026-12-22T07:59:00Z' } }]);
});

t.test('siblings who wait are passed over until there is a place for each', async (t) => {
  const { enrolments, id, numbers } = await fill(0);
  const siblings = (await addChildren(2)).map(({ number }) => number);
  const alone = await addChild();
  const asked = (await enrol(id, siblings, true)).json().enrolments as { id: string }[];
  await enrol(id, [alone.number], true);

  await cancel(enrolments[0] ?? '');
  t.match(await find(alone.number), [{ state: 'offered' }], 'the first who fits');
  t.match(await find(siblings[0]), [{ state: 'waiting' }]);
  await put(id, { places: 4 });
  const [one, two] = [await find(siblings[0]), await find(siblings[1])];
  t.match([one, two], [[{ state: 'offered' }], [{ state: 'offered' }]]);
  t.equal(one[0]?.together, two[0]?.together);

  t.equal((await answer(asked[1]?.id ?? '', 'accept')).statusCode, 200);

  t.match(await find(siblings[0]), [{ state: 'enrolled' }], 'one answer is for both');
  t.match((await answer(asked[0]?.id ?? '', 'accept')).json(), problem('no-offer'));
  t.match(await show(id), { places: 4, placesLeft: 0, waiting: 0 });
  t.same(await find(numbers[0]), [], 'who gave up the place has none');
  t.match(await find(numbers[1]), [{ state: 'enrolled' }], 'and who had the other has it still');
});

t.test('of siblings who are offered places one leaves, and the others wait again', async (t) => {
  const { enrolments, id } = await fill(0);
  const siblings = (await addChildren(2)).map(({ number }) => number);
  const asked = (await enrol(id, siblings, true)).json().enrolments as { id: string }[];
  for (const one of enrolments) await cancel(one);
  t.match(await find(siblings[1]), [{ state: 'offered' }]);

  await cancel(asked[0]?.id ?? '');

  t.same(await find(siblings[0]), []);
  t.match(await find(siblings[1]), [{ state: 'offered' }], 'a place for one is offered anew');
  t.match(await show(id), { places: 2, placesLeft: 1, waiting: 0 });
  t.equal((await answer(asked[1]?.id ?? '', 'accept')).statusCode, 200);
});

t.test('who has another activity at that hour is passed over, and refused', async (t) => {
  const { enrolments, id, numbers } = await fill(2);
  const other = await activity({ place: 'sports-hall' });
  await enrol(other, [numbers[2] ?? '']);

  await cancel(enrolments[0] ?? '');
  t.match(await find(numbers[3]), [{ state: 'offered' }]);

  await enrol(other, [numbers[3] ?? '']);
  const refused = await answer(enrolments[3] ?? '', 'accept');
  t.match(refused.json(), problem('overlap'));
  const held = (await find(numbers[3])).find(({ activityId }) => activityId === id);
  t.match(held, { state: 'offered' }, 'the offer stands: cancel the other, or decline');
});

t.test('a place that came free unseen is offered by the job, once', async (t) => {
  const { enrolments, id, numbers } = await fill(1);
  const other = await activity({ place: 'sports-hall' });
  const elsewhere = (await enrol(other, [numbers[2] ?? ''])).json().enrolments[0].id;
  await cancel(enrolments[0] ?? '');
  t.match(await show(id), { placesLeft: 1, waiting: 1 }, 'who waits is elsewhere');

  await cancel(elsewhere);
  await Promise.all([holiday.work('offer-places'), holiday.work('offer-places')]);

  t.match(await find(numbers[2]), [{ state: 'offered' }]);
  const offers = await core.asOwner(
    `select from core.offer where state = 'made' and about in (
    select 'place/' || together from grabbelpas.enrolment where activity_id = $1)`,
    [id],
  );
  t.equal(offers.length, 1);
});

t.test('a holder who is erased leaves places and lists, and siblings wait again', async (t) => {
  const { enrolments, id } = await fill(0);
  const siblings = await addChildren(2);
  await enrol(
    id,
    siblings.map(({ number }) => number),
    true,
  );
  for (const one of enrolments) await cancel(one);
  const [gone, stays] = siblings;

  const erased = await api.as('lier-privacy').delete(`/passholders/${gone?.passholderId}`);

  t.equal(erased.statusCode, 204);
  t.match(await find(stays?.number), [{ state: 'waiting' }]);
  await holiday.work('offer-places');
  t.match(await find(stays?.number), [{ state: 'offered' }]);
});

t.test('the list says until when a place is offered, and where to write', async (t) => {
  core.setNow(START);
  const id = await activity({ places: 1, title: 'Op tijd' });
  const [first] = await addChildren(1);
  const next = await addChild({ lastName: 'Aerts' });
  const last = await addChild({ lastName: 'Claes' });
  for (const [serviceMails, { personId }] of [
    [true, next],
    [false, last],
  ] as const) {
    await core.asOwner('update core.person set email = $1, opt_in_preferences = $2 where id = $3', [
      'ouder@voorbeeld.be',
      { serviceMails },
      personId,
    ]);
  }
  const asked = (await enrol(id, [first?.number ?? ''])).json().enrolments as { id: string }[];
  for (const { number } of [next, last]) await enrol(id, [number], true);

  await cancel(asked[0]?.id ?? '');

  const list = await holiday.desk.get('/grabbelpas/exports/participants?format=json');
  const rows = list.json<{ rows: unknown[][] }>().rows.filter(([, title]) => title === 'Op tijd');
  t.same(
    rows.map(([, , , name, , , stand, until, email]) => [name, stand, until, email]),
    [
      ['Aerts', 'plaats aangeboden', '2026-11-22 10:00', 'ouder@voorbeeld.be'],
      ['Claes', 'wacht', null, null],
    ],
    'who wants no mail has no address there',
  );
});

t.test('a yes to an offer is no yes to the next one, at another price', async (t) => {
  const { children, enrolments, id, numbers } = await fill(1);
  await cancel(enrolments[0] ?? '');
  const [told] = await find(numbers[2]);
  t.match(told, { title: 'Een dag turnen', firstDay: '2026-12-22', regularPriceCents: 789 });
  const before = (await facts(...children)).length;
  await put(id, { places: 2, priceCents: 2000 });
  const path = `/grabbelpas/enrolments/${enrolments[2]}/accept`;

  const late = await holiday.desk.post(path, { offerId: told?.offer?.id });

  t.match(late.json(), problem('no-offer'));
  t.equal((await facts(...children)).length, before);
  const [anew] = await find(numbers[2]);
  t.match(anew, { state: 'offered', regularPriceCents: 2000 }, 'and it still stands');
  t.equal((await holiday.desk.post(path, { offerId: anew?.offer?.id })).statusCode, 200);
  t.match(await find(numbers[2]), [{ state: 'enrolled', regularPriceCents: 2000, offer: null }]);
});

t.test('who is offered a place is not held to what the activity became since', async (t) => {
  const { children, enrolments, id, numbers } = await fill(1);
  await cancel(enrolments[0] ?? '');
  const [offer] = await find(numbers[2]);
  t.match(offer, { state: 'offered', offer: { until: '2026-11-22T09:00:00Z' } });
  const before = (await facts(...children)).length;

  await put(id, { places: 2, priceCents: 5000 });
  t.match(await find(numbers[2]), [{ state: 'offered' }], 'offered anew, at the new price');
  const tomorrow = { firstDay: '2026-11-21', lastDay: '2026-11-21' };
  await put(id, { places: 2, priceCents: 5000, ...tomorrow });
  t.match(
    await find(numbers[2]),
    [{ offer: { until: '2026-11-21T07:59:00Z' } }],
    'before it begins',
  );
  await put(id, { places: 2, ...tomorrow, ages: { from: 3, until: 4 } });
  t.match(await find(numbers[2]), [{ state: 'waiting', offer: null }], 'not for its age');
  core.setNow('2026-11-21T12:00:00+01:00');

  t.match((await answer(enrolments[2] ?? '', 'accept')).json(), problem('no-offer'));
  t.equal((await facts(...children)).length, before, 'and nobody is charged');
});

t.test('accepting asks again whether the activity has begun, and whom it is for', async (t) => {
  const { enrolments, id } = await fill(1);
  await cancel(enrolments[0] ?? '');
  const accept = () => answer(enrolments[2] ?? '', 'accept');
  const set = (column: string, value: unknown) =>
    core.asOwner(`update grabbelpas.activity set ${column} = $2 where id = $1`, [id, value]);

  await set('ages_until', 4);
  t.match((await accept()).json(), problem('outside-age-band'));
  await set('ages_until', 12);
  await set('first_day', '2026-11-20');
  t.match((await accept()).json(), problem('activity-begun'));
});

t.test('an activity that changes while its offer is accepted: both, or one of them', async (t) => {
  const { children, enrolments, id } = await fill(1);
  await cancel(enrolments[0] ?? '');
  const before = (await facts(...children)).length;

  const [accepted, ...changed] = await Promise.all([
    answer(enrolments[2] ?? '', 'accept'),
    ...[1000, 2000, 3000].map((priceCents) => put(id, { places: 2, priceCents })),
  ]);

  t.same([...new Set(changed.map(({ statusCode }) => statusCode))], [200]);
  const isTaken = accepted.statusCode === 200;
  if (!isTaken) t.match(accepted.json(), problem('no-offer'));
  t.equal((await facts(...children)).length - before, isTaken ? 1 : 0);
  t.match(await show(id), { placesLeft: 0, waiting: 0 });
});
