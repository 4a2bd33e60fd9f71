import t from 'tap';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { changeTown, openApi, shippedInstallation } from '../../fixtures/open-api.ts';

const installation = changeTown(await shippedInstallation(), 'lier', ({ clients }) => ({
  clients: {
    ...clients,
    'lier-clerk': {
      organizers: ['uit', 'hr'],
      permissions: ['ORGANIZERS_ADMINS_WRITE'],
      permissionSets: [],
      discreetAliases: false,
    },
  },
}));
const api = await openApi(t, { installation });
const { core } = api;
const town = api.as('lier-office-head');
const uit = organizerId('lier', 'uit');
const admins = `/organizers/${uit}/admins`;
const EVENTS = '/events?limit=1';

const add = async (email: string, type = 'ADMIN', change: object = {}) =>
  (await town.post(admins, { email, type, ...change })).json<{ userId: string }>().userId;

t.test('who is added may act, and who is removed may not any more, at once', async (t) => {
  const an = api.as('lier-office/an');
  t.equal((await an.get(EVENTS)).statusCode, 403, 'nobody yet');

  const userId = await add('An@voorbeeld.be');
  t.equal((await an.get(EVENTS)).statusCode, 200);
  const permissions = (await an.get('/permissions')).json<{ organizer: { name: string } }[]>();
  t.same(
    permissions.map(({ organizer }) => organizer.name),
    ['Dienst UiT'],
    'for that organizer, and no other of the client',
  );

  t.equal((await town.delete(`${admins}/${userId}`)).statusCode, 204);
  t.equal((await an.get(EVENTS)).statusCode, 403);
  t.equal((await town.delete(`${admins}/${userId}`)).statusCode, 404);
});

t.test('an admin may what the client may, and nothing for another organizer', async (t) => {
  await add('bo@voorbeeld.be');
  const bo = api.as('lier-office/bo');
  const event = { title: 'Lezing', regularPriceCents: 0, calendar: { type: 'PERMANENT' } };
  const library = organizerId('lier', 'library');

  t.match((await bo.post('/events', event)).json(), {
    detail: /lacks the permission EVENTS_UPDATE/,
  });
  const named = await bo.get(`/checkins?passholderId=${uit}&organizerId=${library}`);
  t.equal(named.statusCode, 403, 'of which somebody else is admin');
  t.equal((await bo.get(`/organizers/${library}/admins`)).statusCode, 404);
  t.equal((await bo.get(`/organizers/${organizerId('mechelen', 'uit')}/admins`)).statusCode, 404);
});

t.test('any admin sees the admins, and one of type ADMIN adds and removes them', async (t) => {
  await add('member@voorbeeld.be', 'MEMBER');
  await add('chief@voorbeeld.be', 'ADMIN');
  const [member, chief] = [api.as('lier-office/member'), api.as('lier-office/chief')];
  const other = { email: 'other@voorbeeld.be', type: 'MEMBER' };

  t.equal((await member.get(admins)).statusCode, 200);
  t.equal((await member.post(admins, other)).statusCode, 403);
  const added = await chief.post(admins, other);
  t.equal(added.statusCode, 201);
  const { userId } = added.json<{ userId: string }>();
  t.equal((await member.delete(`${admins}/${userId}`)).statusCode, 403);
  t.match((await member.get(admins)).json(), { member: [{}, {}, {}, { userId, ...other }] });
  t.equal((await chief.delete(`${admins}/${userId}`)).statusCode, 204);
});

t.test('adding twice changes the type, and the same user stays one', async (t) => {
  const first = await add('twice@voorbeeld.be', 'MEMBER');
  const second = await add('TWICE@voorbeeld.be', 'ADMIN');

  t.equal(second, first);
  t.equal(
    (await api.as('lier-office/twice').post(admins, { email: 'a@b.be', type: 'MEMBER' }))
      .statusCode,
    201,
  );
});

t.test('an address counts once, and only when the identity provider vouches for it', async (t) => {
  await add('bound@voorbeeld.be');
  t.equal((await api.as('lier-office/bound').get(EVENTS)).statusCode, 200);
  await core.asOwner(
    "update core.organizer_admin set subject = 'who had it before' where subject = 'bound'",
  );

  t.equal(
    (await api.as('lier-office/bound').get(EVENTS)).statusCode,
    403,
    'it is somebody else’s now',
  );
});

t.test('who is added by the subject need not have an address that is verified', async (t) => {
  const userId = await add('elsewhere@voorbeeld.be', 'MEMBER', { userId: 'subject-7' });

  t.equal(userId, 'subject-7');
  t.equal((await api.as('lier-office/subject-7').get(EVENTS)).statusCode, 200);
});

t.test(
  'a client of people does nothing by itself, and a client without people knows none',
  async (t) => {
    await add('system@voorbeeld.be');

    t.match((await api.as('lier-office').get(EVENTS)).json(), { detail: /is for who signs in/ });
    const desk = api.as('lier-library-desk/system');
    t.match((await desk.get('/permissions')).json(), [{ organizer: { name: 'Bibliotheek' } }]);
  },
);

t.test('nobody gives more than he has by making himself an admin', async (t) => {
  const clerk = api.as('lier-clerk');
  const self = { email: 'clerk@voorbeeld.be', type: 'ADMIN' };

  t.match((await clerk.post(admins, self)).json(), { status: 403, detail: /lacks the permission/ });
  t.equal((await api.as('lier-office/clerk').get(EVENTS)).statusCode, 403);
  const hr = `/organizers/${organizerId('lier', 'hr')}/admins`;
  t.equal((await clerk.post(hr, self)).statusCode, 201, 'by no client does one sign in for it');
});
