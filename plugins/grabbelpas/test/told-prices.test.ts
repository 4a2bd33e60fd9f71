import t from 'tap';
import { openHoliday, START } from './open-holiday.ts';

/*
 * A desk can tell the family what it is charged for the place that it asks for, and says the same
 * when it asks again.
 */

const holiday = await openHoliday(t);
const { activity, addChild, api, cancel, cancelWhole, core, desk, find } = holiday;
const social = { social: { status: 'ACTIVE', endDate: null } } as const;
const key = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;

t.test('who enrols is told the price of each, also when it is asked again', async (t) => {
  const id = await activity({ places: 2 });
  const [full, poor, late] = [await addChild(), await addChild(social), await addChild(social)];
  const path = `/grabbelpas/activities/${id}/enrolments`;
  const enrol = (cards: readonly string[], at: number) =>
    desk.post(path, { cards, waitWhenFull: true }, { key: key(at) });

  const first = await enrol([full.number, poor.number], 1);
  t.match(first.json(), { enrolments: [{ chargedCents: 789 }, { chargedCents: 157 }] });
  t.same((await enrol([full.number, poor.number], 1)).json(), first.json());

  const waits = await enrol([late.number], 2);
  t.match(waits.json(), { enrolments: [{ state: 'waiting', chargedCents: null }] });
  await cancel(first.json().enrolments[0].id);
  const [found] = await find(late.number);
  const accept = () =>
    desk.post(
      `/grabbelpas/enrolments/${found?.id}/accept`,
      { offerId: found?.offer?.id },
      { key: key(3) },
    );
  const accepted = await accept();
  t.same(accepted.json(), {
    id: found?.id,
    state: 'enrolled',
    places: [{ id: found?.id, chargedCents: 157 }],
  });
  t.same((await accept()).json(), accepted.json());
  t.same((await enrol([late.number], 2)).json(), waits.json(), 'as it was then');
  t.notMatch(JSON.stringify(await find(late.number)), /157/, 'nobody reads it afterwards');
  t.equal((await cancel(found?.id ?? '')).statusCode, 200);
  t.same((await accept()).json(), accepted.json(), 'whatever became of it');

  core.setNow('2027-02-01T10:00:00+01:00');
  const gone = await api.as('lier-privacy').delete(`/passholders/${late.passholderId}`);
  t.equal(gone.statusCode, 204, gone.body);
  t.match((await accept()).json(), { type: '/problems/fact-erased' });
  const kept = 'select charged_cents as cents from grabbelpas.enrolment where passholder_id = $1';
  t.same(await core.asOwner(kept, [late.passholderId]), [{ cents: null }]);
  core.setNow(START);
});

t.test('siblings who accept together are told what each place costs', async (t) => {
  const id = await activity({ places: 2, firstDay: '2026-12-23', lastDay: '2026-12-23' });
  const children = [];
  for (const holder of [{}, {}, social, {}]) children.push((await addChild(holder)).number);
  const [one = '', two = '', ...siblings] = children;
  const places = (await holiday.enrol(id, [one, two])).json().enrolments;
  const asked = (await holiday.enrol(id, siblings, true)).json().enrolments;
  for (const place of places) await cancel(place.id);

  const accepted = await holiday.answer(asked[0].id, 'accept');

  t.same(accepted.json().places, [
    { id: asked[0].id, chargedCents: 157 },
    { id: asked[1].id, chargedCents: 789 },
  ]);
});

t.test('a family can be told that an activity was cancelled, until it would be over', async (t) => {
  const id = await activity({ places: 1, firstDay: '2026-12-28', lastDay: '2026-12-29' });
  const [child, waiting, gone] = [await addChild(), await addChild(), await addChild()];
  await holiday.enrol(id, [child.number]);
  await holiday.enrol(id, [waiting.number], true);
  const left = (await holiday.enrol(id, [gone.number], true)).json().enrolments[0];
  await cancel(left.id);

  t.equal((await cancelWhole(id)).statusCode, 204);

  const told = { activityId: id, state: 'activity-cancelled', offer: null, regularPriceCents: 789 };
  t.match(await find(child.number), [told]);
  t.match(await find(waiting.number), [told]);
  t.same(await find(gone.number), [], 'who left the list before is told nothing');
  const [place] = await find(child.number);
  t.match((await cancel(place?.id ?? '')).json(), { type: /activity-not-found$/ });
  core.setNow('2026-12-29T23:00:00+01:00');
  t.match(await find(child.number), [told]);
  core.setNow('2026-12-30T00:00:00+01:00');
  t.same(await find(child.number), []);
  core.setNow(START);
});
