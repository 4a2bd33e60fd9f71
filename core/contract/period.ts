/** A calendar day in Europe/Brussels: `2026-11-20`. Days compare as strings. */
export type Day = string;

/** Days from and until, both inclusive. `until: null` has no end. */
export interface Period {
  readonly from: Day;
  readonly until: Day | null;
}

/** The calendar periods by which the UiTPAS API limits check-ins and rewards; allowances too. */
export const CALENDAR_PERIODS = ['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
export type CalendarPeriod = (typeof CALENDAR_PERIODS)[number];

/** The zone of every municipality: all days, months and opening times are meant in it. */
export const ZONE = 'Europe/Brussels';

/** Where a moment falls on the clock and the calendar of the municipality. */
export interface Clock {
  /** Milliseconds since 1970 in UTC. */
  readonly epochMs: number;
  readonly day: Day;
  /** `HH:MM`, 24 hours. */
  readonly time: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

const MINUTE_MS = 60_000;

/** The minute that was read last: a desk taps often, and the calendar is the same for a minute. */
let lastRead: Clock | undefined;

/** Reads the municipality's clock at a moment. */
export function clockAt(epochMs: number): Clock {
  const minute = Math.floor(epochMs / MINUTE_MS);
  if (lastRead && Math.floor(lastRead.epochMs / MINUTE_MS) === minute) {
    const { day, time, weekday } = lastRead;
    return { epochMs, day, time, weekday };
  }
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(ZONE);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  lastRead = { epochMs, day: local.toPlainDate().toString(), time, weekday: local.dayOfWeek };
  return lastRead;
}

/** Whether a day falls in a period. */
export function isWithin(day: Day, period: Period): boolean {
  return period.from <= day && (period.until === null || day <= period.until);
}

/** Whether the last day of a period lies before a day. */
export function isOver({ until }: Pick<Period, 'until'>, day: Day): boolean {
  return until !== null && until < day;
}

/** Whether two periods have a day in common. */
export function overlap(a: Period, b: Period): boolean {
  return (a.until === null || b.from <= a.until) && (b.until === null || a.from <= b.until);
}

/** Every tap asks the same of the calendar: what it answered is kept, for so many questions. */
const MOST_KEPT = 10_000;

function kept<Answer>(answers: Map<string, Answer>, question: string, ask: () => Answer): Answer {
  const known = answers.get(question);
  if (known !== undefined) return known;
  const answer = ask();
  if (answers.size >= MOST_KEPT) answers.clear();
  answers.set(question, answer);
  return answer;
}

const laterDays = new Map<string, Day>();

/** The day a number of days, months or years later (or earlier, when negative). */
export function addToDay(
  day: Day,
  duration: { days?: number; months?: number; years?: number },
): Day {
  const { days = 0, months = 0, years = 0 } = duration;
  return kept(laterDays, `${day} ${days} ${months} ${years}`, () =>
    Temporal.PlainDate.from(day).add(duration).toString(),
  );
}

/**
 * Whole years between a day of birth and a day; who is born on 29 February is a year older on 1
 * March.
 */
export function ageOn(birthDate: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** The day on which somebody reaches an age, as {@link ageOn} counts it. */
export function birthdayOf(birthDate: Day, age: number): Day {
  const year = Number(birthDate.slice(0, 4)) + age;
  const monthAndDay = birthDate.slice(5);
  const isMissing = monthAndDay === '02-29' && !isLeapYear(year);
  return `${String(year).padStart(4, '0')}-${isMissing ? '03-01' : monthAndDay}`;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * The first day of a role that is issued or renewed: the day that was asked for or, when the period
 * so far has not ended by then, the day after its end, so that the two adjoin.
 */
export function firstDayAfter(previous: Period | null, asked: Day): Day {
  const last = previous?.until ?? null;
  return last !== null && last >= asked ? addToDay(last, { days: 1 }) : asked;
}

/**
 * The year-long season that a day falls in. Seasons tile the calendar: no gap, no overlap.
 *
 * @param startsOn `MM-DD`, the first day of each season; 29 February is 1 March in other years
 */
export function seasonOf(day: Day, startsOn: string): { from: Day; until: Day } {
  const startIn = (year: number): Day => birthdayOf(`2000-${startsOn}`, year - 2000);
  const year = Number(day.slice(0, 4));
  const first = day < startIn(year) ? year - 1 : year;
  return { from: startIn(first), until: addToDay(startIn(first + 1), { days: -1 }) };
}

const calendarPeriods = new Map<string, Period>();

/**
 * The calendar period that a day falls in, weeks from Monday. Periods of one kind tile the
 * calendar: no gap, no overlap. ABSOLUTE is all time.
 */
export function calendarPeriodOf(day: Day, kind: CalendarPeriod): Period {
  return kept(calendarPeriods, `${day} ${kind}`, () => Object.freeze(readPeriod(day, kind)));
}

function readPeriod(day: Day, kind: CalendarPeriod): Period {
  const date = Temporal.PlainDate.from(day);
  const from = (start: Temporal.PlainDate, length: Temporal.DurationLike): Period => ({
    from: start.toString(),
    until: start.add(length).subtract({ days: 1 }).toString(),
  });
  switch (kind) {
    case 'ABSOLUTE':
      return { from: '1000-01-01', until: null };
    case 'DAY':
      return from(date, { days: 1 });
    case 'WEEK':
      return from(date.subtract({ days: date.dayOfWeek - 1 }), { days: 7 });
    case 'MONTH':
      return from(date.with({ day: 1 }), { months: 1 });
    case 'QUARTER': {
      const month = Math.floor((date.month - 1) / 3) * 3 + 1;
      return from(date.with({ day: 1, month }), { months: 3 });
    }
    case 'YEAR':
      return from(date.with({ day: 1, month: 1 }), { years: 1 });
  }
}

/** The moment at which a day begins in the municipality, in milliseconds since 1970. */
export function startOfDay(day: Day): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds;
}
