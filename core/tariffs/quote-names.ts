import type { PluginDefinition } from '../contract/plugin.ts';
import type { Installation } from '../municipalities/installation.ts';
import { fingerprintOf, type QuoteNames, sourceCode } from './tariff-quote.ts';

const known = new WeakMap<Installation, QuoteNames>();

/** What the short names inside a tariff id stand for in an installation. */
export function quoteNamesOf(
  installation: Installation,
  plugins: ReadonlyMap<string, PluginDefinition>,
): QuoteNames {
  const earlier = known.get(installation);
  if (earlier) return earlier;
  const parties = installation.municipalities.flatMap(({ id, cardSystemId }) => [
    id,
    ...installation.partiesOfCardSystem(cardSystemId).map((party) => party.id),
  ]);
  const roleNames = [...plugins.values()].flatMap(({ name, roles }) =>
    Object.keys(roles).map((role) => `${name}:${role}`),
  );
  const sources = ['regular', 'social', 'coupon', ...roleNames];
  const names = {
    ids: new Map(parties.map((id) => [fingerprintOf(id), id])),
    sources: new Map(sources.map((source) => [sourceCode(source), source])),
  };
  known.set(installation, names);
  return names;
}
