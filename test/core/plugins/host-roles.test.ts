import t from 'tap';
import type { Host } from '../../../core/contract/host.ts';
import { memoryHost, type MemoryHost } from '../../fixtures/memory-host.ts';
import { addSomebody } from '../roles/role-desk.ts';
import { openClub } from './open-club.ts';

/*
 * What `roles.list` answers, for core's host and for the one in memory that plugins are tested
 * with: a test of a plugin is worth as much as they are alike.
 */

const { core, asClub } = await openClub(t);
const held: MemoryHost<object>['held'] = [];

type Roles = Host['roles'];

type Act = <Result>(act: (roles: Roles) => Promise<Result>) => Promise<Result>;

const hosts: Readonly<Record<string, Act>> = {
  'the host of core': (act) => asClub((host) => act(host.roles)),
  'the host in memory': (act) => act(memoryHost({ config: {}, now: core.now(), held }).roles),
};

/** What is asked of the list, and which of the four roles below it must name. */
const ENDS_LATER = 'ended, but not today';
const questions: readonly [options: { ended?: boolean; of?: string }, expected: string[]][] = [
  [{}, ['lasting', ENDS_LATER, 'of somebody else']],
  [{ ended: true }, ['lasting', ENDS_LATER, 'ended', 'of somebody else']],
  [{ of: 'lasting' }, ['lasting']],
  [{ of: 'ended' }, []],
  [{ of: 'ended', ended: true }, ['ended']],
  [{ of: ENDS_LATER }, [ENDS_LATER]],
];

for (const [name, withRoles] of Object.entries(hosts)) {
  t.test(`${name} lists the roles that are asked for`, async (t) => {
    const holders: Record<string, string> = {};
    for (const what of ['lasting', ENDS_LATER, 'ended', 'of somebody else']) {
      holders[what] = (await addSomebody(core)).passholderId;
    }
    const roleIds: Record<string, string> = {};
    const takenOver = { from: '2026-01-01', until: null };
    for (const [what, passholderId] of Object.entries(holders)) {
      const issue = { passholderId, role: 'member', takenOver };
      roleIds[what] = (await withRoles((roles) => roles.issue(issue))).id;
    }
    const end = (what: string, lastDay: string) =>
      withRoles((roles) => roles.end(roleIds[what] ?? '', { lastDay, reason: 'left' }));
    await end(ENDS_LATER, '2026-11-30');
    await end('ended', '2026-11-19');

    for (const [{ of, ...options }, expected] of questions) {
      const asked = { ...options, ...(of !== undefined && { passholderId: holders[of] ?? '' }) };
      const listed = await withRoles((roles) => roles.list('member', asked));

      const listedIds = listed.map(({ id }) => id).sort();
      const expectedIds = expected.map((what) => roleIds[what] ?? '').sort();
      t.same(listedIds, expectedIds, JSON.stringify({ of, ...options }));
    }
    t.same(await withRoles((roles) => roles.list('other-role')), [], 'of another name');
  });
}
