import { ageOn, type Day } from '../../../core/contract/period.ts';
import type { AgeRule } from '../config.ts';

/** The first day of the school year in Flanders: article 10 of the decree of 25 February 1997. */
const SCHOOL_YEAR_STARTS_ON = '09-01';

/**
 * The age of somebody on a day, as the settings count it: in years that were lived, or one age for
 * all who were born in one year, for a calendar year or a school year long.
 */
export function countedAge(birthDate: Day, day: Day, countedBy: AgeRule['countedBy']): number {
  if (countedBy === 'date') return ageOn(birthDate, day);
  const isNextYear = countedBy === 'birth-year' || day.slice(5) >= SCHOOL_YEAR_STARTS_ON;
  const year = Number(day.slice(0, 4)) - (isNextYear ? 0 : 1);
  return year - Number(birthDate.slice(0, 4));
}

/** Whether somebody has the age for something that begins on a day, both ages included. */
export function isOfAge(birthDate: Day, day: Day, { countedBy, from, until }: AgeRule): boolean {
  const age = countedAge(birthDate, day, countedBy);
  return from <= age && age <= until;
}
