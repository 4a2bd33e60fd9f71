import t from 'tap';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { addCitizen, knowing, registrationToken } from '../../api/cases/current-passholder.ts';
import { openApi } from '../../fixtures/open-api.ts';

const NOW = '2026-11-20T10:00:00+01:00';
const api = await openApi(t);
const { core } = api;
t.beforeEach(() => core.setNow(NOW));

const identified = { 'x-client-id': 'lier-app' };
const askToken = (number: string, born?: string) =>
  api.anonymous.send({
    method: 'GET',
    url: '/api/passholders/me/uitid/registration-token',
    headers: { ...identified, ...knowing(number, born) },
  });
const link = (who: string, token: string) =>
  api
    .as(who)
    .put('/passholders/me/uitid', undefined, { headers: { 'x-registration-token': token } });
const statusOf = (token: string) =>
  api.anonymous.send({
    method: 'GET',
    url: '/api/passholders/me/uitid/status',
    headers: { ...identified, 'x-registration-token': token },
  });
const nameOf = ({ type = '' }: { type?: string }) => type.split('/').at(-1);

t.test('a token tells nothing, of whomever it is, and each is another', async (t) => {
  const [one, poor] = [
    await api.addHolder(),
    await api.addHolder({ social: { status: 'ACTIVE', endDate: null } }),
  ];
  const tokens = [
    await registrationToken(api, one),
    await registrationToken(api, one),
    await registrationToken(api, poor),
  ];

  t.equal(new Set(tokens).size, 3);
  t.equal(new Set(tokens.map((token) => token.length)).size, 1);
  for (const token of tokens)
    t.notMatch(Buffer.from(token, 'base64url').toString('latin1'), one.number);
});

t.test('a token links an account once, and is over after half an hour', async (t) => {
  const holder = await api.addHolder();
  const late = await registrationToken(api, holder);
  const token = await registrationToken(api, holder);
  t.match((await statusOf(token)).json(), { uitpasNumber: holder.number, state: 'UNREGISTERED' });

  t.equal((await link('lier-app/an', token)).statusCode, 201);
  t.match((await api.as('lier-app/an').get('/passholders/me')).json(), {
    id: holder.passholderId,
    uitidStatus: 'REGISTERED',
  });
  t.equal((await link('lier-app/an', token)).statusCode, 403, 'used');
  t.equal((await statusOf(token)).statusCode, 403, 'used');
  t.match((await statusOf(late)).json(), { state: 'REGISTERED' });
  core.setNow('2026-11-20T10:30:01+01:00');
  t.equal((await statusOf(late)).statusCode, 403, 'over');
  t.equal((await link('lier-app/an', late)).statusCode, 403, 'over');
});

t.test('of 64 accounts that one token comes with at once one is linked', async (t) => {
  const token = await registrationToken(api, await api.addHolder());

  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, at) => link(`lier-app/many-${at}`, token)),
  );

  t.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 1);
  const linked = await core.asOwner("select 1 from core.person where uitid_id like 'many-%'");
  t.equal(linked.length, 1);
});

t.test('a pass has one account, and an account one pass', async (t) => {
  const [me, other] = [await addCitizen(api), await api.addHolder()];

  const taken = await link('lier-app/somebody-else', await registrationToken(api, me));
  const second = await link(me.who, await registrationToken(api, other));

  t.equal(nameOf(taken.json()), 'passholder-already-registered');
  t.equal(nameOf(second.json()), 'uitid-already-registered');
});

t.test(
  'a date of birth can be guessed five times an hour, of a pass that is or is not',
  async (t) => {
    const { number } = await api.addHolder();
    for (const guessed of [number, '0999000000005']) {
      const statuses: number[] = [];
      for (let at = 1; at <= 6; at += 1) {
        statuses.push((await askToken(guessed, `1990-01-0${at}`)).statusCode);
      }
      t.same(statuses, [401, 401, 401, 401, 401, 429]);
    }
    const right = await askToken(number);
    t.equal(right.statusCode, 429, 'also when it is right');
    t.match(right.json(), { type: 'https://api.publiq.be/probs/uitpas/rate-limited' });

    core.setNow('2026-11-20T11:00:01+01:00');
    t.equal((await askToken(number)).statusCode, 200);
  },
);

t.test(
  'a wrong date, a lost card, another town and no card at all are answered alike',
  async (t) => {
    const [holder, lost, elsewhere] = [
      await api.addHolder(),
      await api.addHolder({ cardStatus: 'BLOCKED' }),
      await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 }),
    ];
    const answers = [
      await askToken(holder.number, '1985-07-31'),
      await askToken(lost.number),
      await askToken(elsewhere.number),
      await askToken('0999000000013'),
    ];

    t.equal(new Set(answers.map(({ body }) => body)).size, 1);
    t.equal(answers[0]?.statusCode, 401);
    const looks = await core.asOwner('select client_id from core.look where passholder_id = $1', [
      holder.passholderId,
    ]);
    t.same(looks, [{ client_id: 'lier-app' }], 'that somebody tried is recorded');
  },
);

t.test('only a client that links accounts can be named', async (t) => {
  const { number } = await api.addHolder();
  for (const [clientId, status] of [
    ['lier-library-desk', 403],
    ['nobody', 401],
    ['', 401],
  ] as const) {
    const answer = await api.anonymous.send({
      method: 'GET',
      url: '/api/passholders/me/uitid/registration-token',
      headers: { ...knowing(number), 'x-client-id': clientId },
    });
    t.equal(answer.statusCode, status, clientId);
  }
});

t.test(
  'a pass holder sees the own status, which a desk does not, and nothing of others',
  async (t) => {
    const me = await addCitizen(api);
    await api.as('lier-welfare').put(`/passholders/${me.passholderId}/social-tariff`, {
      status: 'ACTIVE',
      endDate: '2027-06-30',
      effectiveFrom: '2026-01-01',
    });
    const app = api.as(me.who);

    const own = await app.get('/passholders/me');

    t.match(own.json(), {
      id: me.passholderId,
      cardSystemMemberships: [{ socialTariff: { status: 'ACTIVE' } }],
    });
    const atDesk = await api.as('lier-registration').get(`/passholders/${me.passholderId}`);
    t.notMatch(atDesk.body, /socialTariff/);
    const { passholderId } = await api.addHolder();
    for (const path of [
      `/passholders/${me.passholderId}`,
      `/passholders/${passholderId}`,
      '/passholders?name=Pe',
      `/passes?identifier=${me.number}`,
      '/events',
    ]) {
      t.equal((await app.get(path)).statusCode, 403, path);
    }
    const looks = await core.asOwner(
      "select 1 from core.look where passholder_id = $1 and client_id = 'lier-app'",
      [me.passholderId],
    );
    t.equal(looks.length, 1, 'the token; who looks at oneself is no look');
  },
);

t.test('a client may have the app’s permissions and is still no pass holder', async (t) => {
  t.match((await api.as('lier-app').get('/passholders/me')).json(), { detail: /who signs in/ });
  t.equal((await api.as('lier-app-server/an').put('/passholders/me/uitid')).statusCode, 403);
});

t.test('an address is told to be linked, never to have a pass', async (t) => {
  const me = await addCitizen(api);
  await core.asOwner(
    "update core.person set email = 'rik@voorbeeld.be', email_key = 'rik@voorbeeld.be' where id = $1",
    [me.personId],
  );
  const stateOf = async (email: string) =>
    (await api.as('lier-app-server').get(`/uitid/emails/${email}`)).json<{ state: string }>().state;

  t.equal(
    await stateOf(`${me.who.split('/')[1]?.toUpperCase()}@voorbeeld.be`),
    'UITPAS_ALREADY_LINKED',
  );
  t.equal(await stateOf('rik@voorbeeld.be'), 'UITID_UNREGISTERED');
  t.equal(await stateOf('niemand@voorbeeld.be'), 'UITID_UNREGISTERED');
  const byName = await api.anonymous.send({
    method: 'GET',
    url: '/api/uitid/emails/rik@voorbeeld.be',
    headers: identified,
  });
  t.equal(byName.statusCode, 401, 'anybody can say the name of a client');
});

t.test('a desk finds who linked an account, and erasing takes the account away', async (t) => {
  const me = await addCitizen(api);
  const uitidId = me.who.split('/')[1];
  const listed = async () =>
    (await api.as('lier-registration').get(`/passholders?uitidId=${uitidId}`)).json<object>();
  t.match(await listed(), {
    totalItems: 1,
    member: [{ id: me.passholderId, uitidStatus: 'REGISTERED' }],
  });
  t.match((await api.as('lier-privacy').get(`/passholders/${me.passholderId}/export`)).json(), {
    person: { uitidId, uitidEmail: `${uitidId}@voorbeeld.be` },
  });

  await api.as('lier-privacy').delete(`/passholders/${me.passholderId}`);

  t.match(await listed(), { totalItems: 0 });
  t.equal((await api.as(me.who).get('/passholders/me')).statusCode, 404);
});

const person = {
  name: 'Nieuw',
  firstName: 'Jan',
  dateOfBirth: '1985-07-30',
  postalCode: '2500',
  city: 'LIER',
  cardSystem: { id: 1 },
  registrationOrganizer: { id: organizerId('lier', 'uit') },
};
const register = (who: string, change: object = {}) =>
  api.as(who).post('/passholders/me', { ...person, ...change });

t.test('who signed in by an identity card registers himself, once', async (t) => {
  const who = 'lier-app/self/85073003328';

  const made = await register(who);

  t.equal(made.statusCode, 200, made.body);
  t.match(made.json(), {
    firstName: 'Jan',
    cardSystemMemberships: [{ currentCard: { cardType: 'DIGITAL' } }],
  });
  t.notMatch(made.body, /85073003328/);
  const { id } = made.json<{ id: string }>();
  t.match((await api.as(who).get('/passholders/me')).json(), { id });
  t.equal(nameOf((await register(who)).json()), 'passholder-already-registered');
});

t.test('nobody registers as somebody else, too young, or from elsewhere', async (t) => {
  const who = 'lier-app/other/00012556777';
  const born = { dateOfBirth: '2000-01-25' };
  const refusal = async (change: object, asker = who) =>
    nameOf((await register(asker, { ...born, ...change })).json());

  t.equal(await refusal({}, 'lier-app/other'), 'insz-in-token-required');
  t.equal(await refusal({ dateOfBirth: '2000-01-26' }), 'invalid-data');
  t.equal(await refusal({ postalCode: '9000', city: 'Gent' }), 'invalid-city');
  t.equal(await refusal({ city: 'Gent' }), 'invalid-city');
  t.equal(await refusal({ cardSystem: { id: 2 } }), 'cardsystem-not-found');
  const sport = { registrationOrganizer: { id: organizerId('lier', 'sport') } };
  t.equal(await refusal(sport), 'organizer-not-found');
  core.setNow('2018-01-24T10:00:00+01:00');
  t.equal(await refusal({}), 'forbidden-underaged');
});
