import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openApi } from '../../../test/fixtures/open-api.ts';
import { factsWith, issuanceWith, withoutTitles } from '../../../test/fixtures/plugin-facts.ts';
import { staffRights } from '../staff-rights.ts';
import { accessPeriod, unknownAccess } from '../temporary-access.ts';
import { lier } from './lier-settings.ts';

const access = { zones: ['stadhuis'], days: 5, purpose: 'Schilderwerken eerste verdieping' };

t.test('it lasts as many days as were asked for, and no longer than the town gives', async (t) => {
  const issuance = { ...issuanceWith({ config: lier }), attributes: access, from: '2026-11-20' };

  t.same(accessPeriod(issuance), { from: '2026-11-20', until: '2026-11-24' });
  t.same(
    accessPeriod({ ...issuance, previous: { from: '2026-11-16', until: '2026-11-22' } }),
    { from: '2026-11-23', until: '2026-11-27' },
    'renewed it goes on',
  );
  t.equal(unknownAccess(access, lier), null);
  t.equal(unknownAccess({ ...access, days: 31 }, lier), null);
  t.same(unknownAccess({ ...access, days: 32 }, lier), {
    name: 'days',
    expected: 'must be 31 or less',
  });
  t.match(unknownAccess(access, { ...lier, temporaryDays: 0 }), { name: 'days' });
  t.match(unknownAccess({ ...access, zones: ['kelder'] }, lier), { name: 'zones' });
});

t.test('it opens doors and buys no meal', async (t) => {
  const period = { from: '2026-11-20', until: '2026-11-24' };
  const role = { name: 'temporary-access', attributes: access, period };

  t.same(withoutTitles(staffRights(factsWith({ config: lier, role }))), [
    { right: 'staff-card:door:open', place: 'town-hall-door' },
  ]);
});

t.test('the personnel service gives it, the door opens, and then no more', async (t) => {
  const api = await openApi(t);
  const hr = api.as('lier-hr');
  const door = `/staff-card/doors/${placeId('lier', 'town-hall-door')}/open`;
  const { number, passholderId } = await api.addHolder();
  const opens = async (): Promise<boolean> => {
    const answer = await api.as('lier-door').post(door, { card: number });
    return answer.json<{ open: boolean }>().open;
  };
  const give = (attributes: object) =>
    hr.post(`/passholders/${passholderId}/roles`, {
      plugin: 'staff-card',
      role: 'temporary-access',
      attributes,
    });
  t.equal(await opens(), false);

  const refused = await give({ ...access, days: 60 });
  t.equal(refused.statusCode, 400, refused.body);
  t.match(refused.json(), { detail: /days.*must be 31 or less/ });
  const given = await give(access);
  t.equal(given.statusCode, 201, given.body);

  t.equal(await opens(), true);
  const shown = await api.as('lier-library-desk').get(`/passes/${number}/rights`);
  t.same(shown.json<{ rights: object[] }>().rights, [], 'no other desk sees it');
  api.core.setNow('2026-11-24T18:00:00+01:00');
  t.equal(await opens(), true, 'its last day');
  api.core.setNow('2026-11-25T10:00:00+01:00');
  t.equal(await opens(), false);
});

t.test('the personnel service has the list of who has it now', async (t) => {
  const api = await openApi(t);
  const hr = api.as('lier-hr');
  const give = async (firstName: string, attributes: object) => {
    const { passholderId } = await api.addHolder({ firstName, lastName: 'Claes' });
    const asked = { plugin: 'staff-card', role: 'temporary-access', attributes };
    const given = await hr.post(`/passholders/${passholderId}/roles`, asked);
    t.equal(given.statusCode, 201, given.body);
    return given.json<{ id: string }>().id;
  };
  await give('Noor', access);
  await give('Jan', { zones: ['stadhuis', 'magazijn'], days: 2, purpose: 'Verhuis' });
  await give('Mila', { ...access, days: 1 });
  const stopped = await give('Fien', access);
  await hr.post(`/roles/${stopped}/end`, { reason: 'klaar' });
  api.core.setNow('2026-11-21T10:00:00+01:00');

  const list = await hr.get('/staff-card/exports/temporary-access?format=json');

  const { purpose } = access;
  t.same(list.json<{ rows: unknown[] }>().rows, [
    ['naam', 'voornaam', 'zones', 'dagen', 'van', 'tot en met', 'waarvoor'],
    ['Claes', 'Jan', 'stadhuis|magazijn', 2, '2026-11-20', '2026-11-21', 'Verhuis'],
    ['Claes', 'Noor', 'stadhuis', 5, '2026-11-20', '2026-11-24', purpose],
  ]);
  const elsewhere = await api
    .as('lier-library-desk')
    .get('/staff-card/exports/temporary-access?format=json');
  t.equal(elsewhere.statusCode, 403);
});

t.test('it is ended at once by the personnel service alone', async (t) => {
  const api = await openApi(t);
  const hr = api.as('lier-hr');
  const { number, passholderId } = await api.addHolder();
  const asked = { plugin: 'staff-card', role: 'temporary-access', attributes: access };
  const other = await api.as('lier-library-desk').post(`/passholders/${passholderId}/roles`, asked);
  t.equal(other.statusCode, 404, other.body);
  const given = await hr.post(`/passholders/${passholderId}/roles`, asked);
  const { id } = given.json<{ id: string }>();

  const ended = await hr.post(`/roles/${id}/end`, { reason: 'klaar' });

  t.equal(ended.statusCode, 200, ended.body);
  const door = `/staff-card/doors/${placeId('lier', 'town-hall-door')}/open`;
  const answer = await api.as('lier-door').post(door, { card: number });
  t.same(answer.json(), { open: false });
});
