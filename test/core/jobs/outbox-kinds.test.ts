import t from 'tap';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { blockCard } from '../../../core/passes/block-card.ts';
import type { Host } from '../../../core/contract/host.ts';
import { withHost } from '../../../core/plugins/host.ts';
import { expireRoles } from '../../../core/roles/expire-roles.ts';
import { listRoles } from '../../../core/roles/list-roles.ts';
import { useRole } from '../../../core/roles/use-role.ts';
import { setSocialStatus } from '../../../core/tariffs/set-social-status.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, newCommand, sellAt } from '../roles/role-desk.ts';
import { townRoles } from '../roles/town-roles.ts';

/*
 * What is hidden is announced like what every desk does (test/twin hears those): whose something
 * changed, once each time, and never what.
 */

const core = await openTestCore(t, testInstallation(townRoles));
const NOW = '2026-11-20T10:00:00+01:00';
t.beforeEach(() => core.setNow(NOW));

interface Somebody {
  readonly passholderId: string;
  readonly number: string;
}

/** As the list of the personnel service does. */
async function byPersonnel(act: (roles: Host['roles']) => Promise<unknown>): Promise<void> {
  const { installation, municipality } = testCaller(core, 'hr');
  const plugin = municipality.plugins.get('staff')?.definition;
  if (!plugin) throw new Error('no staff');
  const context = { installation, municipality, plugin, organizer: null };
  await withHost(core, context, async (host) => act(host.roles));
}

const badge = { role: 'badge', attributes: { staffNumber: '7' } };
const giveBadge = ({ passholderId }: Somebody): Promise<void> =>
  byPersonnel((roles) => roles.issue({ passholderId, ...badge }));
const changeBadge = (
  { passholderId }: Somebody,
  change: (roles: Host['roles'], id: string) => Promise<unknown>,
): Promise<void> =>
  byPersonnel(async (roles) => {
    const [held] = await roles.list('badge', { passholderId });
    await change(roles, held?.id ?? '');
  });

/** What happens to somebody, after what happened before. */
const CHANGES: Readonly<
  Record<string, { before?: (one: Somebody) => Promise<unknown>; act(one: Somebody): unknown }>
> = {
  'a social status is recorded': {
    act: ({ passholderId }) =>
      setSocialStatus(core, testCaller(core, 'welfare'), {
        passholderId,
        status: 'ACTIVE',
        command: null,
      }),
  },
  'a badge is given': { act: giveBadge },
  'a badge is changed': {
    before: giveBadge,
    act: (one) =>
      changeBadge(one, (roles, id) => roles.amend(id, { attributes: { staffNumber: '8' } })),
  },
  'a badge is ended': {
    before: giveBadge,
    act: (one) =>
      changeBadge(one, (roles, id) => roles.end(id, { lastDay: '2026-11-19', reason: 'left' })),
  },
  'an old opportunity pass finds its holder': {
    act: ({ passholderId, number }) =>
      addAlias(core, testCaller(core, 'welfare'), {
        passholderId,
        number: `OLD${number}`,
        isDiscreet: true,
      }),
  },
  'a card is blocked': {
    act: ({ number }) => blockCard(core, testCaller(core), { card: number, command: null }),
  },
  'a membership is sold': {
    act: ({ passholderId }) =>
      sellAt(core, 'library', { passholderId, plugin: 'friends', role: 'friend' }),
  },
  'a membership expires': {
    before: async ({ passholderId }) => {
      core.setNow('2025-06-01T10:00:00+02:00');
      await sellAt(core, 'library', { passholderId, plugin: 'friends', role: 'friend' });
      core.setNow(NOW);
    },
    act: () => expireRoles(core, 1),
  },
  'a youth card is used for the first time': {
    act: async ({ passholderId, number }) => {
      const youth = testCaller(core, 'youth');
      const [card] = await listRoles(core, youth, passholderId);
      const roleId = card?.role.id ?? '';
      await useRole(core, youth, { roleId, card: number, command: newCommand() });
    },
  },
};

for (const [what, { before, act }] of Object.entries(CHANGES)) {
  t.test(`${what}: it is announced whose something changed, and no more`, async (t) => {
    const one = await addSomebody(core, { birthDate: '2008-01-01' });
    await before?.(one);
    await core.asOwner('delete from core.outbox');

    await act(one);

    t.same(await core.asOwner('select kind, subject_id from core.outbox'), [
      { kind: 'passholder.changed', subject_id: one.passholderId },
    ]);
  });
}

t.test('nothing of another kind can be announced', async (t) => {
  await t.rejects(
    core.asOwner(
      `insert into core.outbox (card_system_id, id, kind, subject_id)
       values (1, gen_random_uuid(), 'role.issued', gen_random_uuid())`,
    ),
    /outbox_kind_check/,
  );
});
