import type { Reason } from '../contract/text.ts';
import type { Core } from '../core.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import {
  checkParticipationRows,
  type ParticipationRow,
  type ParticipationRowKind,
} from './check-participation-rows.ts';
import { createListed, type NewNames, newNamesOf } from './create-listed.ts';
import { importParticipations } from './import-participations.ts';
import { type CreatedNames, type ImportResult, NOT_CONFIRMED } from './import-report.ts';
import { activityKey, findListedNames, type ListedNames } from './listed-names.ts';
import { PARTICIPATION_COLUMNS, type ParticipationKey } from './participation-columns.ts';
import { refusedTable, type Table } from './read-table.ts';
import { wrongCell, type WrongRow } from './wrong-cell.ts';

/** How a list of participations is taken over. */
export interface TakeOptions {
  readonly dryRun: boolean;
  progress(done: number, total: number): void;
  /** Whether what the list names and nobody has here may be made. */
  confirm(names: CreatedNames): Promise<boolean>;
}

type Taken = Pick<
  ImportResult,
  'table' | 'outcomes' | 'wrong' | 'review' | 'told' | 'participations' | 'created'
>;

/**
 * Takes over a list of participations. Activities and organizers that nobody has here are made once
 * that is confirmed; when it is not, nothing is taken over and the report names them.
 */
export async function takeParticipations(
  core: Core,
  { municipality, table }: { municipality: ActiveMunicipality; table: Table<ParticipationKey> },
  { dryRun, progress, confirm }: TakeOptions,
): Promise<Taken> {
  const checked = checkParticipationRows(table, { now: core.now() });
  const names = await findListedNames(core, municipality, checked.good);
  const listed = checked.good.flatMap((row) => {
    const activity = names.activities.get(activityKey(row));
    return activity ? [{ row, activity }] : [];
  });
  const added = newNamesOf(names.activities.values());
  const created = tellNames(added);
  const isNew = added.activities.length > 0;
  if (isNew && !dryRun && !(await confirm(created))) return unconfirmed(created);
  if (isNew && !dryRun) await createListed(core, municipality, added);

  const installation = core.installation();
  const towns = installation.ofCardSystem(municipality.cardSystemId);
  const list = { installation, municipality, towns, rows: listed };
  const imported = await importParticipations(core, list, {
    dryRun,
    progress: (done) => progress(done, listed.length),
  });
  const wrong = [
    ...checked.wrong,
    ...wrongOrganizers(checked.good, names, table),
    ...imported.unknownPasses.map((row) => wrongRow(row, unknownPass(row), table)),
  ];
  return {
    table,
    outcomes: imported.outcomes,
    wrong: wrong.toSorted((a, b) => a.row - b.row),
    review: [],
    told: [],
    participations: imported.figures,
    created,
  };
}

function tellNames({ organizers, activities }: NewNames): CreatedNames {
  return {
    organizers: organizers.map(({ name }) => name),
    activities: activities.map(({ title, organizer }) => `${title} (${organizer.name})`),
  };
}

function unconfirmed({ organizers, activities }: CreatedNames): Taken {
  const reason = (code: string, what: string, names: readonly string[]): Reason[] =>
    names.length === 0 ? [] : [{ code, nl: `${what} die hier niet bestaan: ${names.join(', ')}.` }];
  const problems = [
    ...reason('unknown-organizers', 'Organisatoren', organizers),
    ...reason('unknown-activities', 'Activiteiten', activities),
    { code: NOT_CONFIRMED, nl: 'Met --yes worden ze gemaakt; er is niets overgenomen.' },
  ];
  const table = refusedTable(PARTICIPATION_COLUMNS, problems);
  const nothing = { wrong: [], review: [], told: [], participations: null, created: null };
  return { table, outcomes: {}, ...nothing };
}

interface Wrong {
  readonly kind: ParticipationRowKind;
  readonly key: ParticipationKey;
  readonly value: string;
  readonly reason: Reason;
}

function wrongOrganizers(
  rows: readonly ParticipationRow[],
  { refused }: ListedNames,
  table: Table<ParticipationKey>,
): WrongRow[] {
  return rows.flatMap((row) => {
    const reason = refused.get(row.organizer);
    if (!reason) return [];
    const wrong = { key: 'organizer', value: row.organizer, reason } as const;
    return [wrongRow(row, { kind: 'unknown_organizer', ...wrong }, table)];
  });
}

function unknownPass({ passNumber }: ParticipationRow): Wrong {
  const reason = { code: 'unknown-pass', nl: 'Deze pas is niet gekend.' };
  return { kind: 'unknown_pass', key: 'passNumber', value: passNumber, reason };
}

function wrongRow(
  { row }: ParticipationRow,
  { kind, key, value, reason }: Wrong,
  { titles }: Table<ParticipationKey>,
): WrongRow {
  return { row, kind, cells: [wrongCell({ row, key, column: titles[key], value }, reason)] };
}
