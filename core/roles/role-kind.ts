import type { RoleDefinition } from '../contract/role.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import type { EnabledPlugin } from '../plugins/enabled-plugin.ts';

/** A kind of role that a municipality gives out: what its plugin says of it, with the settings. */
export interface RoleKind {
  readonly plugin: EnabledPlugin;
  readonly municipality: ActiveMunicipality;
  readonly definition: RoleDefinition<unknown>;
  readonly name: string;
}

/** Finds a kind of role; undefined when the municipality has not enabled such a plugin. */
export function findRoleKind(
  municipality: ActiveMunicipality | undefined,
  asked: { readonly plugin: string; readonly role: string },
): RoleKind | undefined {
  const plugin = municipality?.plugins.get(asked.plugin);
  if (!municipality || !plugin || !Object.hasOwn(plugin.definition.roles, asked.role)) {
    return undefined;
  }
  const definition = plugin.definition.roles[asked.role];
  return definition && { plugin, municipality, definition, name: asked.role };
}
