import { Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import type { Core } from '../../../core/core.ts';
import { withHost } from '../../../core/plugins/host.ts';
import { openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { townRoles } from '../roles/town-roles.ts';

/** The plugin of a club that gives its membership away. */
const club = definePlugin({
  name: 'club',
  title: { nl: 'Club' },
  config: Type.Object({}),
  roles: {
    member: {
      title: { nl: 'Lid' },
      visibility: 'public',
      owner: () => 'library',
      period: ({ from }) => ({ from, until: null }),
    },
  },
}).definition as unknown as PluginDefinition;

/** What a command of a plugin in Lier does with its host. */
export type AsPlugin = <Result>(work: (host: Host<never>) => Promise<Result>) => Promise<Result>;

/** Lier with the club beside the roles of the tests, on a fresh database. */
export async function openClub(
  t: Parameters<typeof openTestCore>[0],
): Promise<{ core: TestCore; asClub: AsPlugin }> {
  const core = await openTestCore(
    t,
    testInstallation([...townRoles, { definition: club, config: {} }]),
  );
  return { core, asClub: (work) => asPlugin({ core, plugin: club }, work) };
}

/** One command of a plugin, for a municipality: Lier when none is named. */
export async function asPlugin<Result>(
  told: { core: Core; plugin: PluginDefinition; municipality?: string; organizer?: string | null },
  work: (host: Host<never>) => Promise<Result>,
): Promise<Result> {
  const { core, plugin, municipality: town = 'lier', organizer = null } = told;
  const installation = core.installation();
  const municipality = installation.byKey(town);
  if (!municipality) throw new Error(`no ${town}`);
  return withHost(core, { installation, municipality, plugin, organizer }, work);
}
