import assert from 'node:assert/strict';
import type { Host } from '../contract/host.ts';
import type {
  ImportDecision,
  ImporterDefinition,
  ImportOutcome,
  PluginDefinition,
} from '../contract/plugin.ts';
import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { withHost } from '../plugins/host.ts';
import type { ImportResult, RemarkedRow } from './import-report.ts';
import type { Table, TableRow } from './read-table.ts';
import { wrongCell } from './wrong-cell.ts';

/** A list that a plugin takes over. */
export interface PluginImporter {
  readonly plugin: PluginDefinition;
  readonly definition: ImporterDefinition<never>;
}

/** What a plugin's importer is run on. */
export interface PluginImport {
  readonly municipality: ActiveMunicipality;
  readonly importer: PluginImporter;
  readonly table: Table<string>;
  readonly dryRun: boolean;
  progress(done: number): void;
}

/** The importers of the plugins that a municipality has enabled, by name: no two share one. */
export function pluginImporters(municipality: ActiveMunicipality): Map<string, PluginImporter> {
  return new Map(
    [...municipality.plugins.values()].flatMap(({ definition: plugin }) =>
      Object.entries(plugin.importers ?? {}).map(([name, definition]) => {
        return [name, { plugin, definition }] as const;
      }),
    ),
  );
}

/** Rows in one transaction: whoever sells a role to one of their holders hardly waits. */
const BATCH_ROWS = 50;
/** How often a batch is decided again when a desk changed something meanwhile. */
const MAX_ATTEMPTS = 3;

/**
 * Lets a plugin take over a list. It decides on all of it first; its decisions are carried out in
 * batches that are each all or nothing: after an interruption the same list completes it.
 */
export async function runPluginImporter(
  core: Core,
  asked: PluginImport,
): Promise<Pick<ImportResult, 'outcomes' | 'wrong' | 'review' | 'remarked' | 'told'>> {
  const decisions = await decideList(core, asked);
  const outcomes = asked.dryRun ? decisions : await carryOut(core, asked, decisions);
  asked.progress(asked.table.rows.length);
  return sortOutcomes(outcomes, asked);
}

/** Whatever the plugin writes while it decides is undone. */
async function decideList(core: Core, asked: PluginImport): Promise<readonly Decision[]> {
  const { definition } = asked.importer;
  const decided = inTransaction(core, asked, async (host) => {
    throw new Decided(await definition.decide(host, asked.table.rows));
  });
  return decided.catch((error: unknown) => {
    if (error instanceof Decided) return error.decisions;
    throw error;
  });
}

async function carryOut(
  core: Core,
  asked: PluginImport,
  decided: readonly Decision[],
): Promise<readonly ImportOutcome[]> {
  const total = asked.table.rows.length;
  const done = new Map<number, Decision>();
  let [decisions, attempt] = [decided, 1];
  for (;;) {
    const waiting = decisions.filter(({ row, write }) => write !== undefined && !done.has(row));
    const batch = waiting.slice(0, BATCH_ROWS);
    if (batch.length === 0) return decisions.map((one) => done.get(one.row) ?? one);
    try {
      await writeBatch(core, asked, batch);
      for (const decision of batch) done.set(decision.row, decision);
      attempt = 1;
      asked.progress(total - waiting.length + batch.length);
    } catch (error) {
      if (!(error instanceof Problem) || attempt === MAX_ATTEMPTS) throw error;
      decisions = await decideList(core, asked);
      attempt += 1;
    }
  }
}

async function writeBatch(
  core: Core,
  asked: PluginImport,
  batch: readonly Decision[],
): Promise<void> {
  await inTransaction(core, asked, async (host) => {
    for (const decision of batch) await decision.write?.(host);
  });
}

type Decision = ImportDecision<never>;

async function inTransaction<Result>(
  core: Core,
  { importer, municipality }: PluginImport,
  work: (host: Host<never>) => Promise<Result>,
): Promise<Result> {
  const { plugin } = importer;
  const context = { installation: core.installation(), municipality, plugin, organizer: null };
  return withHost(core, context, work);
}

/** Carries what was decided past the transaction, which it undoes. */
class Decided extends Error {
  readonly decisions: readonly Decision[];

  constructor(decisions: readonly Decision[]) {
    super('deciding is undone');
    this.decisions = decisions;
  }
}

function sortOutcomes(
  outcomes: readonly ImportOutcome[],
  { importer, table }: PluginImport,
): Pick<ImportResult, 'outcomes' | 'wrong' | 'review' | 'remarked' | 'told'> {
  const byRow = new Map(table.rows.map((row) => [row.row, row]));
  assert(outcomes.length === byRow.size, 'an importer says what became of each row, once');
  const { columns } = importer.definition;
  const discreet = new Set(columns.flatMap(({ isDiscreet, key }) => (isDiscreet ? [key] : [])));
  const rowsOf = (...asked: readonly ImportOutcome['outcome'][]): RemarkedRow[] =>
    outcomes
      .filter(({ outcome }) => asked.includes(outcome))
      .map((outcome) =>
        describeRow(outcome, { found: byRow.get(outcome.row), titles: table.titles, discreet }),
      )
      .toSorted((a, b) => a.row - b.row);
  const groups = Map.groupBy(outcomes, ({ outcome }) => outcome);
  return {
    outcomes: Object.fromEntries([...groups].map(([outcome, all]) => [outcome, all.length])),
    wrong: [...table.wrongRows, ...rowsOf('wrong')].toSorted((a, b) => a.row - b.row),
    review: rowsOf('review'),
    remarked: rowsOf('new', 'changed', 'unchanged').filter(({ cells }) => cells.length > 0),
    told: outcomes.flatMap(tellReasons),
  };
}

/** Each reason of a row once, of however many cells; the first of a wrong row is its kind. */
function tellReasons({ outcome, reasons = [] }: ImportOutcome): ImportResult['told'] {
  const byCode = new Map(reasons.map(({ reason }) => [reason.code, reason]));
  const all = [...byCode.values()].map((reason) => ({ outcome, ...reason }));
  return outcome === 'wrong' ? all.slice(1) : all;
}

function describeRow(
  { row, outcome, reasons = [] }: ImportOutcome,
  about: {
    found: TableRow<string> | undefined;
    titles: Readonly<Record<string, string>>;
    discreet: ReadonlySet<string>;
  },
): RemarkedRow {
  const { discreet, found, titles } = about;
  assert(found !== undefined, `an importer tells of row ${row}, which the list does not have`);
  const cells = reasons.map(({ column: key, reason }) => {
    const column = key === null ? '' : (titles[key] ?? key);
    const isShown = key !== null && !discreet.has(key);
    const value = isShown ? (found.cells[key] ?? '') : '';
    return wrongCell({ row, key, column, value }, reason);
  });
  return { row, outcome, kind: reasons[0]?.reason.code ?? outcome, cells };
}
