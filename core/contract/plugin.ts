import type { EntitySchema } from '@mikro-orm/core';
import type { Static, TObject, TSchema } from 'typebox';
import type {
  DerivedRole,
  Facts,
  Holder,
  Issuance,
  PricedFacts,
  PriceProposal,
  Quote,
  Right,
  Settlement,
  Use,
} from './facts.ts';
import type { Host, Offer } from './host.ts';
import type { Charge } from './money.ts';
import type { Clock } from './period.ts';
import type { PersonsDefinition } from './persons.ts';
import type { Problem, ProblemKind } from './problem.ts';
import type { RoleDefinition } from './role.ts';
import type { Reason, Text } from './text.ts';

/** One endpoint of a plugin, mounted at `/api/<plugin><path>`. */
export interface RouteDefinition<Config> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  /** What the caller must hold, `PLUGIN_NOUN_VERB`; granted in configuration. */
  readonly permission: string;
  /** A POST that changes nothing: no idempotency key is asked and no transaction opened. */
  readonly changesNothing?: boolean;
  /**
   * Whether an answer says that a number is nobody's, or no more than that: counted as the problems
   * that say so (`ProblemDefinition.isMiss`). It must say the same of two cards that get the same
   * answer, because who is stopped learns it.
   */
  isMiss?(answer: unknown): boolean;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** Of a page, a text. */
  readonly response: TSchema;
  /**
   * It answers a page to print instead of JSON: `handle` answers its HTML, in which every text of
   * somebody else is escaped. Nothing on it runs, and nothing is loaded.
   */
  readonly isPage?: true;
  readonly problems?: readonly ProblemKind[];
  handle(host: Host<Config>, request: RouteRequest): Promise<unknown>;
  /**
   * Every POST, PUT and DELETE is a command with an idempotency key, and the same key never acts
   * twice: this answers what `handle` answered then, and changes nothing; undefined when what it
   * made is gone, which the caller is told.
   */
  replay?(host: Host<Config>, request: RouteRequest): Promise<unknown>;
  /**
   * Of a command: writes down that it was refused, in a transaction of its own, because all that
   * `handle` did is undone. Called for each refusal, also of the same key again, which then has the
   * same `commandId`.
   */
  noteRefusal?(host: Host<Config>, request: RouteRequest, refusal: Problem): Promise<void>;
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
  /** What stands in it is printed nowhere: it goes back to the keeper of the list alone. */
  readonly isDiscreet?: true;
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

/** What becomes of a row, with what is to be written because of it. */
export interface ImportDecision<Config> extends ImportOutcome {
  /** Writes it through the host that it is given; left out when nothing changes. */
  write?(host: Host<Config>): Promise<void>;
}

/** `pasklaar import <name> FILE`. The same file a second time changes nothing. */
export interface ImporterDefinition<Config> {
  readonly title: Text;
  readonly columns: readonly ImportColumn[];
  /**
   * Decides on the whole list what becomes of each row, before anything is written: a trial tells
   * what a run does. It reads; what it writes itself is undone.
   *
   * Core carries the decisions out in the order in which they are given, some tens of them in one
   * transaction, so that no desk waits for the whole list. What was killed half-way is completed by
   * the same list again. When a desk changed something meanwhile, core asks anew.
   */
  decide(
    host: Host<Config>,
    rows: readonly ImportRow[],
  ): Promise<readonly ImportDecision<Config>[]>;
}

/**
 * A list that a department can take out, at `GET /api/<plugin>/exports/<name>`; rows of plain
 * cells, the first names the columns. Only organizers that decide about a role of the plugin get
 * it.
 */
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

/** Settings of a plugin that cannot both be as they are. */
export interface Contradiction {
  /** Where the one stands that is to change, from the settings of the plugin. */
  readonly at: readonly (string | number)[];
  /** What is wrong with it and what would be right, in English. */
  readonly message: string;
}

/**
 * All that a plugin can contribute. Every part but name, title, config and roles can be left out.
 */
export interface PluginDefinition<ConfigSchema extends TObject = TObject> {
  /** kebab-case; its folder, its key in a municipality's file, the prefix of all it adds. */
  readonly name: string;
  readonly title: Text;
  readonly config: ConfigSchema;
  readonly roles: Readonly<Record<string, RoleDefinition<Static<ConfigSchema>>>>;
  /** What no schema can say: all settings that contradict each other. Pure. */
  contradictions?(config: Static<ConfigSchema>): readonly Contradiction[];
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
    /**
     * What issuing or renewing costs; nothing when null. `from` is the first day of what is sold.
     * Pure.
     */
    issued?(issuance: Issuance<Static<ConfigSchema>, never> & { role: string }): Charge | null;
    /** What one use makes departments owe; nothing when null. Pure. */
    used?(use: Use<Static<ConfigSchema>, never>): Charge | null;
    /**
     * What a household or department owes for what `host.charge` settles; nothing when null. Pure.
     */
    settled?(settlement: Settlement<Static<ConfigSchema>, never, never>): Charge | null;
    /** What `data` of a settlement is; needed with `settled`. */
    readonly settlementData?: TSchema;
  };
  readonly offers?: {
    /**
     * What becomes of an offer that nobody accepted or declined in time: called once for each, in
     * the transaction that lets it lapse.
     */
    lapsed(host: Host<Static<ConfigSchema>>, offer: Offer): Promise<void>;
  };
  readonly entities?: readonly EntitySchema[];
  /** SQL that makes the plugin's own schema, in order; each runs once, as the owner. */
  readonly migrations?: readonly { readonly name: string; readonly sql: string }[];
  /**
   * Named SQL for answers in one round trip. `$1` is always the card system: a call of a function
   * of the plugin's own schema, which first enters it (`core.enter_card_system`), or it sees no
   * rows.
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
 * export default definePlugin({ name: 'repair-cafe', title: { nl: 'Repair' }, config, roles });
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
