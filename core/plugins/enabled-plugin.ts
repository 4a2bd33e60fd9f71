import type { PluginDefinition } from '../contract/plugin.ts';

/** A plugin that a municipality switched on, with the settings it gave. */
export interface EnabledPlugin {
  readonly definition: PluginDefinition;
  /** Valid by the plugin's own schema, defaults filled in. */
  readonly config: unknown;
}
