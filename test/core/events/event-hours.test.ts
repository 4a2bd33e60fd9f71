import fc from 'fast-check';
import t from 'tap';
import type { Calendar } from '../../../core/events/calendar.ts';
import { judgeMoment } from '../../../core/events/event-hours.ts';

const at = (moment: string, marginMinutes = 0) => ({ epochMs: Date.parse(moment), marginMinutes });
const evening: Calendar = {
  type: 'DATES',
  dates: [{ day: '2026-11-20', opens: '20:00', closes: '24:00' }],
};

t.test('a permanent event without hours is open at any moment', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2100-01-01') }),
        fc.nat(600),
        (epochMs, marginMinutes) =>
          judgeMoment({ type: 'PERMANENT' }, { epochMs, marginMinutes }) === 'open',
      ),
    ),
  );
  t.end();
});

t.test('an evening opens at its hour and not a minute sooner', async (t) => {
  t.equal(judgeMoment(evening, at('2026-11-20T19:59:59+01:00')), 'closed-now');
  t.equal(judgeMoment(evening, at('2026-11-20T20:00:00+01:00')), 'open');
  t.equal(judgeMoment(evening, at('2026-11-20T23:59:59+01:00')), 'open');
  t.equal(judgeMoment(evening, at('2026-11-21T00:00:00+01:00')), 'over');
  t.equal(judgeMoment(evening, at('2026-11-19T20:00:00+01:00')), 'not-yet');
});

t.test('the margin holds before and after, also past midnight', async (t) => {
  t.equal(judgeMoment(evening, at('2026-11-20T19:00:00+01:00', 60)), 'open');
  t.equal(judgeMoment(evening, at('2026-11-20T18:59:59+01:00', 60)), 'closed-now');
  t.equal(judgeMoment(evening, at('2026-11-21T00:59:59+01:00', 60)), 'open');
  t.equal(judgeMoment(evening, at('2026-11-21T01:00:00+01:00', 60)), 'over');
});

t.test('weekly hours are those of the weekday, in local time all year', async (t) => {
  const calendar: Calendar = {
    type: 'PERIODIC',
    from: '2026-01-01',
    until: '2026-12-31',
    openingHours: [{ weekdays: [1, 2, 3, 4, 5], opens: '10:00', closes: '12:00' }],
  };
  t.equal(judgeMoment(calendar, at('2026-07-01T10:30:00+02:00')), 'open');
  t.equal(judgeMoment(calendar, at('2026-12-01T10:30:00+01:00')), 'open');
  t.equal(judgeMoment(calendar, at('2026-12-01T09:30:00+01:00')), 'closed-now');
  t.equal(judgeMoment(calendar, at('2026-11-21T10:30:00+01:00')), 'closed-now', 'a Saturday');
  t.equal(judgeMoment(calendar, at('2027-01-01T10:30:00+01:00')), 'over');
});

t.test('the night in which the clock goes back is an hour longer', async (t) => {
  const night: Calendar = {
    type: 'DATES',
    dates: [{ day: '2026-10-25', opens: '00:00', closes: '04:00' }],
  };
  t.equal(judgeMoment(night, at('2026-10-25T00:00:00+02:00')), 'open');
  t.equal(judgeMoment(night, at('2026-10-25T03:59:59+01:00')), 'open');
  t.equal(judgeMoment(night, at('2026-10-25T04:00:00+01:00')), 'closed-now');
});
