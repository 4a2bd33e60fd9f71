import type { PluginDefinition } from '../core/contract/plugin.ts';
import type { ConfigurationError } from './configuration-error.ts';
import type { LoadedFile } from './loaded-file.ts';
import { mistakeAt } from './mistake-at.ts';

type RoleKind = PluginDefinition['roles'][string];

/** A kind of role that an organizer sees by its outward name alone. */
interface SeenKind {
  readonly plugin: string;
  readonly organizer: string;
  readonly name: string;
  /** It pays or is used by hand there. */
  readonly isUsed: boolean;
}

/**
 * Roles of several plugins that one organizer sees by one outward name, of which some are used
 * there by hand and others are not: a till that tries finds out who is staff, and so who is poor.
 */
export function findTellingNames(
  { config, document, isRight }: LoadedFile,
  plugins: ReadonlyMap<string, PluginDefinition>,
): ConfigurationError[] {
  const kinds = Object.entries(config.plugins).flatMap(([plugin, settings]) => {
    const roles = isRight(['plugins', plugin]) ? (plugins.get(plugin)?.roles ?? {}) : {};
    return Object.values(roles).flatMap((role) => seenKinds(plugin, role, settings));
  });
  const alike = Map.groupBy(kinds, ({ name, organizer }) => `${organizer} ${name}`);
  return [...alike.values()].flatMap((seen) => {
    const [pair] = seen
      .filter(({ isUsed }) => isUsed)
      .flatMap((used) => seen.map((other) => ({ used, other })))
      .filter(({ other, used }) => !other.isUsed && other.plugin !== used.plugin);
    if (!pair) return [];
    const { other, used } = pair;
    const message =
      `what ${used.organizer} sees as «${used.name}» is used there by hand, and that of ` +
      `${other.plugin} is not: its till could tell who has which. Name ${used.organizer} in one ` +
      'of the two, or in both for a price alone';
    return [mistakeAt(document, ['plugins', used.plugin], message)];
  });
}

function seenKinds(plugin: string, role: RoleKind, settings: unknown): SeenKind[] {
  const { outward, shownTo, visibility } = role;
  if (visibility === 'public' || !outward) return [];
  const organizers = new Set(shownTo?.(settings as never));
  return [...organizers].map((organizer) => {
    const isUsed = isUsedAt(role, settings, organizer);
    return { plugin, organizer, name: outward.name, isUsed };
  });
}

function isUsedAt({ allowances }: RoleKind, settings: unknown, organizer: string): boolean {
  return Object.values(allowances ?? {}).some(({ paysFor, takenByTicket }) => {
    if (takenByTicket) return false;
    return paysFor ? paysFor(settings as never).includes(organizer) : true;
  });
}
