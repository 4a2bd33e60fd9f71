import type { Host } from '../../core/contract/host.ts';
import type {
  ImportDecision,
  ImporterDefinition,
  ImportOutcome,
} from '../../core/contract/plugin.ts';
import { type Clock, clockAt } from '../../core/contract/period.ts';
import { Activity } from './activity.entity.ts';
import { changedTerms, NOTICED } from './activity-fault.ts';
import { hasBegun } from './activity-hours.ts';
import { ACTIVITY_COLUMNS, type ActivityRow, readActivityRow } from './activity-row.ts';
import type { GrabbelpasConfig } from './config.ts';
import { Enrolment, TAKEN } from './enrolment.entity.ts';
import { changeActivity, makeActivity } from './write-activity.ts';

/**
 * Takes the offer of a holiday over from a spreadsheet. An activity is known again by its number.
 * The same list twice is once; what is not on it stays as it was.
 */
export const importActivities: ImporterDefinition<GrabbelpasConfig> = {
  title: { nl: 'Vakantieactiviteiten' },
  columns: ACTIVITY_COLUMNS,
  async decide(host, rows) {
    const clock = clockAt(host.now());
    const read = rows.map((row) => readActivityRow(row, host.config, clock.day));
    const wrong = read.flatMap((one) => ('wrong' in one ? [one.wrong] : []));
    const list = read.flatMap((one) => ('activity' in one ? [one.activity] : []));
    const known = await readKnown(host, list);
    // Also after a wrong row: which of the two was meant, nobody here knows.
    const firstRows = new Map(rows.toReversed().map(({ cells, row }) => [codeIn(cells), row]));
    const decided = list.map((activity) => {
      const isFirst = firstRows.get(activity.code) === activity.row;
      return decideRow(activity, isFirst ? known.get(activity.code) : 'repeated', clock);
    });
    // By id, as whoever holds several activities takes them (activity-places.ts).
    const idOf = ({ row }: ImportOutcome) => {
      const code = list.find((one) => one.row === row)?.code ?? '';
      return known.get(code)?.activity.id ?? '';
    };
    return [...wrong, ...decided.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))];
  },
};

function codeIn({ code = '' }: Readonly<Record<string, string>>): string {
  return code.trim();
}

/** An activity that a row is about, with how many have a place in it or are offered one. */
interface Known {
  readonly activity: Activity;
  readonly taken: number;
}

async function readKnown(
  { entities, municipality }: Host<GrabbelpasConfig>,
  list: readonly ActivityRow[],
): Promise<Map<string, Known>> {
  const activities = await entities.find(
    Activity,
    { municipality, code: { $in: list.map(({ code }) => code) } },
    { disableIdentityMap: true },
  );
  const activityId = { $in: activities.map(({ id }) => id) };
  const where = { activityId, state: TAKEN };
  const taken = await entities.countBy(Enrolment, 'activityId', { where });
  return new Map(
    activities.map((activity) => [activity.code, { activity, taken: taken[activity.id] ?? 0 }]),
  );
}

function decideRow(
  { code, row, terms }: ActivityRow,
  known: Known | 'repeated' | undefined,
  clock: Clock,
): ImportDecision<GrabbelpasConfig> {
  if (known === 'repeated') return refuse(row, 'wrong', REPEATED);
  if (known === undefined) {
    return {
      row,
      outcome: 'new',
      write: async (host) => makeActivity(host, { ...terms, code, id: host.newId() }),
    };
  }
  const { activity, taken } = known;
  const { id } = activity;
  if (activity.isCancelled) return refuse(row, 'wrong', CANCELLED);
  const changed = changedTerms(activity, terms);
  if (changed.length === 0) return { row, outcome: 'unchanged' };
  if (hasBegun(activity, clock)) return refuse(row, 'wrong', BEGUN);
  if (terms.places < taken) return refuse(row, 'wrong', TOO_FEW);
  const moved = changed.find((column) => NOTICED.has(column));
  if (taken > 0 && moved !== undefined) return refuse(row, 'review', { ...MOVED, column: moved });
  return { row, outcome: 'changed', write: (host) => changeActivity(host, id, terms) };
}

type Because = NonNullable<ImportOutcome['reasons']>[number];

function refuse(row: number, outcome: 'wrong' | 'review', because: Because): ImportOutcome {
  return { row, outcome, reasons: [because] };
}

const because = (column: string | null, code: string, nl: string): Because => {
  return { column, reason: { code, nl } };
};

const REPEATED = because('code', 'repeated-row', 'Dit nummer staat hoger al in deze lijst.');
const CANCELLED = because('code', 'cancelled', 'Deze activiteit is geannuleerd.');
const BEGUN = because('code', 'begun', 'Deze activiteit is al begonnen en verandert niet meer.');
const TOO_FEW = because(
  'places',
  'places-taken',
  'Er zijn al meer plaatsen ingenomen of aangeboden.',
);
const MOVED = because(
  null,
  'has-participants',
  'Er zijn al kinderen ingeschreven: verander dit zelf, zodat niemand op twee plaatsen moet zijn.',
);
