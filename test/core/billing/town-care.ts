import { Type } from 'typebox';
import type { Settlement } from '../../../core/contract/facts.ts';
import type { Host } from '../../../core/contract/host.ts';
import { type Charge, HOUSEHOLD } from '../../../core/contract/money.ts';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { withHost } from '../../../core/plugins/host.ts';
import type { TestCore } from '../../fixtures/open-core.ts';

const Data = Type.Object({
  halfHours: Type.Integer({ minimum: 0 }),
  siblings: Type.Boolean(),
  at: Type.Optional(Type.Union([Type.Literal('till'), Type.Literal('club'), Type.Literal('home')])),
});
type Data = { halfHours: number; siblings: boolean; at?: 'till' | 'club' | 'home' };

/**
 * Vector 6: a euro for each half hour, a quarter off for siblings, the social tariff by the OCMW.
 */
function dayOfCare({ data, holder }: Settlement<unknown, unknown, Data>): Charge | null {
  const { at = 'home', halfHours, siblings } = data;
  // Under three it is free: an age is that of the service date.
  if (halfHours === 0 || holder.age < 3) return null;
  const priceCents = halfHours * 100;
  const earner = 'youth';
  if (at === 'till') return { priceCents, earner };
  if (at === 'club') {
    return { priceCents, earner: 'club', payer: { party: 'youth', kind: 'fee' } };
  }
  const payer = { party: HOUSEHOLD, kind: 'charge' } as const;
  const sibling = { cents: Math.ceil(priceCents / 4), fundedBy: { youth: 1 } };
  return { priceCents, earner, payer, reductions: siblings ? [sibling] : [] };
}

const { definition } = definePlugin({
  name: 'care',
  title: { nl: 'Opvang' },
  config: Type.Object({}),
  roles: {
    child: {
      title: { nl: 'Kind' },
      visibility: 'hidden',
      outward: { name: 'benefit', title: { nl: 'Voordeel' } },
      owner: () => 'youth',
      attributes: Type.Object({ place: Type.String({ default: 'nest' }) }),
      oneForEach: 'place',
      keptByPlugin: true,
      period: ({ from }) => ({ from, until: null }),
      social: () => ({ percent: 50, funder: 'ocmw' }),
    },
  },
  billing: { settled: dayOfCare, settlementData: Data },
  offers: { lapsed: async () => {} },
});

/** The childcare of the vectors, as a town has it on. */
export const care = definition as unknown as PluginDefinition;

/** Carries out a command of a plugin of a town. */
export function commandOf(
  core: TestCore,
  plugin: PluginDefinition,
  municipality = 'lier',
): <Result>(command: (host: Host<never>) => Promise<Result>) => Promise<Result> {
  const installation = core.installation();
  const town = installation.byKey(municipality);
  if (!town) throw new Error(`no ${municipality}`);
  const context = { installation, municipality: town, plugin, organizer: null };
  return (command) => withHost(core, context, command);
}
