import t from 'tap';
import { organizerId } from '../../../core/municipalities/installation.ts';
import type { MunicipalityConfig } from '../../../core/municipalities/municipality-config.ts';
import { changeTown, openApi, shippedInstallation } from '../../fixtures/open-api.ts';

type Client = MunicipalityConfig['clients'][string];

const client = (organizers: string[], permissions: string[]): Client => ({
  organizers,
  permissions,
  permissionSets: [],
  discreetAliases: false,
});
const installation = changeTown(await shippedInstallation(), 'lier', ({ clients }) => ({
  clients: {
    ...clients,
    'lier-manager': client(
      ['library', 'uit'],
      [
        'PERMISSIONS_READ',
        'PERMISSIONS_WRITE',
        'EVENTS_READ',
        'ORGANIZERS_SEARCH',
        'CHECKINS_READ',
        'RIGHTS_READ',
      ],
    ),
    'lier-other-manager': client(
      ['library'],
      ['PERMISSIONS_READ', 'PERMISSIONS_WRITE', 'TARIFFS_READ'],
    ),
    'lier-reader': client(['library'], ['ORGANIZERS_SEARCH', 'PASSHOLDERS_DELETE']),
    'lier-web': client(['library', 'sport'], ['ORGANIZERS_SEARCH', 'CHECKINS_READ', 'POINTS_READ']),
  },
}));
const api = await openApi(t, { installation });
const manager = api.as('lier-manager');
const web = api.as('lier-web');
const of = (key: string) => ({ id: organizerId('lier', key) });
const give = (organizer: string, ...permissions: string[]) => ({
  organizer: of(organizer),
  permissionDetails: permissions.map((id) => ({ id })),
});
const path = '/permissions/lier-web';

interface Shown {
  readonly organizer: { readonly name: string };
  readonly permissions: readonly string[];
}
const shown = async (asker = web, at = '/permissions') =>
  Object.fromEntries(
    (await asker.get(at))
      .json<Shown[]>()
      .map(({ organizer, permissions }) => [organizer.name, permissions]),
  );

t.test('what is given counts at the next request, for that organizer alone', async (t) => {
  t.equal((await web.get('/events')).statusCode, 403);

  const put = await manager.put(path, [give('library', 'EVENTS_READ', 'CHECKINS_READ')]);

  t.equal(put.statusCode, 204, put.body);
  t.equal((await web.get('/events')).statusCode, 200);
  t.same(await shown(), {
    Bibliotheek: ['EVENTS_READ', 'CHECKINS_READ'],
    Sportdienst: ['CHECKINS_READ', 'ORGANIZERS_SEARCH'],
  });
  t.same(await shown(manager, path), { Bibliotheek: ['EVENTS_READ', 'CHECKINS_READ'] });
});

t.test('an organizer that is named on a request needs the permission itself', async (t) => {
  await manager.put(path, [give('library')]);
  const holder = await api.addHolder();
  const listed = (key: string) =>
    web.get(`/checkins?passholderId=${holder.passholderId}&organizerId=${of(key).id}`);

  t.equal((await listed('sport')).statusCode, 200);
  t.equal((await listed('library')).statusCode, 403, 'it was taken away there');
});

t.test('a client can be let act for another organizer, and no longer', async (t) => {
  await manager.put(path, [give('uit', 'EVENTS_READ')]);
  t.same((await shown())['Dienst UiT'], ['EVENTS_READ']);

  await manager.put(path, []);
  t.notOk('Dienst UiT' in (await shown()));
});

t.test('what only configuration can give stays as it gives it', async (t) => {
  const { passholderId } = await api.addHolder();
  await manager.put(path, []);

  t.equal((await web.get(`/passholders/${passholderId}/points-statement`)).statusCode, 200);
});

t.test('nobody gives what he does not hold, nor for whom he does not act', async (t) => {
  await manager.put(path, [give('library', 'CHECKINS_READ')]);
  const before = await shown();
  const refused = [
    [give('library', 'PASSHOLDERS_SEARCH')],
    [give('sport', 'EVENTS_READ')],
    [give('library', 'EVENTS_READ'), give('cinema')],
    [{ organizer: { id: organizerId('mechelen', 'library') }, permissionDetails: [] }],
  ];
  for (const body of refused) t.equal((await manager.put(path, body)).statusCode, 403);
  const own = [give('library', 'RIGHTS_READ')];
  t.equal((await manager.put(path, own)).statusCode, 400, 'not one of UiTPAS');

  t.same(await shown(), before);
});

t.test('what the client held already may stay with it', async (t) => {
  await api.core.asOwner("delete from core.client_grant where client_id = 'lier-web'");
  api.core.setNow('2026-11-20T10:01:00+01:00');

  t.equal((await manager.put(path, [give('library', 'CHECKINS_READ')])).statusCode, 204);
});

t.test('nobody takes away what he could not give back', async (t) => {
  const reader = api.as('lier-reader');
  const left = ['PASSHOLDERS_DELETE'];
  for (const body of [[give('library', 'EVENTS_READ')], [give('library')], []]) {
    t.equal((await manager.put('/permissions/lier-reader', body)).statusCode, 204);
    const kept = body[0]?.permissionDetails.map(({ id }) => id) ?? [];
    t.same(await shown(reader), { Bibliotheek: [...kept, ...left] });
  }
  const again = give('library', 'ORGANIZERS_SEARCH');
  await manager.put('/permissions/lier-reader', [again]);
  t.same(await shown(reader), { Bibliotheek: ['ORGANIZERS_SEARCH', ...left] }, 'it comes back');
});

t.test('what two take away at once is away', async (t) => {
  const other = api.as('lier-other-manager');
  for (let turn = 0; turn < 5; turn += 1) {
    await manager.put(path, [give('library', 'CHECKINS_READ')]);
    await other.put(path, [give('library', 'TARIFFS_READ')]);
    t.same((await shown())['Bibliotheek']?.toSorted(), ['CHECKINS_READ', 'TARIFFS_READ']);

    await Promise.all([manager.put(path, []), other.put(path, [])]);

    t.same((await shown())['Bibliotheek'], []);
  }
});

t.test('nobody locks himself out', async (t) => {
  const before = await shown(manager);
  t.equal((await manager.put('/permissions/lier-manager', [])).statusCode, 204);
  t.same(await shown(manager), before);
});

t.test('a client of another town, or of none, does not exist', async (t) => {
  for (const name of ['mechelen-library-desk', 'nobody', 'constructor']) {
    const answers = [
      await manager.get(`/permissions/${name}`),
      await manager.put(`/permissions/${name}`, [give('library')]),
    ];
    for (const answer of answers)
      t.match(answer.json(), { status: 404, type: /client-not-found$/ });
  }
});

t.test('what another process changed counts within a second', async (t) => {
  await manager.put(path, [give('library', 'EVENTS_READ')]);
  t.equal((await web.get('/events')).statusCode, 200);

  await api.core.asOwner(
    `update core.client_grant set permissions = '[]' where client_id = 'lier-web'`,
  );
  api.core.setNow('2026-11-20T10:02:00.600+01:00');

  t.equal((await web.get('/events')).statusCode, 403);
  api.core.setNow('2026-11-20T10:00:00+01:00');
});
