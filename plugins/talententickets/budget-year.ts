import { addToDay, birthdayOf, type Day, type Period } from '../../core/contract/period.ts';
import type { TalentConfig } from './config.ts';

/**
 * When the tickets of a year can be used: from its first day until the configured day of the next
 * year. The same for every child: the period says nothing of a birthday or a move.
 */
export function periodOfYear(year: number, { lapsesOn }: Pick<TalentConfig, 'lapsesOn'>) {
  const until = birthdayOf(`2000-${lapsesOn}`, year + 1 - 2000);
  return { from: firstDayOf(year), until } satisfies Period;
}

/**
 * The years of which budgets are made on a day: its own and, as long as the tickets of that last,
 * the one before: what a late job left undone is still done.
 */
export function yearsToGive(today: Day, config: TalentConfig): number[] {
  const year = Number(today.slice(0, 4));
  return [year - 1, year].filter(
    (one) => one >= config.firstYear && today <= periodOfYear(one, config).until,
  );
}

/** Who gets the budget of a year. */
export interface Entitled {
  /** Both days included. */
  readonly born: { readonly from: Day; readonly until: Day };
  /** Who had a pass on this day. */
  readonly registeredBy: Day;
}

/**
 * Who gets the budget of a year, by what is known on a day: whoever had a pass and was of age on a
 * day of that year, up to now.
 */
export function entitledTo(year: number, today: Day, { ages }: TalentConfig): Entitled {
  const last = lastDayOf(year);
  const registeredBy = today < last ? today : last;
  return {
    born: {
      // Not yet too old on the first day of the year.
      from: addToDay(addToDay(firstDayOf(year), { years: -(ages.until + 1) }), { days: 1 }),
      until: addToDay(registeredBy, { years: -ages.from }),
    },
    registeredBy,
  };
}

function firstDayOf(year: number): Day {
  return `${String(year).padStart(4, '0')}-01-01`;
}

function lastDayOf(year: number): Day {
  return `${String(year).padStart(4, '0')}-12-31`;
}
