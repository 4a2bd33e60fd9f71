import fc from 'fast-check';
import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openApi, type TestApi } from '../../../test/fixtures/open-api.ts';
import { holdRows, untilWaiting } from '../../../test/fixtures/until-waiting.ts';
import { addUp, isRunning } from '../time-rules.ts';

const AT_ONCE = 64;
const HOUR = 3_600_000;
const clock = placeId('lier', 'town-hall-door');
const PATH = '/staff-card/time-entries';

/** A member of staff of Lier, who clocks with a card. */
async function addStaff(api: TestApi, staffNumber = '7000') {
  const { number, passholderId } = await api.addHolder({ firstName: 'Noor', lastName: 'Peeters' });
  const issued = await api.as('lier-hr').post(`/passholders/${passholderId}/roles`, {
    plugin: 'staff-card',
    role: 'badge',
    attributes: { staffNumber, service: 'Sport', zones: ['stadhuis'] },
  });
  t.equal(issued.statusCode, 201, issued.body);
  return {
    number,
    passholderId,
    roleId: issued.json<{ id: string }>().id,
    tap: async (direction: 'in' | 'out', moment?: string) => {
      if (moment !== undefined) api.core.setNow(moment);
      const body = { card: number, placeId: clock, direction };
      const answer = await api.as('lier-door').post(PATH, body);
      const { type = '' } = answer.json<{ type?: string }>();
      return type === '' ? answer.statusCode : type.slice(type.lastIndexOf('/') + 1);
    },
  };
}

t.test('an entry runs until somebody clocks out, and not longer than anybody works', async (t) => {
  const rule = { now: 20 * HOUR, longestHours: 16 };

  t.ok(isRunning({ enteredAt: 5 * HOUR, leftAt: null }, rule));
  t.notOk(isRunning({ enteredAt: 4 * HOUR, leftAt: null }, rule), 'it was forgotten');
  t.notOk(isRunning({ enteredAt: 5 * HOUR, leftAt: 6 * HOUR }, rule));
});

t.test('hours add up in any order, and never to more than the time there was', async (t) => {
  const entry = fc
    .record({ day: fc.integer({ min: 1, max: 28 }), start: fc.nat(23), length: fc.nat(600) })
    .map(({ day, start, length }) => {
      const enteredAt = (day * 24 + start) * HOUR;
      const leftAt = length === 0 ? null : enteredAt + length * 61_000;
      return { day: `2026-11-${day.toString().padStart(2, '0')}`, enteredAt, leftAt };
    });
  const rule = { now: 10_000 * HOUR, longestHours: 16 };
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const worked = addUp(entries, rule);
        const length = entries.reduce(
          (sum, one) => sum + ((one.leftAt ?? one.enteredAt) - one.enteredAt),
          0,
        );
        const turned = addUp(entries.toReversed(), rule);

        return (
          turned.minutes === worked.minutes &&
          turned.days === worked.days &&
          worked.minutes * 60_000 <= length &&
          worked.days <= entries.length &&
          worked.withoutEnd === entries.filter(({ leftAt }) => leftAt === null).length
        );
      }),
    ),
  );
});

t.test('a member of staff clocks in and out; nobody else does', async (t) => {
  const api = await openApi(t);
  const noor = await addStaff(api);
  const resident = await api.addHolder();

  t.equal(await noor.tap('out'), 'staff-card-not-clocked-in');
  t.equal(await noor.tap('in', '2026-11-20T08:00:00+01:00'), 200);
  t.equal(await noor.tap('in', '2026-11-20T08:00:05+01:00'), 'staff-card-already-clocked-in');
  t.equal(await noor.tap('out', '2026-11-20T16:30:59+01:00'), 200);
  t.equal(await noor.tap('out'), 'staff-card-not-clocked-in');

  const refusals = await Promise.all(
    [resident.number, '0900000000009', 'nonsens'].map(async (card) => {
      const answer = await api
        .as('lier-door')
        .post(PATH, { card, placeId: clock, direction: 'in' });
      return [answer.statusCode, answer.body.replace(/"instance":"[^"]*"/, '')];
    }),
  );
  t.same(refusals, [refusals[0], refusals[0], refusals[0]], 'one and the same answer');
  t.match(refusals[0], [404, /staff-card-badge-needed/]);
  const body = { card: noor.number, placeId: placeId('lier', 'gym'), direction: 'in' };
  t.match((await api.as('lier-door').post(PATH, body)).json(), { type: /clock-not-found$/ });
});

t.test('who is being erased clocks no more, and who clocks is erased after it', async (t) => {
  const api = await openApi(t);
  const erase = ({ passholderId }: { passholderId: string }) =>
    api.as('lier-privacy').delete(`/passholders/${passholderId}`);
  const [gone, late] = [await addStaff(api), await addStaff(api, '7001')];

  // What erasing comes to after it has removed what plugins keep.
  const statuses = await holdRows(api.core, 'lock table core.social_status in share mode');
  const erased = erase(gone);
  await untilWaiting(api.core);
  const tapped = gone.tap('in');
  await Promise.race([tapped, untilWaiting(api.core, 2)]);
  await statuses.letGo();
  t.equal((await erased).statusCode, 204);
  t.equal(await tapped, 'staff-card-badge-needed');

  const entries = await holdRows(api.core, 'lock table staff_card.time_entry in share mode');
  const tappedFirst = late.tap('in');
  await untilWaiting(api.core);
  const erasedLate = erase(late);
  await Promise.race([erasedLate, untilWaiting(api.core, 2)]);
  await entries.letGo();
  t.equal(await tappedFirst, 200);
  t.equal((await erasedLate).statusCode, 204);

  const [left] = await api.core.asOwner(
    `select (select count(*)::int from staff_card.time_entry) as entries,
            (select count(*)::int from staff_card.clocked_holder) as holders`,
  );
  t.same(left, { entries: 0, holders: 0 });
});

t.test('64 taps at once are one, in and out', async (t) => {
  const api = await openApi(t);
  const noor = await addStaff(api);
  const countOf = async (direction: 'in' | 'out') => {
    const taps = await Promise.all(Array.from({ length: AT_ONCE }, () => noor.tap(direction)));
    return taps.filter((one) => one === 200).length;
  };

  t.equal(await countOf('in'), 1);
  api.core.setNow('2026-11-20T12:00:00+01:00');
  t.equal(await countOf('out'), 1);
  t.same(
    await api.core.asOwner(
      'select count(*)::int, max(left_at - entered_at)::text as time from staff_card.time_entry',
    ),
    [{ count: 1, time: '02:00:00' }],
  );
});

t.test('the way out that was forgotten is corrected, and payroll gets its list', async (t) => {
  const api = await openApi(t);
  const hr = api.as('lier-hr');
  api.core.setNow('2026-11-16T09:00:00+01:00');
  const noor = await addStaff(api);
  await noor.tap('in', '2026-11-18T08:00:00+01:00');
  await noor.tap('in', '2026-11-19T08:00:00+01:00');
  await noor.tap('out', '2026-11-19T16:15:00+01:00');
  await noor.tap('in', '2026-11-20T08:00:00+01:00');

  const listed = await hr.get(`${PATH}?month=2026-11`);
  type Listed = { id: string; day: string; isWithoutEnd: boolean; lastName: string }[];
  const [forgotten, ...others] = listed.json<Listed>();
  t.match(forgotten, { isWithoutEnd: true, lastName: 'Peeters', day: '2026-11-18' });
  t.match(others, [{ isWithoutEnd: false }, { isWithoutEnd: false, leftAt: null }]);
  t.equal((await api.as('lier-library-desk').get(`${PATH}?month=2026-11`)).statusCode, 403);

  const correct = (leftAt: string, enteredAt = '2026-11-18T08:00:00+01:00') =>
    hr.post(`${PATH}/${forgotten?.id}/correct`, { enteredAt, leftAt, reason: 'vergeten' });
  for (const [impossible, detail] of [
    ['2026-11-18T08:00:00+01:00', '/leftAt must come after /enteredAt'],
    ['2026-11-21T08:00:00+01:00', '/leftAt must not be in the future'],
    ['2026-11-19T09:00:00+01:00', '/leftAt must be at most 16 hours after /enteredAt'],
  ] as const) {
    const refused = await correct(impossible);
    t.match(refused.json(), { type: /time-entry-impossible$/, detail }, impossible);
  }
  const overlapping = await correct('2026-11-19T09:00:00+01:00', '2026-11-19T07:00:00+01:00');
  t.match(overlapping.json(), { type: /time-entry-impossible$/, jsonPointer: '/enteredAt' });
  const farAway = await correct('1000-01-01T09:00:00Z', '1000-01-01T08:00:00Z');
  t.match(farAway.json(), { detail: /within 16 hours of what it corrects/ });
  api.core.setNow('2026-11-20T12:00:00+01:00');
  const intoRunning = await hr.post(`${PATH}/${others[0]?.id}/correct`, {
    enteredAt: '2026-11-19T20:00:00+01:00',
    leftAt: '2026-11-20T08:30:00+01:00',
    reason: 'verkeerd',
  });
  t.match(intoRunning.json(), { detail: /another entry/, jsonPointer: '/enteredAt' });
  const corrected = await correct('2026-11-18T12:00:00+01:00');
  t.equal(corrected.statusCode, 200);
  t.equal((await correct('2026-11-18T12:00:00+01:00')).statusCode, 404, 'it was corrected');

  const kept = (await hr.get(`${PATH}?month=2026-11`)).json<Listed>();
  t.match(
    kept.filter(({ day }) => day === '2026-11-18'),
    [
      { id: forgotten?.id, leftAt: null, struckAt: '2026-11-20T11:00:00Z', reason: null },
      {
        id: corrected.json<{ id: string }>().id,
        struckAt: null,
        reason: 'vergeten',
        correctsId: forgotten?.id,
      },
    ],
    'what was corrected is kept, with when and why',
  );
  t.notOk(
    kept.some(({ isWithoutEnd }) => isWithoutEnd),
    'and asks for nothing more',
  );

  const hours = await hr.get('/staff-card/exports/hours?format=json');
  t.same(hours.json<{ rows: unknown[][] }>().rows.slice(1), [
    ['2026-11', '7000', 'Peeters', 'Noor', 2, 12.25, 0, 0, 0],
  ]);
});

t.test('meals that were paid with the budget are on the list of payroll', async (t) => {
  const api = await openApi(t);
  const { number: card } = await addStaff(api);
  const till = api.as('lier-canteen-till');
  const shown = (await till.get(`/passes/${card}/rights`)).json<{ rights: { roleId: string }[] }>();
  const pay = (amount: number) =>
    till.post(`/roles/${shown.rights[0]?.roleId}/uses`, { card, amount });
  t.equal((await pay(850)).statusCode, 201);
  api.core.setNow('2026-12-02T12:00:00+01:00');
  t.equal((await pay(400)).statusCode, 201);

  const hours = await api.as('lier-hr').get('/staff-card/exports/hours?format=json');

  t.same(hours.json<{ rows: unknown[][] }>().rows.slice(1), [
    ['2026-11', '7000', 'Peeters', 'Noor', 0, 0, 0, 1, 8.5],
    ['2026-12', '7000', 'Peeters', 'Noor', 0, 0, 0, 1, 4],
  ]);
  const text = await api.as('lier-hr').get('/staff-card/exports/hours');
  t.match(text.body, '\r\n2026-11;7000;Peeters;Noor;0;0;0;1;8,5\r\n', 'as Excel reads a number');
});
