import { addToDay, clockAt, type Day, startOfDay } from '../../core/contract/period.ts';
import type { Contradiction } from '../../core/contract/plugin.ts';
import type { LessonSeries, SportpasConfig } from './config.ts';

/** Settings of the sport pass that are each right, and cannot both be. */
export function findContradictions(config: SportpasConfig): Contradiction[] {
  const { facilities, lessons, series, year, term } = config;
  return [
    ...Object.entries(facilities).flatMap(([key, facility]) => {
      const at = ['facilities', key];
      const { operator, turnFeeCents } = facility;
      return [...wrongAges(facility, at), ...unowedFee({ operator, turnFeeCents }, at)];
    }),
    ...Object.entries(lessons).flatMap(([key, one]) => wrongAges(one, ['lessons', key])),
    ...Object.entries(series).flatMap(([key, one]) => wrongSeries(one, ['series', key])),
    ...wrongYoungPrice(year, ['year']),
    ...wrongYoungPrice(term, ['term']),
    ...term.startsOn.flatMap((day, index) =>
      term.startsOn.indexOf(day) === index
        ? []
        : [{ at: ['term', 'startsOn', index], message: `there is another term from ${day}` }],
    ),
  ];
}

type Place = readonly (string | number)[];

function wrongSeries(series: LessonSeries, at: Place): Contradiction[] {
  const { firstDay, lastDay, lessons, operator, lessonFeeCents } = series;
  const found = [...wrongAges(series, at), ...unowedFee({ operator, lessonFeeCents }, at)];
  if (lastDay < firstDay) {
    const message = `must be ${firstDay} or later, which is firstDay`;
    return [...found, { at: [...at, 'lastDay'], message }];
  }
  const weekdays = weekdaysWithin(firstDay, lastDay);
  return [
    ...found,
    ...lessons.flatMap((lesson, index) => {
      const here = [...at, 'lessons', index];
      if (lesson.until <= lesson.from) {
        const message = `must be later than ${lesson.from}, which is from`;
        return [{ at: [...here, 'until'], message }];
      }
      if (!weekdays.has(lesson.day)) {
        const days = [...weekdays].toSorted((a, b) => a - b).join(', ');
        const message = `no such day from ${firstDay} until ${lastDay}: there is ${days}`;
        return [{ at: [...here, 'day'], message }];
      }
      const isTwice = lessons.slice(0, index).some((other) => areTogether(other, lesson));
      return isTwice ? [{ at: here, message: 'is at the time of another lesson above' }] : [];
    }),
  ];
}

type Lesson = LessonSeries['lessons'][number];

function areTogether(one: Lesson, other: Lesson): boolean {
  return one.day === other.day && one.from < other.until && other.from < one.until;
}

/** The weekdays from a day until another, both included. */
function weekdaysWithin(firstDay: Day, lastDay: Day): Set<number> {
  const week = [0, 1, 2, 3, 4, 5, 6].map((days) => addToDay(firstDay, { days }));
  const within = week.filter((day) => day <= lastDay);
  return new Set(within.map((day) => clockAt(startOfDay(day)).weekday));
}

function wrongAges({ ages }: Pick<LessonSeries, 'ages'>, at: Place): Contradiction[] {
  if (ages === undefined || ages.from <= ages.until) return [];
  const message = `must be ${ages.from} or more, which is from`;
  return [{ at: [...at, 'ages', 'until'], message }];
}

function wrongYoungPrice(
  { priceCents, young }: SportpasConfig['year'] | SportpasConfig['term'],
  at: Place,
): Contradiction[] {
  if (young === undefined || young.priceCents <= priceCents) return [];
  const message = `must be ${priceCents} or less, which it costs everybody`;
  return [{ at: [...at, 'young', 'priceCents'], message }];
}

/** A fee that nobody is owed. */
function unowedFee(
  { operator, ...fees }: { operator?: string | undefined; [fee: string]: unknown },
  at: Place,
): Contradiction[] {
  if (operator !== undefined) return [];
  return Object.entries(fees).flatMap(([fee, cents]) =>
    cents === 0 ? [] : [{ at: [...at, fee], message: 'is owed to nobody: say operator' }],
  );
}
