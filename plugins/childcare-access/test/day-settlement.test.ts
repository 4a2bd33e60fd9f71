import t from 'tap';
import { openChildcare } from './open-childcare.ts';

const SOCIAL = { status: 'ACTIVE', endDate: null } as const;

t.test('vector 6: two children of one payer, siblings, with the social tariff', async (t) => {
  const care = await openChildcare(t);
  const parent = await care.api.addHolder();
  const payers = [{ card: parent.number, name: 'Mama', share: 1, weeks: 'every' }];
  const persons = [{ kind: 'pick-up', name: 'Mama', card: parent.number }];
  const [a, b] = [await care.addChild({ social: SOCIAL }), await care.addChild({ social: SOCIAL })];
  for (const child of [a, b]) await care.enrol(child, { payers, persons });
  const stayOfA = await care.stay(a.number, parent.number, 180);
  await care.stay(b.number, parent.number, 90);

  await care.work('settle-days');
  t.same(await care.facts(), [], 'not while the day lasts');
  care.at('01:00', '2026-11-20');
  await Promise.all([care.work('settle-days'), care.work('settle-days')]);
  await care.work('settle-days');

  // The stays ended after closing time: late by half an hour, five minutes of which cost nothing.
  t.same(await care.facts('care'), [
    {
      entries: ['PAYER>childcare 337 charge', 'ocmw>childcare 338 funding'],
      shares: { PAYER: 337, ocmw: 338, childcare: 225 },
    },
  ]);
  t.same(
    await care.facts('late'),
    [{ entries: ['PAYER>childcare 1000 charge'], shares: { PAYER: 1000 } }],
    'a fine is the same for everybody',
  );

  await t.test('a correction reverses it and settles again', async (t) => {
    const answer = await care.desk.post(`/childcare-access/attendances/${stayOfA}/correct`, {
      arrivedAt: '2026-11-19T15:00:00.000Z',
      departedAt: '2026-11-19T15:30:00.000Z',
      because: 'De kaart werd te laat getikt.',
    });
    t.equal(answer.statusCode, 204);
    await care.work('settle-days');
    await care.work('settle-days');

    t.same((await care.facts('care')).slice(1), [
      {
        entries: ['PAYER>childcare -337 charge', 'ocmw>childcare -338 funding'],
        shares: { PAYER: -337, ocmw: -338, childcare: -225 },
      },
      {
        entries: ['PAYER>childcare 149 charge', 'ocmw>childcare 151 funding'],
        shares: { PAYER: 149, ocmw: 151, childcare: 100 },
      },
    ]);
    t.same((await care.facts('late')).at(-1)?.shares, { PAYER: -1000 }, 'and it was not late');
    const history = await care.desk.get(`/childcare-access/attendances/${stayOfA}/history`);
    t.match(history.json(), [
      {
        wasArrivedAt: '2026-11-19T15:00:00Z',
        wasDepartedAt: '2026-11-19T18:00:00Z',
        isStruck: false,
        because: 'De kaart werd te laat getikt.',
      },
    ]);
  });

  await t.test('struck, the other child has no sibling any more', async (t) => {
    const because = { because: 'De verkeerde kaart.' };
    const path = `/childcare-access/attendances/${stayOfA}/strike`;
    t.equal((await care.desk.post(path, because)).statusCode, 204);
    t.equal((await care.desk.post(path, because)).statusCode, 404);
    await care.work('settle-days');

    t.same((await care.facts('care')).at(-1), {
      entries: ['PAYER>childcare 150 charge', 'ocmw>childcare 150 funding'],
      shares: { PAYER: 150, ocmw: 150 },
    });
  });
});

t.test('two payers bear their shares, meals are lines of their own', async (t) => {
  const care = await openChildcare(t);
  const [mother, father] = [await care.api.addHolder(), await care.api.addHolder()];
  const child = await care.addChild();
  await care.enrol(child, {
    payers: [
      { card: mother.number, name: 'Mama', share: 50, weeks: 'every' },
      { card: father.number, name: 'Papa', share: 50, weeks: 'every' },
    ],
    persons: [{ kind: 'pick-up', name: 'Papa', card: father.number }],
  });
  const id = await care.stay(child.number, father.number, 61);
  const unknown = { meals: ['soup', 'fries'] };
  t.match((await care.desk.put(`/childcare-access/attendances/${id}/meals`, unknown)).json(), {
    detail: '/meals/1 must be one of soup, hot-meal',
    jsonPointer: '/meals/1',
  });
  const meals = { meals: ['soup', 'hot-meal'] };
  t.equal(
    (await care.desk.put(`/childcare-access/attendances/${id}/meals`, meals)).statusCode,
    204,
  );
  care.at('01:00', '2026-11-20');
  await care.work('settle-days');

  const care150 = { entries: ['PAYER>childcare 150 charge', 'ocmw>childcare 0 funding'] };
  t.match(await care.facts('care'), [care150, care150], 'three half hours were started');
  const meal = { shares: { PAYER: 215, ocmw: 0 } };
  t.same(
    (await care.facts('meal')).map(({ shares }) => ({ shares })),
    [meal, meal],
  );
});

t.test('who was forgotten at the door, and left late, is late once that is known', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  await care.enrol(child);
  const arrived = await care.arrive(child.number);
  const { attendanceId, arrivedAt } = arrived.json<{ attendanceId: string; arrivedAt: string }>();
  care.at('19:30');
  await care.work('close-forgotten');
  care.at('01:00', '2026-11-20');
  await care.work('settle-days');
  t.same(await care.facts('late'), [], 'it is closed at closing time');

  const departedAt = '2026-11-19T18:50:00+01:00';
  const because = 'Papa belde: hij haalde af om tien voor zeven.';
  const path = `/childcare-access/attendances/${attendanceId}/correct`;
  const corrected = await care.desk.post(path, { arrivedAt, departedAt, because });
  t.equal(corrected.statusCode, 204);
  await care.work('settle-days');

  t.same(
    (await care.facts('late')).map(({ shares }) => shares),
    [{ PAYER: 500 }],
  );
});

t.test('who is expected and does not come owes a fee, unless it was excused', async (t) => {
  const care = await openChildcare(t);
  const [missed, excused, other] = [
    await care.addChild(),
    await care.addChild(),
    await care.addChild(),
  ];
  const id = await care.enrol(missed);
  await care.enrol(excused, { absentDays: ['2026-11-19'] });
  await care.enrol(other, { days: [3] });
  await care.work('close-forgotten');
  care.at('01:00', '2026-11-20');
  await care.work('settle-days');

  const fee = [{ entries: ['PAYER>childcare 200 charge'], shares: { PAYER: 200 } }];
  t.same(await care.facts(), fee);

  const pattern = { days: [5], onFreeDays: false, mayLeaveAlone: false };
  await care.desk.put(`/childcare-access/enrolments/${id}/days`, pattern);
  await care.desk.post('/childcare-access/attendances', {
    card: other.number,
    placeId: care.nest,
    arrivedAt: '2026-11-19T16:00:00+01:00',
    departedAt: '2026-11-19T16:20:00+01:00',
    because: 'Vergeten te tikken.',
  });
  await care.work('settle-days');
  t.same(await care.facts('no-show'), fee, 'a day that is over is not judged by a new pattern');
  t.same((await care.facts('care'))[0]?.shares, { PAYER: 100, ocmw: 0 });

  const excusedLater = { ...pattern, absentDays: ['2026-11-19'] };
  await care.desk.put(`/childcare-access/enrolments/${id}/days`, excusedLater);
  await care.work('settle-days');
  t.same(
    (await care.facts('no-show')).slice(1),
    [{ entries: ['PAYER>childcare -200 charge'], shares: { PAYER: -200 } }],
    'a note of the doctor came afterwards',
  );
});
