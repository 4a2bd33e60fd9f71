import { randomUUID } from 'node:crypto';
import t from 'tap';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { registerPassholder } from '../../../core/passes/register-passholder.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { addReward, addSaver } from '../../api/cases/rewards.ts';
import { bookedFactsOf } from '../../api/booked-money.ts';
import { newPassNumber, openApi } from '../../fixtures/open-api.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { holdRows, untilWaiting } from '../../fixtures/until-waiting.ts';

const api = await openApi(t);
const library = api.as('lier-library-desk');
const cinema = api.as('lier-cinema-till');
const AT_ONCE = 64;

const redeem = async (
  rewardId: string,
  { number }: { number: string },
  { desk = library, key = randomUUID() } = {},
) => desk.post('/rewards/redeemed', { rewardId, uitpasNumber: number }, { key });
const cancel = async (id: string) => library.delete(`/rewards/redeemed/${id}`);
const statusOf = async (rewardId: string, { number }: { number: string }) =>
  (await library.get(`/rewards/${rewardId}/redeem-status?uitpasNumber=${number}`)).json<{
    redeemable: boolean;
    reason?: string;
  }>();
const pointsOf = async ({ passholderId }: { passholderId: string }) =>
  (await library.get(`/passholders/${passholderId}/points-statement`)).json<{ balance: number }>()
    .balance;
const unitsOf = async (rewardId: string) =>
  (await library.get(`/rewards/${rewardId}`)).json<{ unitsTaken: number }>().unitsTaken;
const typeOf = (answer: { json(): unknown }) =>
  (answer.json() as { type: string }).type.split('/').at(-1);
const idOf = (answer: { json(): unknown }) => (answer.json() as { id: string }).id;

t.test('a reward costs its points, and a cancelled one gives them back, once', async (t) => {
  const holder = await addSaver(api, 5);
  const rewardId = await addReward(api, { maxAvailableUnits: 10 });

  const redeemed = await redeem(rewardId, holder);
  t.equal(redeemed.statusCode, 201);
  t.match(redeemed.json(), { reward: { id: rewardId, unitsTaken: 1 }, redeemDate: /^2026-11-20T/ });
  t.equal(await pointsOf(holder), 2);
  t.same(await statusOf(rewardId, holder), {
    redeemable: false,
    reason: 'PASSHOLDER_POINTS',
    message: 'Jammer, u hebt nog niet genoeg punten om dit voordeel om te ruilen.',
  });

  t.equal((await cancel(idOf(redeemed))).statusCode, 204);
  t.equal(typeOf(await cancel(idOf(redeemed))), 'redeemed-reward-not-found');
  t.equal(await pointsOf(holder), 5);
  t.equal(await unitsOf(rewardId), 0);
  t.same(await statusOf(rewardId, holder), { redeemable: true });
});

t.test('who is being erased takes no reward any more', async (t) => {
  const holder = await addSaver(api, 5);
  const rewardId = await addReward(api);
  const held = await holdRows(api.core, 'lock table core.social_status in share mode');

  const erased = api.as('lier-privacy').delete(`/passholders/${holder.passholderId}`);
  await untilWaiting(api.core);
  const redeemed = redeem(rewardId, holder);
  await Promise.race([redeemed, untilWaiting(api.core, 2)]);
  await held.letGo();

  t.equal((await erased).statusCode, 204);
  t.equal((await redeemed).statusCode, 400);
  t.equal(await unitsOf(rewardId), 0);
});

t.test('UiT pays the cinema for the drink that it gives for points (vector 9)', async (t) => {
  const holder = await addSaver(api, 6);
  const change = { organizers: [{ id: organizerId('lier', 'cinema') }] };
  const rewardId = await addReward(api, change, 'lier-admin');
  const funding = { worthCents: 250, fundedBy: [{ party: 'uit', weight: 1 }] };
  await api.as('lier-finance').put(`/rewards/${rewardId}/funding`, funding);

  t.equal((await redeem(rewardId, holder)).statusCode, 403, 'the library does not hand it out');
  const redeemed = await redeem(rewardId, holder, { desk: cinema });
  t.equal(redeemed.statusCode, 201);
  await cinema.delete(`/rewards/redeemed/${idOf(redeemed)}`);

  const fact = {
    priceCents: 250,
    earner: 'cinema',
    payments: ['holder>cinema 0 card'],
    shares: { holder: 0, uit: 250 },
    entries: ['uit>cinema 250 funding 2026-11'],
  };
  t.same(await bookedFactsOf(api, holder.passholderId), [
    { kind: 'reward-redemption', ...fact },
    {
      ...fact,
      kind: 'reversal',
      priceCents: -250,
      shares: { holder: 0, uit: -250 },
      entries: ['uit>cinema -250 funding 2026-11'],
    },
  ]);
});

t.test('a worth that several fund is split between them, cent by cent', async (t) => {
  const holder = await addSaver(api, 3);
  const rewardId = await addReward(api);
  const fundedBy = [
    { party: 'uit', weight: 1 },
    { party: 'sport', weight: 1 },
    { party: 'youth', weight: 1 },
  ];
  await api.as('lier-finance').put(`/rewards/${rewardId}/funding`, { worthCents: 100, fundedBy });

  await redeem(rewardId, holder);

  const [fact] = await bookedFactsOf(api, holder.passholderId);
  t.same(fact?.shares, { holder: 0, sport: 34, uit: 33, youth: 33 });
});

t.test('nobody funds a reward who is no party of the town', async (t) => {
  const path = `/rewards/${await addReward(api)}/funding`;
  const finance = api.as('lier-finance');
  const weight = 1;
  for (const fundedBy of [
    [{ party: 'holder', weight }],
    [{ party: 'social-house', weight }],
    [
      { party: 'uit', weight },
      { party: 'uit', weight },
    ],
    [],
  ]) {
    const answer = await finance.put(path, { worthCents: 250, fundedBy });
    t.equal(typeOf(answer), 'invalid-data');
  }
  t.same((await finance.get(path)).json(), { worthCents: 0, fundedBy: [] });
});

t.test('a holder takes a reward as often as it may in a calendar period', async (t) => {
  const holder = await addSaver(api, 20);
  const redeemConstraint = { volume: 1, period: 'WEEK' };
  const rewardId = await addReward(api, { redeemConstraint });
  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));

  const first = await redeem(rewardId, holder);
  const second = await redeem(rewardId, holder);
  t.equal(typeOf(second), 'reward-passholder-volume-constraint');
  t.equal(second.statusCode, 400);
  t.match(await statusOf(rewardId, holder), { reason: 'PASSHOLDER_VOLUME' });

  await cancel(idOf(first));
  t.equal((await redeem(rewardId, holder)).statusCode, 201, 'a cancelled one does not count');

  api.core.setNow('2026-11-22T23:59:00+01:00');
  t.equal((await redeem(rewardId, holder)).statusCode, 400, 'Sunday is of the same week');
  api.core.setNow('2026-11-23T00:00:00+01:00');
  t.equal((await redeem(rewardId, holder)).statusCode, 201, 'on Monday there is a new one');
});

t.test('a reward is redeemed in its redeem period, the last moment included', async (t) => {
  const holder = await addSaver(api, 20);
  const redeemPeriod = { begin: '2026-11-21T00:00:00+01:00', end: '2026-11-22T18:00:00+01:00' };
  const rewardId = await addReward(api, { redeemPeriod });
  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));

  t.equal(typeOf(await redeem(rewardId, holder)), 'reward-period-constraint');
  t.match(await statusOf(rewardId, holder), { redeemable: false, reason: 'REWARD_PERIOD' });
  api.core.setNow('2026-11-22T18:00:00+01:00');
  t.equal((await redeem(rewardId, holder)).statusCode, 201);
  api.core.setNow('2026-11-22T18:00:01+01:00');
  t.equal(typeOf(await redeem(rewardId, holder)), 'reward-period-constraint');
});

t.test('the last units go to as many as there are, however many want them at once', async (t) => {
  const holders = await Promise.all(Array.from({ length: AT_ONCE }, () => addSaver(api, 3)));
  const rewardId = await addReward(api, { maxAvailableUnits: 7 });

  const answers = await Promise.all(holders.map((holder) => redeem(rewardId, holder)));

  t.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 7);
  const others = answers.filter(({ statusCode }) => statusCode !== 201).map(typeOf);
  t.same([...new Set(others)], ['reward-volume-constraint']);
  t.equal(await unitsOf(rewardId), 7);
  const balances = await Promise.all(holders.map(pointsOf));
  t.equal(balances.filter((balance) => balance === 0).length, 7, 'the others keep their points');
});

t.test('the points of one holder are spent once, wherever they are spent at once', async (t) => {
  const holder = await addSaver(api, 10);
  const [coffee, tea] = [await addReward(api), await addReward(api, { title: 'Thee' })];

  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, at) => redeem(at % 2 === 0 ? coffee : tea, holder)),
  );

  t.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 3);
  const others = answers.filter(({ statusCode }) => statusCode !== 201).map(typeOf);
  t.same([...new Set(others)], ['reward-passholder-points-constraint']);
  t.equal(await pointsOf(holder), 1);
});

t.test('a limit holds for a holder who taps at many desks at once', async (t) => {
  const holder = await addSaver(api, 300);
  const rewardId = await addReward(api, { redeemConstraint: { volume: 2, period: 'DAY' } });

  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => redeem(rewardId, holder)),
  );

  t.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 2);
});

t.test('a redemption is cancelled once, and all comes back once', async (t) => {
  const holder = await addSaver(api, 3);
  const rewardId = await addReward(api);
  const id = idOf(await redeem(rewardId, holder));

  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => cancel(id)));

  t.equal(answers.filter(({ statusCode }) => statusCode === 204).length, 1);
  t.equal(await pointsOf(holder), 3);
  t.equal(await unitsOf(rewardId), 0);
});

t.test('a key answers the same when the reward has gone since', async (t) => {
  const holder = await addSaver(api, 3);
  const rewardId = await addReward(api);
  const key = randomUUID();
  const first = await redeem(rewardId, holder, { key });
  await library.post(`/cards/${holder.number}/block`);
  await library.put(`/rewards/${rewardId}/status`, { status: 'DELETED' });

  const again = await redeem(rewardId, holder, { key });

  t.equal(again.statusCode, 201);
  t.equal(idOf(again), idOf(first));
});

t.test('a blocked pass, an unknown one and one of another town redeem nothing', async (t) => {
  const blocked = await api.addHolder({ cardStatus: 'BLOCKED' });
  const elsewhere = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });
  const rewardId = await addReward(api);

  t.equal(typeOf(await redeem(rewardId, blocked)), 'passholder-no-active-cardsystems');
  t.match(await statusOf(rewardId, blocked), { reason: 'PASSHOLDER_NO_ACTIVE_CARDSYSTEM' });
  const foreign = await redeem(rewardId, elsewhere);
  t.equal(typeOf(foreign), 'reward-passholder-no-applicable-cardsystems');
  t.match(foreign.json(), { endUserMessage: { nl: 'Deze pas hoort bij Mechelen.' } });
  t.match(await statusOf(rewardId, elsewhere), {
    reason: 'PASSHOLDER_APPLICABLE_CARDSYSTEMS',
    message: 'Deze pas hoort bij Mechelen.',
  });
  const unknown = await redeem(rewardId, { number: '0999999999999' });
  t.equal(typeOf(unknown), 'invalid-uitpas-number');
  t.equal(typeOf(await redeem(randomUUID(), blocked)), 'reward-not-found');
});

t.test('a welcome comes with the first pass, costs nothing, and is taken once', async (t) => {
  const welcome = {
    title: 'Linnen tas',
    type: 'WELCOME',
    points: undefined,
    grantingPeriod: { begin: '2026-11-20T00:00:00+01:00', end: '2026-12-31T23:59:59+01:00' },
  };
  const before = await api.addHolder();
  const rewardId = await addReward(api, welcome);
  const register = async () => {
    const number = newPassNumber();
    const person = {
      firstName: 'Jef',
      lastName: 'Maes',
      birthDate: '1990-05-05',
      nationalNumber: null,
      email: null,
      phone: null,
      street: null,
      houseNumber: null,
      postalCode: '2500',
      city: 'Lier',
    };
    const { passholderId } = await registerPassholder(api.core, testCaller(api.core, 'library'), {
      person,
      card: { number, chipNumber: null },
      household: null,
      payment: null,
      command: null,
    });
    return { number, passholderId };
  };
  const newcomer = await register();

  t.match(await statusOf(rewardId, before), { redeemable: false, reason: 'PASSHOLDER_VOLUME' });
  t.same(await statusOf(rewardId, newcomer), { redeemable: true });
  const taken = await redeem(rewardId, newcomer);
  t.equal(taken.statusCode, 201);
  t.equal(typeOf(await redeem(rewardId, newcomer)), 'reward-passholder-volume-constraint');
  await cancel(idOf(taken));
  t.equal((await redeem(rewardId, newcomer)).statusCode, 201);

  api.core.setNow('2027-01-02T10:00:00+01:00');
  const late = await register();
  api.core.setNow('2026-11-20T10:00:00+01:00');
  t.match(await statusOf(rewardId, late), { redeemable: false });
});

t.test('a desk lists what it handed out itself, today', async (t) => {
  const holder = await addSaver(api, 20);
  const rewardId = await addReward(api);
  const both = [{ id: organizerId('lier', 'cinema') }, { id: organizerId('lier', 'library') }];
  const shared = await addReward(api, { title: 'Popcorn', organizers: both });
  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));
  const list = async (desk = library) => {
    const answer = await desk.get(`/rewards/redeemed?uitpasNumber=${holder.number}`);
    return answer
      .json<{ member: { reward: { title: string } }[] }>()
      .member.map(({ reward }) => reward.title);
  };

  await redeem(rewardId, holder);
  await redeem(shared, holder, { desk: cinema });
  t.same(await list(), ['Gratis koffie']);
  t.same(await list(cinema), ['Popcorn']);
  const statement = await library.get(`/passholders/${holder.passholderId}/points-statement`);
  t.match(statement.json(), {
    balance: 14,
    totalItems: 2,
    member: [
      { kind: 'redeem', title: 'Gratis koffie', location: 'Bibliotheek', points: -3 },
      { kind: 'earn', points: 20 },
    ],
  });
  const query = `uitpasNumber=${holder.number}&passholderId=${holder.passholderId}`;
  t.equal(typeOf(await library.get(`/rewards/redeemed?${query}`)), 'invalid-data');

  api.core.setNow('2026-11-21T09:00:00+01:00');
  t.same(await list(), []);
  const next = await library.get(`/passholders/${holder.passholderId}/points-statement`);
  t.same(next.json(), { balance: 14, totalItems: 0, member: [] });
});

t.test('after all this the books, the lots and the stocks are right', async (t) => {
  const laws = await verifyInstallation(api.core);

  t.same(
    laws.filter(({ wrong }) => wrong > 0),
    [],
  );
});
