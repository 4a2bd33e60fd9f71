import type { Host } from '../../../core/contract/host.ts';
import { because, readImportRows, refuseRow } from '../../../core/contract/import-row.ts';
import type { ImportDecision, ImporterDefinition } from '../../../core/contract/plugin.ts';
import { type Clock, clockAt } from '../../../core/contract/period.ts';
import { Activity } from './activity.entity.ts';
import { changedTerms, NOTICED, PROMISED } from './activity-fault.ts';
import { hasBegun } from './activity-hours.ts';
import { ACTIVITY_COLUMNS, type ActivityRow, readActivityRow } from './activity-row.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment, TAKEN } from '../enrolments/enrolment.entity.ts';
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
    const { good: list, wrong } = readImportRows(rows, (row) =>
      readActivityRow(row, host.config, clock.day),
    );
    const known = await readKnown(host, list);
    // Also after a wrong row: which of the two was meant, nobody here knows.
    const firstRows = new Map(rows.toReversed().map(({ cells, row }) => [codeIn(cells), row]));
    // By id, as whoever holds several activities takes them (hold-activity.ts).
    const idOf = ({ code }: ActivityRow) => known.get(code)?.activity.id ?? '';
    const decided = list
      .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
      .map((activity) => {
        const isFirst = firstRows.get(activity.code) === activity.row;
        return decideRow(activity, isFirst ? known.get(activity.code) : 'repeated', clock);
      });
    return [...wrong, ...decided];
  },
};

function codeIn({ code = '' }: Readonly<Record<string, string>>): string {
  return code.trim();
}

/** An activity that a row is about, with how many have a place in it or are offered one. */
interface Known {
  readonly activity: Activity;
  readonly taken: number;
  readonly offered: number;
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
  const offered = await entities.countBy(Enrolment, 'activityId', {
    where: { activityId, state: 'offered' },
  });
  return new Map(
    activities.map((activity) => {
      const counted = { taken: taken[activity.id] ?? 0, offered: offered[activity.id] ?? 0 };
      return [activity.code, { activity, ...counted }];
    }),
  );
}

function decideRow(
  { code, row, terms }: ActivityRow,
  known: Known | 'repeated' | undefined,
  clock: Clock,
): ImportDecision<GrabbelpasConfig> {
  if (known === 'repeated') return refuseRow(row, 'wrong', REPEATED);
  if (known === undefined) {
    return {
      row,
      outcome: 'new',
      write: async (host) => makeActivity(host, { ...terms, code, id: host.newId() }),
    };
  }
  const { activity, offered, taken } = known;
  const { id } = activity;
  if (activity.isCancelled) return refuseRow(row, 'wrong', CANCELLED);
  const changed = changedTerms(activity, terms);
  if (changed.length === 0) return { row, outcome: 'unchanged' };
  if (hasBegun(activity, clock)) return refuseRow(row, 'wrong', BEGUN);
  if (terms.places < taken) return refuseRow(row, 'wrong', TOO_FEW);
  const moved = changed.find((column) => NOTICED.has(column));
  if (taken > 0 && moved !== undefined)
    return refuseRow(row, 'review', { ...MOVED, column: moved });
  // An offer is ended before any activity is held, and a list holds several.
  const broken = changed.find((column) => PROMISED.has(column));
  if (offered > 0 && broken !== undefined)
    return refuseRow(row, 'review', { ...OFFERED, column: broken });
  return { row, outcome: 'changed', write: (host) => changeActivity(host, id, terms) };
}

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
const OFFERED = because(
  null,
  'has-offers',
  'Er worden nu plaatsen aangeboden: verander dit zelf, dan worden ze opnieuw aangeboden.',
);
