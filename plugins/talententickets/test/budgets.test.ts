import t from 'tap';
import { municipalityId } from '../../../core/municipalities/installation.ts';
import { budgetsOf, openTalents, YOUTH } from './open-talents.ts';

/*
 * Every child of Mechelen gets its budget of the year from a job, once.
 */

t.test('who gets a budget', async (t) => {
  const { addChild, api, giveBudgets, leftOf } = await openTalents(t);
  const [four, five, fifteen, sixteen, older] = [
    await addChild('2021-11-21'),
    await addChild('2021-11-20'),
    await addChild('2010-11-21'),
    await addChild('2010-01-02'),
    await addChild('2010-01-01'),
  ];
  const elsewhere = await addChild('2018-05-05', { residence: null });

  await giveBudgets();

  const whole = { first: 2000, second: 2000, third: 1000 };
  t.same(await leftOf(five), whole, 'who is five today');
  t.same(await leftOf(fifteen), whole, 'who is fifteen for one more day');
  t.same(await leftOf(sixteen), whole, 'who was fifteen on the first of January');
  for (const holder of [four, older, elsewhere]) t.same(await leftOf(holder), {});

  await t.test('a town that does not name the plugin has none of it', async (t) => {
    const answer = await api.as('lier-admin').get('/talententickets/use');
    t.equal(answer.statusCode, 404, answer.body);
  });

  await t.test('nobody gets it twice, however often the job runs', async (t) => {
    const before = await budgetsOf(api);
    await giveBudgets();
    await Promise.all([giveBudgets(), giveBudgets(), giveBudgets()]);

    t.same(await budgetsOf(api), before);
    t.equal(before.length, 3);
  });

  await t.test(
    'who turns five and who comes to live there get theirs on the next run',
    async (t) => {
      api.core.setNow('2026-11-21T09:00:00+01:00');
      const { passholderId } = elsewhere;
      const home = municipalityId('mechelen');
      await api.core.asOwner('update core.passholder set residence_id = $2 where id = $1', [
        passholderId,
        home,
      ]);
      await giveBudgets();

      t.same(await leftOf(four), whole);
      t.same(await leftOf(elsewhere), whole);
    },
  );

  await t.test('who moves out keeps what was given, and gets no more of it', async (t) => {
    await api.core.asOwner('update core.passholder set residence_id = null where id = $1', [
      five.passholderId,
    ]);
    await giveBudgets();

    t.same(await leftOf(five), whole);
    api.core.setNow('2027-01-01T00:10:00+01:00');
    await giveBudgets();
    const years = (await budgetsOf(api)).filter(({ holder }) => holder === five.passholderId);
    t.same(
      years.map(({ year }) => year),
      [2026],
    );
  });

  await t.test('a new year gives a new budget beside the old one, until 31 March', async (t) => {
    const years = (await budgetsOf(api)).filter(({ holder }) => holder === four.passholderId);
    t.same(
      years.map(({ year }) => year),
      [2026, 2027],
    );
    const answer = await api.as(YOUTH).get(`/passholders/${four.passholderId}/roles`);
    t.match(answer.json(), {
      member: [
        { validFrom: '2026-01-01', validUntil: '2027-03-31', status: 'ACTIVE' },
        { validFrom: '2027-01-01', validUntil: '2028-03-31', status: 'ACTIVE' },
      ],
    });
  });
});

t.test('a job that was late over New Year makes up for it, for who was there', async (t) => {
  const { addChild, api, giveBudgets } = await openTalents(t);
  api.core.setNow('2026-12-31T20:00:00+01:00');
  const inTime = await addChild();
  api.core.setNow('2027-02-10T10:00:00+01:00');
  const newcomer = await addChild();

  await giveBudgets();

  const yearsOf = async (holder: { passholderId: string }) =>
    (await budgetsOf(api))
      .filter((one) => one.holder === holder.passholderId)
      .map(({ year }) => year);
  t.same(await yearsOf(inTime), [2026, 2027]);
  t.same(await yearsOf(newcomer), [2027]);
});
