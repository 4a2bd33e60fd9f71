import { randomUUID } from 'node:crypto';
import t from 'tap';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { addReward, addSaver, COFFEE, redeemCoffee } from '../../api/cases/rewards.ts';
import { openApi } from '../../fixtures/open-api.ts';

const api = await openApi(t);
const library = api.as('lier-library-desk');

interface Found {
  readonly totalItems: number;
  readonly member: readonly { readonly id: string; readonly title: string }[];
  readonly facet?: Readonly<Record<string, Readonly<Record<string, { readonly count: number }>>>>;
}

const find = async (query: string, desk = library): Promise<Found> =>
  (await desk.get(`/rewards?${query}`)).json<Found>();
const titlesOf = ({ member }: Found) => member.map(({ title }) => title);
const typeOf = (answer: { json(): unknown }) =>
  (answer.json() as { type: string }).type.split('/').at(-1);
const period = (begin: string, end?: string) => ({ begin, ...(end !== undefined && { end }) });
const [LAST_YEAR, YESTERDAY] = ['2025-11-20T00:00:00+01:00', '2026-11-19T00:00:00+01:00'];
const [TOMORROW, NEXT_WEEK] = ['2026-11-21T00:00:00+01:00', '2026-11-27T00:00:00+01:00'];

t.test('a reward is changed as long as nobody took it', async (t) => {
  const id = await addReward(api);
  const change = { ...COFFEE, points: 4, redeemPeriod: period(YESTERDAY) };

  const changed = await library.put(`/rewards/${id}`, change);

  t.equal(changed.statusCode, 200);
  t.match(changed.json(), { points: 4, redeemPeriod: { begin: '2026-11-18T23:00:00.000Z' } });
});

t.test('once it was redeemed, its points and start dates stay, also when cancelled', async (t) => {
  const { rewardId, id } = await redeemCoffee(api);
  const put = async (change: object) =>
    library.put(`/rewards/${rewardId}`, { ...COFFEE, ...change });
  const refusals = async () => [
    typeOf(await put({ points: 4 })),
    typeOf(await put({ redeemPeriod: period(YESTERDAY) })),
    typeOf(await put({ type: 'WELCOME', points: 0 })),
  ];

  t.same([...new Set(await refusals())], ['reward-not-editable']);
  const refused = await put({ points: 4 });
  t.match([refused.statusCode, refused.json()], [400, { jsonPointer: '/points' }]);
  await library.delete(`/rewards/redeemed/${id}`);
  t.same([...new Set(await refusals())], ['reward-not-editable']);
  const renamed = await put({ title: 'Koffie of thee', maxAvailableUnits: 50 });
  t.match(renamed.json(), { title: 'Koffie of thee', maxAvailableUnits: 50, points: 3 });
});

t.test('once it was granted with a first pass, the start of a welcome stays', async (t) => {
  const welcome = { ...COFFEE, type: 'WELCOME', points: 0 };
  const id = await addReward(api, welcome);
  const { passholderId } = await api.addHolder();
  const moment = '2026-11-20T09:00:00Z';
  await api.core.asOwner('select core.grant_welcome_rewards(1, $1, $2)', [passholderId, moment]);

  const refused = await library.put(`/rewards/${id}`, {
    ...welcome,
    redeemPeriod: COFFEE.publicationPeriod,
    grantingPeriod: period(YESTERDAY),
  });

  t.match(refused.json(), { jsonPointer: '/grantingPeriod/begin' });
  t.equal(typeOf(refused), 'reward-not-editable');
});

t.test('a stock is never less than what was taken', async (t) => {
  const { rewardId } = await redeemCoffee(api);
  await library.put(`/rewards/${rewardId}`, { ...COFFEE, maxAvailableUnits: 1 });
  const holder = await addSaver(api, 3);
  const redeem = { rewardId, uitpasNumber: holder.number };

  t.equal(typeOf(await library.post('/rewards/redeemed', redeem)), 'reward-volume-constraint');
  await library.put(`/rewards/${rewardId}`, { ...COFFEE, maxAvailableUnits: 2 });
  t.equal((await library.post('/rewards/redeemed', redeem)).statusCode, 201);
  const less = await library.put(`/rewards/${rewardId}`, { ...COFFEE, maxAvailableUnits: 1 });
  t.match(less.json(), { jsonPointer: '/maxAvailableUnits' });
});

t.test('what a reward lacks, or contradicts, is pointed to', async (t) => {
  const pointerOf = async (change: object) => {
    const answer = await library.post('/rewards', { ...COFFEE, ...change });
    t.equal(answer.statusCode, 400);
    return answer.json<{ jsonPointer?: string; type: string }>();
  };

  t.match(await pointerOf({ points: undefined }), { jsonPointer: '/points' });
  t.match(await pointerOf({ categories: undefined }), { jsonPointer: '/categories' });
  t.match(await pointerOf({ moreInfoURL: undefined }), { jsonPointer: '/moreInfoURL' });
  t.match(await pointerOf({ moreInfoURL: 'javascript:alert(1)' }), { jsonPointer: '/moreInfoURL' });
  t.match(await pointerOf({ type: 'WELCOME' }), { jsonPointer: '/points' });
  t.match(await pointerOf({ redeemPeriod: period(TOMORROW, YESTERDAY) }), {
    jsonPointer: '/redeemPeriod/end',
  });
  t.match(await pointerOf({ organizers: [{ id: organizerId('mechelen', 'library') }] }), {
    jsonPointer: '/organizers/0/id',
  });
  for (const other of [{ owningCardSystem: { id: 2 } }, { applicableCardSystems: [{ id: 2 }] }]) {
    t.match(await pointerOf(other), { type: /invalid-card-system$/ });
  }
});

t.test('only who offers a reward changes it, or takes it off', async (t) => {
  const id = await addReward(api);
  const admin = api.as('lier-admin');

  t.equal((await admin.get(`/rewards/${id}`)).statusCode, 200);
  t.equal(typeOf(await admin.put(`/rewards/${id}`, COFFEE)), 'reward-not-found');
  const status = { status: 'INACTIVE' };
  t.equal(typeOf(await admin.put(`/rewards/${id}/status`, status)), 'reward-not-found');
  t.equal(typeOf(await library.put(`/rewards/${randomUUID()}`, COFFEE)), 'reward-not-found');
  const elsewhere = await api.as('mechelen-admin').get(`/rewards/${id}/funding`);
  t.equal(typeOf(elsewhere), 'reward-not-found');
});

t.test('searching rewards', async (t) => {
  const tag = randomUUID();
  const add = async (title: string, change: object) =>
    addReward(api, { title: `${title} ${tag}`, ...change });
  const found = async (query: string) =>
    titlesOf(await find(`text=${tag}&sort=name&${query}`)).map((title) => title.split(' ')[0]);
  await add('Appel', { points: 1, featured: true, redeemPeriod: period(LAST_YEAR, NEXT_WEEK) });
  await add('Boek', { points: 2, categories: ['Doen', 'Goede doel'], sport: true });
  await add('Circus', { points: 2, categories: ['Doen'], forKids: true, online: true });
  await add('Later', { redeemPeriod: period(TOMORROW) });
  await add('Geheim', { publicationPeriod: period(TOMORROW), redeemPeriod: period(LAST_YEAR) });
  await add('Straks', { publicationPeriod: period(TOMORROW) });
  await add('Voorbij', { publicationPeriod: period(LAST_YEAR, YESTERDAY) });
  await add('Welkom', { type: 'WELCOME', points: 0 });
  const off = await add('Weg', {});
  await library.put(`/rewards/${off}/status`, { status: 'INACTIVE' });

  await t.test(
    'a subset is what is published, and what can be redeemed, now or later',
    async (t) => {
      t.same(await found(''), ['Appel', 'Boek', 'Circus']);
      t.same(await found('subset=REDEEMABLE'), ['Appel', 'Boek', 'Circus', 'Geheim']);
      t.same(await found('subset=ENDUSER-FUTURE'), ['Later']);
      t.same(await found('subset=REDEEMABLE-FUTURE'), ['Later', 'Straks']);
      t.equal((await found('subset=ALL')).length, 8);
      t.same(await found('subset=ALL&status=INACTIVE'), ['Weg']);
      t.same(await found('type=WELCOME'), ['Welkom']);
      t.same(await found('type=ANY'), ['Appel', 'Boek', 'Circus', 'Welkom']);
    },
  );

  await t.test('each filter narrows down', async (t) => {
    t.same(await found('categories=Goede%20doel'), ['Boek']);
    t.same(await found('categories=Goede%20doel&categories=Eten%20en%20drinken'), [
      'Appel',
      'Boek',
    ]);
    t.same(await found('pointsFrom=2&pointsTo=2'), ['Boek', 'Circus']);
    t.same(await found('sport=true'), ['Boek']);
    t.same(await found('sport=false&forKids=true&online=true'), ['Circus']);
    t.same(await found('featured=true'), ['Appel']);
    t.same(await found('lastChance=true'), ['Appel']);
    t.same(await found('lastChance=false'), ['Boek', 'Circus']);
    t.same(await found(`organizerId=${organizerId('lier', 'library')}`), [
      'Appel',
      'Boek',
      'Circus',
    ]);
    t.same(await found(`organizerId=${organizerId('lier', 'uit')}`), []);
    t.same(await found('organizerPostalCode=2800'), []);
    t.same(await found('owningCardSystemId=1&applicableCardSystemId=1&categories=Doen'), [
      'Boek',
      'Circus',
    ]);
    t.ok((await find('text=bibliotheek')).totalItems >= 3, 'also by who hands it out');
    t.equal((await find('text=100%25')).totalItems, 0, 'a percent sign is what it is');
  });

  await t.test('a facet counts under every other filter', async (t) => {
    const facets = ['categories', 'sport', 'type', 'owningCardSystemId', 'lastChance']
      .map((facet) => `facets=${facet}`)
      .join('&');
    const { facet = {} } = await find(`text=${tag}&categories=Doen&sport=true&${facets}`);
    const counts = Object.fromEntries(
      Object.entries(facet).map(([name, values]) => [
        name,
        Object.fromEntries(Object.entries(values).map(([value, { count }]) => [value, count])),
      ]),
    );

    t.same(counts, {
      categories: { 'Eten en drinken': 0, Doen: 1, 'Gadget of item': 0, 'Goede doel': 1 },
      sport: { true: 1, false: 1 },
      type: { POINTS: 1, WELCOME: 0 },
      owningCardSystemId: { 1: 1 },
      lastChance: { true: 0, false: 1 },
    });
  });

  await t.test('they come in the order that is asked, page by page', async (t) => {
    const order = async (sort: string) =>
      titlesOf(await find(`text=${tag}&${sort}`)).map((title) => title.split(' ')[0]);
    t.same(await order('sort=-points,-name'), ['Circus', 'Boek', 'Appel']);
    t.same(await order('sort=-featured,points,name'), ['Appel', 'Boek', 'Circus']);
    t.same(await order('sort[name]=desc'), ['Circus', 'Boek', 'Appel']);
    t.same(await order('sort=name&start=1&limit=1'), ['Boek']);
    t.equal((await find(`text=${tag}&limit=1`)).totalItems, 3);
    t.equal(typeOf(await library.get('/rewards?sort=colour')), 'invalid-data');
    t.equal(typeOf(await library.get('/rewards?limit=501')), 'query-limit-exceeded');
    t.equal(typeOf(await library.get('/rewards?owningCardSystemId=2')), 'cardsystem-not-found');
    const unknown = await library.get(`/rewards?organizerId=${randomUUID()}`);
    t.match([unknown.statusCode, typeOf(unknown)], [400, 'organizer-not-found']);
  });

  await t.test('what a holder can have is what the points suffice for', async (t) => {
    const { passholderId } = await addSaver(api, 1);
    const blocked = await api.addHolder({ cardStatus: 'BLOCKED' });

    t.same(await found(`isRedeemableByPassholderId=${passholderId}`), ['Appel']);
    t.same(await found(`isRedeemableByPassholderId=${blocked.passholderId}`), []);
    t.same(await found(`isRedeemableByPassholderId=${randomUUID()}`), []);
    const kiosk = api.as('lier-kiosk');
    const asked = await kiosk.get(`/rewards?isRedeemableByPassholderId=${passholderId}`);
    t.equal(asked.statusCode, 403);
    t.equal((await kiosk.get('/rewards')).statusCode, 200, 'what there is, anybody may know');
  });

  await t.test('nothing is recommended but by what the holder switched on', async (t) => {
    const { passholderId } = await addSaver(api, 30);
    const recommended = async () => found(`isInterestingForPassholderId=${passholderId}`);
    const choose = async (...interests: string[]) =>
      library.put(`/passholders/${passholderId}/interests`, { interests });

    t.same(await recommended(), [], 'whatever the holder did');
    await choose('Doen');
    t.same(await recommended(), ['Boek', 'Circus']);
    await choose('Voor kinderen', 'Goede doel');
    t.same(await recommended(), ['Boek', 'Circus']);
    await choose('Sport');
    t.same(await recommended(), ['Boek']);
    await choose();
    t.same(await recommended(), []);
  });
});
