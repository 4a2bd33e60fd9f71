import type { Day } from '../../../core/contract/period.ts';
import type { Reason } from '../../../core/contract/text.ts';
import type { ActivityHours } from './activity-hours.ts';
import type { GrabbelpasConfig } from '../config.ts';

/** All that the youth service says of an activity. */
export interface ActivityTerms extends ActivityHours {
  readonly title: string;
  /** The key of a place of the settings. */
  readonly place: string;
  readonly agesFrom: number;
  readonly agesUntil: number;
  readonly places: number;
  readonly priceCents: number;
  /** The key of a giver of the settings; null when the youth service gives it itself. */
  readonly giver: string | null;
  readonly owedCents: number;
  readonly owedPer: 'present' | 'place';
  readonly openDays: number;
}

/** What of it cannot be. */
export interface ActivityFault {
  readonly column: keyof ActivityTerms;
  readonly reason: Reason;
  /** For the developer of a client: what would be right. */
  readonly detail: string;
}

/** The first of its terms that contradicts another or the settings, or lies behind us; or null. */
export function findFault(
  terms: ActivityTerms,
  { givers, places }: Pick<GrabbelpasConfig, 'givers' | 'places'>,
  today: Day,
): ActivityFault | null {
  const { agesFrom, agesUntil, firstDay, from, giver, lastDay, owedCents, place, until } = terms;
  if (!Object.hasOwn(places, place)) return unknown('place', places);
  if (giver !== null && !Object.hasOwn(givers, giver)) return unknown('giver', givers);
  if (firstDay < today) {
    return {
      column: 'firstDay',
      detail: `must be ${today} or later`,
      reason: { code: 'in-the-past', nl: 'Deze dag is voorbij.' },
    };
  }
  if (lastDay < firstDay) {
    const nl = 'De laatste dag ligt voor de eerste.';
    return {
      column: 'lastDay',
      detail: `must be ${firstDay} or later`,
      reason: { code: 'ends-before-it-begins', nl },
    };
  }
  if (until <= from) {
    const nl = 'Het einduur is niet later dan het beginuur.';
    return {
      column: 'until',
      detail: `must be later than ${from}`,
      reason: { code: 'ends-before-it-begins', nl },
    };
  }
  if (agesUntil < agesFrom) {
    const nl = 'De oudste leeftijd is lager dan de jongste.';
    return {
      column: 'agesUntil',
      detail: `must be ${agesFrom} or more`,
      reason: { code: 'no-such-ages', nl },
    };
  }
  if (giver === null && owedCents > 0) {
    const nl = 'Er is een vergoeding, maar niemand die de activiteit geeft.';
    return {
      column: 'owedCents',
      detail: 'must be 0, or say who gives it',
      reason: { code: 'owed-to-nobody', nl },
    };
  }
  return null;
}

/** Which terms are others than they were. */
export function changedTerms(
  before: { readonly [Term in keyof ActivityTerms]?: ActivityTerms[Term] | undefined },
  terms: ActivityTerms,
): (keyof ActivityTerms)[] {
  const all = Object.keys(terms) as (keyof ActivityTerms)[];
  return all.filter((term) => (before[term] ?? null) !== terms[term]);
}

/** When and where it is: who has a place may give one that was moved back for nothing. */
export const MOVED: ReadonlySet<keyof ActivityTerms> = new Set([
  'place',
  'firstDay',
  'lastDay',
  'from',
  'until',
]);

/** What a child who has a place would notice: when it changes, the place changes with it. */
export const NOTICED: ReadonlySet<keyof ActivityTerms> = new Set(['title', ...MOVED]);

/** What somebody who is offered a place was told, or was judged by: changed, it is offered anew. */
export const PROMISED: ReadonlySet<keyof ActivityTerms> = new Set([
  ...NOTICED,
  'agesFrom',
  'agesUntil',
  'priceCents',
]);

function unknown(
  column: 'giver' | 'place',
  known: Readonly<Record<string, { readonly title: string }>>,
): ActivityFault {
  const titles = Object.values(known).map(({ title }) => title);
  const nl = `Dit is niet gekend. Gekend zijn: ${titles.join(', ')}.`;
  const detail = `must be one of ${Object.keys(known).join(', ')}`;
  return { column, detail, reason: { code: `unknown-${column}`, nl } };
}
