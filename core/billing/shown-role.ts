import { visibilityFor } from '../access/visibility.ts';
import type { Caller } from '../access/caller.ts';
import type { PluginDefinition } from '../contract/plugin.ts';
import type { RoleDefinition } from '../contract/role.ts';
import type { Text } from '../contract/text.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';

/** The role because of which something is owed, in the words of who may see it. */
export interface ShownRole {
  readonly plugin: string;
  readonly role: string;
  readonly title: Text;
}

/** A role as an entry names it; nulls when it has none. */
export interface NamedRole {
  readonly plugin: string | null;
  readonly role: string | null;
}

/**
 * A role as the financial director sees it: a public one by its name, one that is its owner's
 * business by its outward name, a hidden one not at all.
 *
 * @returns null also for no role, and for one of which the plugin is no longer installed
 */
export function roleForFinance(
  plugins: ReadonlyMap<string, PluginDefinition>,
  named: NamedRole,
): ShownRole | null {
  const definition = definitionOf(plugins.get(named.plugin ?? ''), named);
  switch (definition?.visibility) {
    case 'public':
      return fullName(named, definition);
    case 'owner':
      return outwardName(definition);
    default:
      return null;
  }
}

/**
 * A role as a department sees it: its own in full, others as its desks do.
 *
 * @param named.municipality by whose rules the fact was decided; undefined once it is gone
 */
export function roleForDepartment(
  plugins: ReadonlyMap<string, PluginDefinition>,
  caller: Pick<Caller, 'municipality' | 'organizer'>,
  named: NamedRole & { readonly municipality: ActiveMunicipality | undefined },
): ShownRole | null {
  const { municipality } = named;
  const plugin = municipality?.plugins.get(named.plugin ?? '');
  const definition = definitionOf(plugin?.definition, named);
  if (!municipality || !plugin || !definition) {
    // Switched off since: what was owed because of it remains, by its public name at most.
    const former = definitionOf(plugins.get(named.plugin ?? ''), named);
    return former?.visibility === 'public' ? fullName(named, former) : null;
  }
  const view = visibilityFor(caller, { municipality, plugin, definition });
  if (view === 'full') return fullName(named, definition);
  return view === 'outward' ? outwardName(definition) : null;
}

function definitionOf(
  plugin: PluginDefinition | undefined,
  { role }: NamedRole,
): RoleDefinition<unknown> | undefined {
  return role === null ? undefined : plugin?.roles[role];
}

function fullName({ plugin, role }: NamedRole, { title }: RoleDefinition<unknown>): ShownRole {
  return { plugin: plugin ?? '', role: role ?? '', title };
}

function outwardName({ outward }: RoleDefinition<unknown>): ShownRole | null {
  return outward ? { plugin: outward.name, role: outward.name, title: outward.title } : null;
}
