import assert from 'node:assert/strict';
import { nearestSpelling } from '../../config/nearest-spelling.ts';
import { clockAt } from '../contract/period.ts';
import type { ImportColumn } from '../contract/plugin.ts';
import type { Core } from '../core.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { checkHolderRows } from './check-holder-rows.ts';
import { countHolderRows } from './count-holder-rows.ts';
import { HOLDER_COLUMNS } from './holder-columns.ts';
import { importHolders } from './import-holders.ts';
import { type CreatedNames, importReport, type ImportReport } from './import-report.ts';
import { nameLikelyList, type OtherLists } from './likely-list.ts';
import { PARTICIPATION_COLUMNS } from './participation-columns.ts';
import { type PluginImporter, pluginImporters, runPluginImporter } from './run-plugin-importer.ts';
import { readTable, type Table, type TableOptions } from './read-table.ts';
import { readTableFile } from './read-table-file.ts';
import { takeParticipations } from './take-participations.ts';
import { takeTurn } from './take-turn.ts';

/** A list that is to be taken over. */
export interface ImportRequest {
  /** `holders`, `participations`, or the name that a plugin gives its importer. */
  readonly kind: string;
  readonly source: { readonly file: string } | { readonly bytes: Uint8Array };
  /** The slug of the municipality whose list it is. */
  readonly municipality: string;
  /** Says what would happen, and writes nothing. */
  readonly dryRun: boolean;
  /** Called now and then with the rows that are done, of how many. */
  progress?(done: number, total: number): void;
  /** Whether what a list names and nobody has here may be made; nothing is when left out. */
  confirm?(names: CreatedNames): Promise<boolean>;
}

/** Whoever asked for an import asked for something that is not there. */
export class UnknownImport extends Error {
  override readonly name = 'UnknownImport';
}

/** The lists that core itself takes over. */
const HOLDERS = 'holders';
const PARTICIPATIONS = 'participations';
const OF_CORE = [HOLDERS, PARTICIPATIONS];

/**
 * Takes over a list: the one use case behind `pasklaar import`. Wrong rows stay out and are in the
 * report; what is right is taken over. The same list again changes nothing. Of imports of one kind
 * in one municipality at the same time, one waits for the other.
 *
 * @throws UnknownImport for a municipality or a kind that does not exist, with the nearest spelling
 */
export async function runImport(core: Core, request: ImportRequest): Promise<ImportReport> {
  const installation = core.installation();
  const municipality = installation.byKey(request.municipality);
  if (!municipality) {
    const known = installation.municipalities.map(({ key }) => key);
    throw new UnknownImport(unknown('municipality', request.municipality, known));
  }
  const importers = pluginImporters(municipality);
  const importer = importers.get(request.kind);
  if (!OF_CORE.includes(request.kind) && !importer) {
    const plugin = pluginWithList(core, request.kind);
    if (plugin !== undefined) {
      const its = `${request.kind} is a list of the plugin ${plugin}`;
      const message = `${its}, which is not on in ${municipality.key}: its file must name it`;
      throw new UnknownImport(message);
    }
    const kinds = [...OF_CORE, ...importers.keys()];
    throw new UnknownImport(unknown('list', request.kind, kinds));
  }
  const others = otherLists(request.kind, importers);
  const take = (): Promise<ImportReport> => {
    if (request.kind === HOLDERS) return takeHolders(core, request, { municipality, others });
    if (request.kind === PARTICIPATIONS) return takeYear(core, request, { municipality, others });
    assert(importer);
    return takePluginList(core, request, { municipality, importer, others });
  };
  if (request.dryRun) return take();
  return takeTurn(core, `import ${municipality.key} ${request.kind}`, take);
}

/** The plugin on disk that takes over such a list, whether it is on somewhere or not. */
function pluginWithList({ plugins }: Core, kind: string): string | undefined {
  return [...plugins.values()].find(({ importers = {} }) => Object.hasOwn(importers, kind))?.name;
}

/** The columns of every list but the one that is asked for. */
function otherLists(kind: string, importers: ReadonlyMap<string, PluginImporter>): OtherLists {
  const lists: [string, readonly ImportColumn[]][] = [
    [HOLDERS, HOLDER_COLUMNS],
    [PARTICIPATIONS, PARTICIPATION_COLUMNS],
    ...[...importers].map(([name, { definition }]): [string, readonly ImportColumn[]] => {
      return [name, definition.columns];
    }),
  ];
  return new Map(lists.filter(([name]) => name !== kind));
}

async function takeHolders(
  core: Core,
  request: ImportRequest,
  { municipality, others }: { municipality: ActiveMunicipality; others: OtherLists },
): Promise<ImportReport> {
  const table = await readSource(request, { columns: HOLDER_COLUMNS }, others);
  const day = clockAt(core.now()).day;
  const { good, wrong } = checkHolderRows(table, { today: day });
  const list = {
    installation: core.installation(),
    municipality,
    rows: good,
    titles: table.titles,
  };
  const imported = await importHolders(core, list, {
    dryRun: request.dryRun,
    progress: (done) => request.progress?.(done, good.length),
  });
  const refused = new Set(imported.wrong.map(({ row }) => row));
  const checked = {
    good: good.filter(({ row }) => !refused.has(row)),
    wrong: [...wrong, ...imported.wrong].toSorted((a, b) => a.row - b.row),
  };
  const { graceDays } = municipality.config.socialTariff;
  const { goodBlocked, goodWithSocialTariff } = countHolderRows(checked, { day, graceDays });
  return importReport({
    ...headOf(request),
    table,
    outcomes: imported.outcomes,
    wrong: checked.wrong,
    review: [],
    told: [],
    holders: { goodBlocked, goodWithSocialTariff },
  });
}

async function takeYear(
  core: Core,
  request: ImportRequest,
  { municipality, others }: { municipality: ActiveMunicipality; others: OtherLists },
): Promise<ImportReport> {
  const table = await readSource(request, { columns: PARTICIPATION_COLUMNS }, others);
  const taken = await takeParticipations(
    core,
    { municipality, table },
    {
      dryRun: request.dryRun,
      progress: (done, total) => request.progress?.(done, total),
      confirm: async (names) => (await request.confirm?.(names)) ?? false,
    },
  );
  return importReport({ ...headOf(request), ...taken, holders: null });
}

async function takePluginList(
  core: Core,
  request: ImportRequest,
  {
    others,
    ...asked
  }: {
    municipality: ActiveMunicipality;
    importer: PluginImporter;
    others: OtherLists;
  },
): Promise<ImportReport> {
  const { columns } = asked.importer.definition;
  const table = await readSource(request, { columns }, others);
  const { dryRun } = request;
  const progress = (done: number): void => request.progress?.(done, table.rows.length);
  const taken = await runPluginImporter(core, { ...asked, table, dryRun, progress });
  return importReport({ ...headOf(request), ...taken, table, holders: null });
}

async function readSource<const Key extends string>(
  { source }: ImportRequest,
  options: TableOptions<Key>,
  others: OtherLists,
): Promise<Table<Key>> {
  const table =
    'file' in source ? await readTableFile(source.file, options) : readTable(source.bytes, options);
  return nameLikelyList(table, others);
}

function headOf({ kind, municipality, dryRun }: ImportRequest) {
  return { kind, municipality, dryRun };
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const near = nearestSpelling(name, known);
  const question = near === undefined ? '' : ` Did you mean ${near}?`;
  const verb = known.length === 1 ? 'is' : 'are';
  return `There is no ${what} ${JSON.stringify(name)}; there ${verb} ${known.join(', ')}.${question}`;
}
