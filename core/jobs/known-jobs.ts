import type { JobDefinition, PluginDefinition } from '../contract/plugin.ts';
import type { Core } from '../core.ts';
import type { Installation } from '../municipalities/installation.ts';
import { lapseOffers } from '../offers/lapse-offers.ts';
import { withHost } from '../plugins/host.ts';
import { eraseInactiveHolders } from '../persons/erase-inactive-holders.ts';
import { reduceOldLooks } from '../persons/reduce-old-looks.ts';
import { expirePoints } from '../points/expire-points.ts';
import { reduceOldCheckIns } from '../points/reduce-old-check-ins.ts';
import { forgetOrders } from '../orders/forget-orders.ts';
import { writeReports } from '../reports/write-reports.ts';
import { expireRoles } from '../roles/expire-roles.ts';
import { announceOutbox } from './announce-outbox.ts';
import type { JobData } from './run-jobs.ts';
import type { KnownJob } from './sweep.ts';

const DAY_MINUTES = 24 * 60;

/** Every job of core and of the plugins on disk. */
export function knownJobs(core: Core): KnownJob[] {
  const ofPlugins = [...core.plugins.values()].flatMap((plugin) =>
    Object.entries(plugin.jobs ?? {}).map(([name, job]) =>
      jobOfPlugin(core, plugin, { name, job }),
    ),
  );
  return [...jobsOfCore(core), ...jobsOfAskers(core), ...ofPlugins];
}

function jobsOfCore(core: Core): KnownJob[] {
  return [
    {
      name: 'roles.expire',
      everyMinutes: 60,
      targets: cardSystems,
      run: async ({ cardSystem }) => {
        await expireRoles(core, Number(cardSystem));
      },
    },
    {
      name: 'points.expire',
      everyMinutes: 60,
      targets: cardSystems,
      run: ({ cardSystem }) => expirePoints(core, Number(cardSystem)),
    },
    {
      name: 'check-ins.reduce',
      everyMinutes: DAY_MINUTES,
      targets: cardSystems,
      run: ({ cardSystem }) => reduceOldCheckIns(core, Number(cardSystem)),
    },
    {
      name: 'looks.reduce',
      everyMinutes: DAY_MINUTES,
      targets: cardSystems,
      run: ({ cardSystem }) => reduceOldLooks(core, Number(cardSystem)),
    },
    {
      name: 'passholders.erase-inactive',
      everyMinutes: DAY_MINUTES,
      targets: cardSystems,
      run: ({ cardSystem }) => eraseInactiveHolders(core, Number(cardSystem)),
    },
    {
      name: 'offers.lapse',
      everyMinutes: 1,
      targets: cardSystems,
      run: async ({ cardSystem }) => {
        await lapseOffers(core, Number(cardSystem));
      },
    },
    {
      name: 'outbox.announce',
      everyMinutes: 1,
      targets: cardSystems,
      run: async ({ cardSystem }) => {
        await announceOutbox(core, Number(cardSystem));
      },
    },
  ];
}

/** What is made for somebody who comes back for it, and is not kept for ever. */
function jobsOfAskers(core: Core): KnownJob[] {
  return [
    {
      name: 'orders.forget',
      everyMinutes: DAY_MINUTES,
      targets: cardSystems,
      run: ({ cardSystem }) => forgetOrders(core, Number(cardSystem)),
    },
    {
      name: 'reports.write',
      everyMinutes: 1,
      targets: cardSystems,
      run: ({ cardSystem }) => writeReports(core, Number(cardSystem)),
    },
  ];
}

/** Once for each municipality that has the plugin on, by the settings that it has then. */
function jobOfPlugin(
  core: Core,
  plugin: PluginDefinition,
  { name, job }: { name: string; job: JobDefinition<never> },
): KnownJob {
  return {
    name: `${plugin.name}.${name}`,
    everyMinutes: job.everyMinutes ?? null,
    targets: ({ municipalities }) =>
      municipalities
        .filter(({ plugins }) => plugins.has(plugin.name))
        .map(({ key }) => ({ municipality: key })),
    run: async (data) => {
      const installation = core.installation();
      const municipality = installation.byKey(data['municipality'] ?? '');
      // Switched off since it was queued.
      if (!municipality?.plugins.has(plugin.name)) return;
      const context = { installation, municipality, plugin, organizer: null };
      await withHost(core, context, (host) => job.run(host, data));
    },
  };
}

function cardSystems({ municipalities }: Installation): JobData[] {
  const ids = new Set(municipalities.map(({ cardSystemId }) => cardSystemId));
  return [...ids].map((id) => ({ cardSystem: String(id) }));
}
