import t from 'tap';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { call, client, makeIssuer, openApp, townsWith } from '../http/open-app.ts';

t.test(
  'a client is told what UiTPAS would tell it, and nothing of our own permissions',
  async (t) => {
    const issuer = await makeIssuer();
    const desk = client({
      organizers: ['library', 'sport'],
      permissions: ['SOCIALTARIFF_READ', 'CHECKINS_WRITE'],
      permissionSets: ['desk'],
    });
    const app = await openApp(t, { issuer, installation: townsWith({ desk }) });

    const answer = await call(app, await issuer.tokenFor('desk'), '/api/permissions');

    const permissions = ['CHECKINS_WRITE', 'ORGANIZERS_SEARCH'];
    t.match(answer.json(), [
      {
        organizer: { id: organizerId('lier', 'library'), name: 'Bibliotheek' },
        permissions,
        permissionDetails: [
          { id: 'CHECKINS_WRITE', label: { nl: 'Punten sparen' }, cardSystemIds: [1] },
          { id: 'ORGANIZERS_SEARCH', cardSystemIds: [1] },
        ],
      },
      { organizer: { id: organizerId('lier', 'sport') }, permissions },
    ]);
    t.notMatch(answer.body, /SOCIALTARIFF|RIGHTS_READ/);
  },
);

t.test('a client without any permission may still ask what it may do', async (t) => {
  const issuer = await makeIssuer();
  const app = await openApp(t, { issuer, installation: townsWith({ poor: client() }) });

  const answer = await call(app, await issuer.tokenFor('poor'), '/api/permissions');

  t.equal(answer.statusCode, 200);
  t.match(answer.json(), [{ permissions: [], permissionDetails: [] }]);
  t.equal((await call(app, null, '/api/permissions')).statusCode, 401);
});
