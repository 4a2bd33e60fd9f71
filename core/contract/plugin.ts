import type { EntitySchema } from '@mikro-orm/core';
import type { Static, TObject, TSchema } from 'typebox';
import type {
  DerivedRole,
  Facts,
  Holder,
  Issuance,
  OrganizerKey,
  PricedFacts,
  PriceProposal,
  Quote,
  Right,
  Use,
} from './facts.ts';
import type { Host } from './host.ts';
import type { Charge, PartyKey } from './money.ts';
import type { Clock, Period } from './period.ts';
import type { PersonsDefinition } from './persons.ts';
import type { ProblemKind } from './problem.ts';
import type { Reason, Text } from './text.ts';

/**
 * Who may see that a holder has a role: `public` is every desk; `owner` the owner's desks, in full,
 * and those that `shownTo` names, as the outward title; `hidden` as `owner`, and absent from
 * everybody else's counts, exports and searches.
 */
export type Visibility = 'public' | 'owner' | 'hidden';

/** A counted amount that a role gives. Core counts it under lock and never beyond what is granted. */
export interface AllowanceDefinition<Config> {
  readonly unit: 'turn' | 'cent';
  readonly title: Text;
  amount(config: Config): number;
  /** Uses at one place within so many minutes are one use. */
  windowMinutes?(config: Config): number;
  /** What the desk reads when nothing is left. */
  readonly usedUp: Text;
}

/** One role that a plugin can attach to a pass holder. */
export interface RoleDefinition<Config> {
  readonly title: Text;
  readonly visibility: Visibility;
  /**
   * What others than the owner see instead of the right, plugin, role, title and reason of a role
   * that is not public: neutral words that say nothing of the holder.
   */
  readonly outward?: { readonly name: string; readonly title: Text };
  /** The organizer that decides about the role. */
  owner(config: Config): OrganizerKey;
  /**
   * The organizers (partner, till, door) that see the outward title, and get the price that the role
   * proposes; none when left out.
   */
  shownTo?(config: Config): readonly OrganizerKey[];
  /** What is kept with each role; nothing when left out. */
  readonly attributes?: TObject;
  /** When it holds. A derived role has no rule: `derive` gives its period. */
  period?(issuance: Issuance<Config, never>): Period;
  /** A second one while the first lasts extends it: turns are added, the end moves. */
  readonly toppedUp?: boolean;
  /**
   * Core takes the social tariff off what the holder pays: by the town's distribution key, or so
   * many percent that a party funds. No social tariff when left out.
   */
  social?(config: Config): 'distribution-key' | { percent: number; funder: PartyKey };
  /** Days after the start in which the holder may withdraw and gets everything back. */
  coolingOffDays?(config: Config): number;
  readonly allowances?: Readonly<Record<string, AllowanceDefinition<Config>>>;
}

/** One endpoint of a plugin, mounted at `/api/<plugin><path>`. */
export interface RouteDefinition<Config> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  /** What the caller must hold, `PLUGIN_NOUN_VERB`; granted in configuration. */
  readonly permission: string;
  /** A POST that changes nothing: no idempotency key is asked and no transaction opened. */
  readonly changesNothing?: boolean;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  readonly response: TSchema;
  readonly problems?: readonly ProblemKind[];
  handle(host: Host<Config>, request: RouteRequest): Promise<unknown>;
  /**
   * Every POST, PUT and DELETE is a command with an idempotency key, and the same key never acts
   * twice: this answers what `handle` answered then, and changes nothing.
   */
  replay?(host: Host<Config>, request: RouteRequest): Promise<unknown>;
}

/** What a route is asked; its own schemas say what is in it. */
export interface RouteRequest {
  readonly params: never;
  readonly query: never;
  readonly body: never;
  /** For what a command makes: a random id, the same again when the command is replayed. */
  readonly commandId: string;
}

/** Work in the background, once per municipality that has the plugin on. May run twice, or die. */
export interface JobDefinition<Config> {
  readonly title: Text;
  readonly everyMinutes?: number;
  run(host: Host<Config>, data: Readonly<Record<string, string>>): Promise<void>;
}

/** One column of a list that a department hands over. */
export interface ImportColumn {
  readonly key: string;
  /** The headers by which the column is recognised; case, accents and spaces do not matter. */
  readonly titles: readonly string[];
  readonly required: boolean;
}

/** One row of such a list, with the number a spreadsheet shows. */
export interface ImportRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What became of a row. `review` waits for a person; `wrong` goes back to the sender. */
export interface ImportOutcome {
  readonly row: number;
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'ended' | 'review' | 'wrong';
  /**
   * Why: each with the key of its column, or null for the row as a whole. Core adds the title and
   * the value, in which it masks national numbers.
   */
  readonly reasons?: readonly { readonly column: string | null; readonly reason: Reason }[];
}

/** `pasklaar import <name> FILE`. The same file a second time changes nothing. */
export interface ImporterDefinition<Config> {
  readonly title: Text;
  readonly columns: readonly ImportColumn[];
  /** With `dryRun` it says what would happen, and writes nothing. */
  run(
    host: Host<Config>,
    rows: readonly ImportRow[],
    options: { dryRun: boolean; progress(done: number): void },
  ): Promise<ImportOutcome[]>;
}

/** A list that a department can take out; rows of plain cells, the first names the columns. */
export interface ExportDefinition<Config> {
  readonly title: Text;
  readonly permission: string;
  rows(host: Host<Config>): Promise<readonly (readonly (string | number | null)[])[]>;
}

/** A screen for the department or the desk: what it shows, no browser code. */
export interface PanelDefinition {
  readonly name: string;
  readonly title: Text;
  readonly audience: 'desk' | 'department';
  /** The plugin's own route that feeds it. */
  readonly route: `/${string}`;
}

/** All that a plugin can contribute. Every part but name, title, config and roles can be left out. */
export interface PluginDefinition<ConfigSchema extends TObject = TObject> {
  /** kebab-case; its folder, its key in a municipality's file, the prefix of all it adds. */
  readonly name: string;
  readonly title: Text;
  readonly config: ConfigSchema;
  readonly roles: Readonly<Record<string, RoleDefinition<Static<ConfigSchema>>>>;
  /** Roles that follow from facts. Pure. */
  derive?(facts: {
    clock: Clock;
    config: Static<ConfigSchema>;
    holder: Holder;
    municipality: string;
  }): readonly DerivedRole[];
  /** What a role lets do now. Pure. */
  rights?(facts: Facts<Static<ConfigSchema>, never>): readonly Right[];
  /** What a role makes of a price. Pure; called for a role that grants something now. */
  tariffs?(facts: PricedFacts<Static<ConfigSchema>, never>, quote: Quote): readonly PriceProposal[];
  readonly billing?: {
    /** What issuing or renewing costs; nothing when null. Pure. */
    issued?(issuance: Issuance<Static<ConfigSchema>, never> & { role: string }): Charge | null;
    /** What one use makes departments owe; nothing when null. Pure. */
    used?(use: Use<Static<ConfigSchema>, never>): Charge | null;
  };
  readonly entities?: readonly EntitySchema[];
  /** SQL that makes the plugin's own schema, in order; each runs once, as the owner. */
  readonly migrations?: readonly { readonly name: string; readonly sql: string }[];
  /**
   * Named SQL for answers in one round trip. `$1` is always the card system: a call of a function of
   * the plugin's own schema, which first enters it (`core.enter_card_system`), or it sees no rows.
   */
  readonly statements?: Readonly<Record<string, string>>;
  readonly routes?: readonly RouteDefinition<Static<ConfigSchema>>[];
  readonly jobs?: Readonly<Record<string, JobDefinition<Static<ConfigSchema>>>>;
  readonly importers?: Readonly<Record<string, ImporterDefinition<Static<ConfigSchema>>>>;
  readonly exports?: Readonly<Record<string, ExportDefinition<Static<ConfigSchema>>>>;
  readonly panels?: readonly PanelDefinition[];
  /** What it keeps of persons in its own tables; required where these point to persons. */
  readonly persons?: PersonsDefinition;
  readonly problems?: readonly ProblemKind[];
}

/** What autoload registers: a Fastify plugin that hands its definition to core's registry. */
export interface PluginDoor<ConfigSchema extends TObject = TObject> {
  (app: { mountPlugin(definition: PluginDefinition): Promise<void> }): Promise<void>;
  readonly definition: PluginDefinition<ConfigSchema>;
}

/**
 * Defines a plugin. The one default export of `plugins/<name>/index.ts`.
 *
 * @example
 * export default definePlugin({ name: 'library-card', title: { nl: 'Bibkaart' }, config, roles });
 */
export function definePlugin<ConfigSchema extends TObject>(
  definition: PluginDefinition<ConfigSchema>,
): PluginDoor<ConfigSchema> {
  const frozen = deepFreeze(definition);
  const door = async (app: Parameters<PluginDoor>[0]): Promise<void> => app.mountPlugin(frozen);
  return Object.assign(door, { definition: frozen });
}

function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype && !Array.isArray(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
