import type { Holder, Issuance } from '../../core/contract/facts.ts';
import { ageOn, type Clock, type Day, type Period } from '../../core/contract/period.ts';
import type { LessonSeries, SeriesPlace, SportpasConfig } from './config.ts';

/**
 * From the first day of the series, or from today once it has begun, until its last day. An offer
 * that is accepted after that day, or for a series that is no more, gives a place of one day.
 */
export function seriesPeriod({
  attributes,
  config,
  from: asked,
}: Issuance<SportpasConfig, SeriesPlace>): Period {
  const { firstDay = asked, lastDay = asked } = config.series[attributes.series] ?? {};
  const from = firstDay > asked ? firstDay : asked;
  return { from, until: lastDay > from ? lastDay : from };
}

/** Whether somebody has the age of a series, on its first day. */
export function isOfAge({ birthDate }: Holder, { ages, firstDay }: LessonSeries): boolean {
  if (ages === undefined) return true;
  const age = ageOn(birthDate, firstDay);
  return ages.from <= age && age <= ages.until;
}

/** Whether a series has had its last day. */
export function isOver({ lastDay }: LessonSeries, today: Day): boolean {
  return lastDay < today;
}

/**
 * Whether a lesson of a series is going on, or begins within so many minutes. One that would end
 * before it begins never is.
 */
export function hasLessonNow(
  { firstDay, lastDay, lessons }: LessonSeries,
  { day, time, weekday }: Clock,
  earlyMinutes: number,
): boolean {
  const now = minutesOf(time);
  return (
    firstDay <= day &&
    day <= lastDay &&
    lessons.some(({ day: onDay, from, until }) => {
      const isOn = onDay === weekday && from < until;
      return isOn && minutesOf(from) - earlyMinutes <= now && time < until;
    })
  );
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
