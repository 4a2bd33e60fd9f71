import type { OrganizerKey } from '../contract/facts.ts';
import type { PluginDefinition } from '../contract/plugin.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';

/** For whom and by which configuration a plugin's command works. */
export interface HostContext {
  readonly installation: Installation;
  /** Has enabled the plugin. */
  readonly municipality: ActiveMunicipality;
  readonly plugin: PluginDefinition;
  /** On whose behalf the caller acts; null in jobs and imports. */
  readonly organizer: OrganizerKey | null;
  /** Who is recorded to have looked at a person; the plugin itself when left out. */
  readonly clientId?: string;
}
