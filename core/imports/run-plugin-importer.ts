import assert from 'node:assert/strict';
import type { ImporterDefinition, ImportOutcome, PluginDefinition } from '../contract/plugin.ts';
import type { Core } from '../core.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { withHost } from '../plugins/host.ts';
import type { ImportResult } from './import-report.ts';
import type { Table, TableRow } from './read-table.ts';
import { wrongCell, type WrongRow } from './wrong-cell.ts';

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

/**
 * Lets a plugin take over a list, in one transaction: all of its good rows, or none when it fails.
 * A trial is undone whatever the plugin did.
 */
export async function runPluginImporter(
  core: Core,
  { municipality, importer, table, dryRun, progress }: PluginImport,
): Promise<Pick<ImportResult, 'outcomes' | 'wrong' | 'review' | 'told'>> {
  const { plugin, definition } = importer;
  const context = { installation: core.installation(), municipality, plugin, organizer: null };
  const run = withHost(core, context, async (host) => {
    const outcomes = await definition.run(host, table.rows, { dryRun, progress });
    if (dryRun) throw new TrialDone(outcomes);
    return outcomes;
  });
  const outcomes = await run.catch((error: unknown) => {
    if (error instanceof TrialDone) return error.outcomes;
    throw error;
  });
  return sortOutcomes(outcomes, table);
}

/** Carries what a trial came to past the transaction, which it undoes. */
class TrialDone extends Error {
  readonly outcomes: readonly ImportOutcome[];

  constructor(outcomes: readonly ImportOutcome[]) {
    super('a trial is undone');
    this.outcomes = outcomes;
  }
}

function sortOutcomes(
  outcomes: readonly ImportOutcome[],
  table: Table<string>,
): Pick<ImportResult, 'outcomes' | 'wrong' | 'review' | 'told'> {
  const byRow = new Map(table.rows.map((row) => [row.row, row]));
  assert(outcomes.length === byRow.size, 'an importer says what became of each row, once');
  const rowsOf = (asked: ImportOutcome['outcome']): WrongRow[] =>
    outcomes
      .filter(({ outcome }) => outcome === asked)
      .map((outcome) => describeRow(outcome, byRow.get(outcome.row), table.titles));
  const groups = Map.groupBy(outcomes, ({ outcome }) => outcome);
  const others = outcomes.filter(({ outcome }) => outcome !== 'wrong');
  return {
    outcomes: Object.fromEntries([...groups].map(([outcome, all]) => [outcome, all.length])),
    wrong: [...table.wrongRows, ...rowsOf('wrong')].toSorted((a, b) => a.row - b.row),
    review: rowsOf('review'),
    told: others.flatMap(({ outcome, reasons: [first] = [] }) =>
      first ? [{ outcome, ...first.reason }] : [],
    ),
  };
}

function describeRow(
  { row, outcome, reasons = [] }: ImportOutcome,
  found: TableRow<string> | undefined,
  titles: Readonly<Record<string, string>>,
): WrongRow {
  assert(found !== undefined, `an importer tells of row ${row}, which the list does not have`);
  const cells = reasons.map(({ column: key, reason }) => {
    const column = key === null ? '' : (titles[key] ?? key);
    const value = key === null ? '' : (found.cells[key] ?? '');
    return wrongCell({ row, key, column, value }, reason);
  });
  return { row, kind: reasons[0]?.reason.code ?? outcome, cells };
}
