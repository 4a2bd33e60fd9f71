import t from 'tap';
import { clientsOf } from '../../../core/access/clients.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { client, townsWith } from '../http/open-app.ts';

t.test('a client holds its own permissions and those of its sets', (t) => {
  const desk = client({ permissions: ['CHECKINS_WRITE'], permissionSets: ['desk'] });
  const found = clientsOf(townsWith({ 'lier-library-desk': desk })).get('lier-library-desk');

  t.same(
    found?.permissions,
    new Set(['CHECKINS_WRITE', 'CHECKINS_SAVE', 'ORGANIZERS_SEARCH', 'RIGHTS_READ']),
  );
  t.end();
});

t.test('who may save points does not thereby take them back', (t) => {
  const kiosk = client({ permissions: ['CHECKINS_SAVE'] });
  const found = clientsOf(townsWith({ 'lier-kiosk': kiosk })).get('lier-kiosk');

  t.same(found?.permissions, new Set(['CHECKINS_SAVE']));
  t.end();
});

t.test('a client acts for its first organizer, in its own municipality and card system', (t) => {
  const installation = townsWith({ a: client({ organizers: ['sport', 'uit'] }) });
  const found = clientsOf(installation).get('a');

  t.equal(found?.organizer, 'sport');
  t.same(found?.organizers, ['sport', 'uit']);
  t.equal(found?.municipality.key, 'lier');
  t.equal(found?.cardSystemId, 1);
  t.equal(clientsOf(installation).get('mechelen-admin')?.cardSystemId, 2);
  t.end();
});

t.test('the clients of a configuration are worked out once', (t) => {
  const installation = townsWith({ a: client() });

  t.equal(clientsOf(installation), clientsOf(installation));
  t.not(clientsOf(installation), clientsOf(townsWith({ a: client() })));
  t.end();
});

t.test('two municipalities cannot have one client, nor a client an unknown set', (t) => {
  const towns = ['lier', 'mechelen'].map((key, index) =>
    activeMunicipality(townConfig(key, index + 1, { clients: { same: client() } })),
  );

  t.throws(() => clientsOf(new Installation(towns)), /two municipalities have a client same/);
  t.throws(
    () => clientsOf(townsWith({ a: client({ permissionSets: ['nowhere'] }) })),
    /unknown permission set nowhere/,
  );
  t.end();
});
