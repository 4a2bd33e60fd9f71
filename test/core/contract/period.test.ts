import fc from 'fast-check';
import t from 'tap';
import {
  addToDay,
  ageOn,
  birthdayOf,
  type CalendarPeriod,
  calendarPeriodOf,
  clockAt,
  type Day,
  firstDayAfter,
  isWithin,
  seasonOf,
  startOfDay,
} from '../../../core/contract/period.ts';

const kinds: CalendarPeriod[] = ['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const day: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 73_000 })
  .map((days) => addToDay('1920-01-01', { days }));
const startsOn = fc.integer({ min: 0, max: 365 }).map((days) => {
  return addToDay('2024-01-01', { days }).slice(5);
});

t.test('the clock of the municipality is that of Brussels, in winter and in summer', async (t) => {
  const winter = clockAt(Date.UTC(2026, 10, 20, 8, 5, 59));
  const summer = clockAt(Date.UTC(2026, 6, 1, 22, 30));

  t.same(winter, {
    epochMs: Date.UTC(2026, 10, 20, 8, 5, 59),
    day: '2026-11-20',
    time: '09:05',
    weekday: 5,
  });
  t.match(summer, { day: '2026-07-02', time: '00:30', weekday: 4 });
});

t.test('a day begins at midnight in Brussels, also when the clock changes on it', async (t) => {
  t.equal(startOfDay('2026-10-25'), Date.UTC(2026, 9, 24, 22));
  t.equal(startOfDay('2026-10-26'), Date.UTC(2026, 9, 25, 23));
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000 }), (days) => {
        const today = addToDay('2000-01-01', { days });
        const start = startOfDay(today);

        return (
          clockAt(start).day === today &&
          clockAt(start).time === '00:00' &&
          clockAt(start - 1).day === addToDay(today, { days: -1 })
        );
      }),
    ),
  );
});

t.test('a period holds from its first day until its last, both included', async (t) => {
  const term = { from: '2026-09-01', until: '2026-12-31' };

  t.notOk(isWithin('2026-08-31', term));
  t.ok(isWithin('2026-09-01', term));
  t.ok(isWithin('2026-12-31', term));
  t.notOk(isWithin('2027-01-01', term));
  t.ok(isWithin('2099-01-01', { from: '2026-09-01', until: null }));
});

t.test('a month after the last of January is the last of February', async (t) => {
  t.equal(addToDay('2026-01-31', { months: 1 }), '2026-02-28');
  t.equal(addToDay('2024-02-29', { years: 1 }), '2025-02-28');
  t.equal(addToDay('2026-03-01', { days: -1 }), '2026-02-28');
});

t.test('one is a year older on the birthday, and not the day before', async (t) => {
  t.equal(ageOn('2014-11-21', '2026-11-20'), 11);
  t.equal(ageOn('2014-11-21', '2026-11-21'), 12);
  t.equal(ageOn('2026-11-20', '2026-11-20'), 0);
});

t.test('who is born on 29 February is a year older on 1 March of other years', async (t) => {
  t.equal(ageOn('2012-02-29', '2026-02-28'), 13);
  t.equal(ageOn('2012-02-29', '2026-03-01'), 14);
  t.equal(ageOn('2012-02-29', '2028-02-29'), 16);
  t.equal(birthdayOf('2012-02-29', 14), '2026-03-01');
  t.equal(birthdayOf('2012-02-29', 16), '2028-02-29');
});

t.test('the birthday is the first day on which one has the age', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 110 }), (birthDate, age) => {
        const birthday = birthdayOf(birthDate, age);
        const eve = addToDay(birthday, { days: -1 });

        return ageOn(birthDate, birthday) === age && ageOn(birthDate, eve) === age - 1;
      }),
    ),
  );
});

t.test('a season of the cultural centre runs from 1 September until 31 August', async (t) => {
  t.same(seasonOf('2026-11-20', '09-01'), { from: '2026-09-01', until: '2027-08-31' });
  t.same(seasonOf('2026-08-31', '09-01'), { from: '2025-09-01', until: '2026-08-31' });
  t.same(seasonOf('2026-11-20', '01-01'), { from: '2026-01-01', until: '2026-12-31' });
});

t.test('a season that starts on 29 February starts on 1 March of other years', async (t) => {
  t.same(seasonOf('2026-05-01', '02-29'), { from: '2026-03-01', until: '2027-02-28' });
  t.same(seasonOf('2025-02-28', '02-29'), { from: '2024-02-29', until: '2025-02-28' });
});

t.test('every day is in one season, and the next begins the day after its end', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, startsOn, (today, start) => {
        const season = seasonOf(today, start);
        const next = seasonOf(addToDay(season.until, { days: 1 }), start);

        return (
          isWithin(today, season) &&
          seasonOf(season.from, start).from === season.from &&
          seasonOf(season.until, start).from === season.from &&
          next.from === addToDay(season.until, { days: 1 })
        );
      }),
    ),
  );
});

t.test('the calendar periods of a day are those of the calendar on the wall', async (t) => {
  t.same(calendarPeriodOf('2026-11-20', 'ABSOLUTE'), { from: '1000-01-01', until: null });
  t.same(calendarPeriodOf('2026-11-20', 'DAY'), { from: '2026-11-20', until: '2026-11-20' });
  t.same(calendarPeriodOf('2026-11-22', 'WEEK'), { from: '2026-11-16', until: '2026-11-22' });
  t.same(calendarPeriodOf('2026-11-23', 'WEEK'), { from: '2026-11-23', until: '2026-11-29' });
  t.same(calendarPeriodOf('2024-02-10', 'MONTH'), { from: '2024-02-01', until: '2024-02-29' });
  t.same(calendarPeriodOf('2026-11-20', 'QUARTER'), { from: '2026-10-01', until: '2026-12-31' });
  t.same(calendarPeriodOf('2026-01-31', 'QUARTER'), { from: '2026-01-01', until: '2026-03-31' });
  t.same(calendarPeriodOf('2026-12-31', 'YEAR'), { from: '2026-01-01', until: '2026-12-31' });
});

t.test('calendar periods of one kind leave no day out and share none', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, fc.constantFrom(...kinds), (today, kind) => {
        const period = calendarPeriodOf(today, kind);
        if (period.until === null) return isWithin(today, period);
        const next = addToDay(period.until, { days: 1 });

        return (
          isWithin(today, period) &&
          calendarPeriodOf(period.from, kind).from === period.from &&
          calendarPeriodOf(period.until, kind).from === period.from &&
          calendarPeriodOf(next, kind).from === next
        );
      }),
    ),
  );
});

t.test('a role renewed in time begins the day after its end, else on the day asked', async (t) => {
  const previous = { from: '2026-01-01', until: '2026-12-31' };

  t.equal(firstDayAfter(null, '2026-11-20'), '2026-11-20');
  t.equal(firstDayAfter(previous, '2026-11-20'), '2027-01-01');
  t.equal(firstDayAfter(previous, '2026-12-31'), '2027-01-01', 'on its last day');
  t.equal(firstDayAfter(previous, '2027-01-01'), '2027-01-01');
  t.equal(firstDayAfter({ ...previous, until: null }, '2026-11-20'), '2026-11-20');
});

t.test('the clock reads every moment of a minute as that minute, whatever was read before', (t) => {
  const moment = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2100-01-01') });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(moment, fc.nat(180_000), (epochMs, later) => {
        clockAt(epochMs);
        const clock = clockAt(epochMs + later);
        const local = Temporal.Instant.fromEpochMilliseconds(epochMs + later).toZonedDateTimeISO(
          'Europe/Brussels',
        );
        return (
          clock.epochMs === epochMs + later &&
          clock.day === local.toPlainDate().toString() &&
          clock.time === local.toPlainTime().toString().slice(0, 5) &&
          clock.weekday === local.dayOfWeek
        );
      }),
    ),
  );
  t.end();
});
