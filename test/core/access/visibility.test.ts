import t from 'tap';
import { isOwner, visibilityFor } from '../../../core/access/visibility.ts';
import { findRoleKind } from '../../../core/roles/role-kind.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { townRoles } from '../roles/town-roles.ts';

const lier = activeMunicipality(townConfig('lier', 1), townRoles);
const nijlen = activeMunicipality(townConfig('nijlen', 1), townRoles);

function viewOf(path: string, organizer: string, municipality = lier) {
  const [plugin = '', role = ''] = path.split('/');
  const kind = findRoleKind(lier, { plugin, role });
  if (!kind) throw new Error(`no ${role}`);
  return visibilityFor({ municipality, organizer }, kind);
}

t.test('every desk of the card system sees a public role', async (t) => {
  t.equal(viewOf('friends/friend', 'library'), 'full');
  t.equal(viewOf('friends/friend', 'library', nijlen), 'full');
});

t.test(
  'a hidden role is seen by its owner, and by its outward name where that is told',
  async (t) => {
    t.equal(viewOf('staff/badge', 'hr'), 'full');
    t.equal(viewOf('staff/badge', 'restaurant'), 'outward');
    t.equal(viewOf('staff/badge', 'library'), 'none');
  },
);

t.test('whom a role is shown to may follow from its attributes', async (t) => {
  const badge = findRoleKind(lier, { plugin: 'staff', role: 'badge' });
  if (!badge) throw new Error('no badge');
  const definition = {
    ...badge.definition,
    shownTo: (_config: unknown, attributes?: { till: string }) =>
      attributes ? [attributes.till] : ['restaurant', 'cinema'],
  };
  const view = (organizer: string, attributes?: { till: string }) =>
    visibilityFor({ municipality: lier, organizer }, { ...badge, definition, attributes });

  t.equal(view('restaurant', { till: 'restaurant' }), 'outward');
  t.equal(view('cinema', { till: 'restaurant' }), 'none');
  t.equal(view('cinema'), 'outward', 'of the kind');
  t.equal(view('hr', { till: 'restaurant' }), 'full');
});

t.test('departments of another town with the same names see nothing of it', async (t) => {
  for (const organizer of ['hr', 'restaurant', 'library']) {
    t.equal(viewOf('staff/badge', organizer, nijlen), 'none');
  }
});

t.test('the owner is the organizer of the town that issued the role', async (t) => {
  const badge = findRoleKind(lier, { plugin: 'staff', role: 'badge' });
  if (!badge) throw new Error('no badge');

  t.ok(isOwner({ municipality: lier, organizer: 'hr' }, badge));
  t.notOk(isOwner({ municipality: nijlen, organizer: 'hr' }, badge));
  t.notOk(isOwner({ municipality: lier, organizer: 'library' }, badge));
});
