import type { ImportOutcome } from '../contract/plugin.ts';
import type { Reason } from '../contract/text.ts';
import type { HolderCounts } from './count-holder-rows.ts';
import type { ParticipationFigures } from './participation-figures.ts';
import { problemReport } from './problem-report.ts';
import type { Table } from './read-table.ts';
import type { WrongRow } from './wrong-cell.ts';

/** What can become of a row, in the order in which it is told. */
export const OUTCOMES = ['new', 'changed', 'unchanged', 'ended', 'review', 'wrong'] as const;

/** Why a list that was read well was refused: nobody said yes to what it would make. */
export const NOT_CONFIRMED = 'not-confirmed';

/** What a list names that nobody had here, as people call it. */
export interface CreatedNames {
  readonly organizers: readonly string[];
  readonly activities: readonly string[];
}

type Outcome = ImportOutcome['outcome'];

/** A row that is in, with what is to be said of it. */
export interface RemarkedRow extends WrongRow {
  readonly outcome: Outcome;
}

/** What an import came to. It may be printed: national numbers are masked, but in the CSV files. */
export interface ImportReport {
  readonly kind: string;
  readonly municipality: string;
  /** It was a trial: nothing was written. */
  readonly dryRun: boolean;
  /** Why the file as a whole was refused; nothing was taken from it then. */
  readonly refused: readonly Reason[];
  /** Rows under the header, the empty ones left out. */
  readonly rows: number;
  /** Rows that are not wrong and wait for nobody: these go in, or are in already. */
  readonly good: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /**
   * How many rows have each reason: the kinds of wrong rows, and all that an importer told of rows.
   * A row counts once for each reason that it has.
   */
  readonly reasons: Readonly<Record<string, number>>;
  /** The same for the rows of each outcome; a row with two reasons counts for both. */
  readonly reasonsOf: Readonly<Partial<Record<Outcome, Readonly<Record<string, number>>>>>;
  /** Those reasons in Dutch, as far as an importer gave them one text. */
  readonly reasonTexts: Readonly<Record<string, string>>;
  readonly wrong: readonly WrongRow[];
  /** Rows that wait for a person. */
  readonly review: readonly WrongRow[];
  /** Rows that were taken over or left as they were, with something that a person may mend. */
  readonly remarked: readonly RemarkedRow[];
  /** Of a list of pass holders; null for any other. */
  readonly holders: Pick<HolderCounts, 'goodWithSocialTariff' | 'goodBlocked'> | null;
  /** Of a list of participations, what its new rows came to; null for any other. */
  readonly participations: ParticipationFigures | null;
  /** What was made because such a list names it, or would be; null for any other. */
  readonly created: CreatedNames | null;
  /**
   * The wrong rows, and those that wait for a person or have a remark, as CSV files to send back to
   * the keeper of the list: see {@link problemReport}, of whom these have persons in full.
   */
  readonly problemCsv: string;
  readonly reviewCsv: string;
}

/** What a report is made of. */
export interface ImportResult extends Pick<
  ImportReport,
  'kind' | 'municipality' | 'dryRun' | 'wrong' | 'review' | 'holders'
> {
  readonly table: Table<string>;
  readonly remarked?: readonly RemarkedRow[];
  readonly participations?: ParticipationFigures | null;
  readonly created?: CreatedNames | null;
  /** Without the wrong rows, which are counted here. */
  readonly outcomes: Readonly<Partial<ImportReport['outcomes']>>;
  /** Every reason that rows have, once for each row; of a wrong row those beside its kind. */
  readonly told: readonly ToldRow[];
}

interface ToldRow extends Reason {
  readonly outcome: Outcome;
}

/** Makes the report of an import. */
export function importReport(result: ImportResult): ImportReport {
  const { table, outcomes, told, participations = null, created = null, ...same } = result;
  const { remarked = [], review, wrong } = result;
  const counted = OUTCOMES.map((outcome) => [outcome, outcomes[outcome] ?? 0] as const);
  const rows = table.rows.length + table.wrongRows.length;
  const reasons = [
    ...wrong.map(({ kind }) => ({ outcome: 'wrong' as const, code: kind })),
    ...told,
  ];
  return {
    ...same,
    remarked,
    participations,
    created,
    refused: table.problems,
    rows,
    good: rows - wrong.length - review.length,
    outcomes: {
      ...(Object.fromEntries(counted) as ImportReport['outcomes']),
      wrong: wrong.length,
    },
    reasons: countEach(reasons.map(({ code }) => code)),
    reasonsOf: Object.fromEntries(
      [...Map.groupBy(reasons, ({ outcome }) => outcome)].map(([outcome, all]) => {
        return [outcome, countEach(all.map(({ code }) => code))];
      }),
    ),
    reasonTexts: Object.fromEntries(
      [...wrong.flatMap(({ cells }) => cells), ...told].map(({ code, nl }) => [code, nl]),
    ),
    problemCsv: problemReport(table, wrong),
    reviewCsv: problemReport(table, [...review, ...remarked]),
  };
}

function countEach(names: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(names, (name) => name);
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.length]));
}
