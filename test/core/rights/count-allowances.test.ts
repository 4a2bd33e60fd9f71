import fc from 'fast-check';
import t from 'tap';
import {
  addToDay,
  CALENDAR_PERIODS,
  calendarPeriodOf,
  type CalendarPeriod,
  type Period,
} from '../../../core/contract/period.ts';
import type { StoredAllowance } from '../../../core/rights/card-facts.ts';
import { countAllowances } from '../../../core/rights/count-allowances.ts';

const year: Period = { from: '2026-03-15', until: '2027-03-14' };

/** What a role of a year has of one allowance on a day. */
function countOn(
  day: string,
  told: {
    calendar: CalendarPeriod | null;
    amount?: number;
    written?: readonly StoredAllowance[] | null;
    period?: Period;
  },
) {
  const allowances = {
    meals: {
      unit: 'cent' as const,
      title: { nl: 'Maaltijden' },
      amount: () => told.amount ?? 4000,
      period: () => told.calendar,
      usedUp: { nl: 'Het budget is op.' },
    },
  };
  const definition = {
    title: { nl: 'Badge' },
    visibility: 'public' as const,
    owner: () => 'hr',
    allowances,
  };
  const plugin = { config: {} } as never;
  const role = { attributes: {}, definition, plugin, period: told.period ?? year };
  const { written = [] } = told;
  return countAllowances(role, written, day)['meals'];
}

function stored(period: StoredAllowance['period'], used: number): StoredAllowance {
  return { key: 'meals', period, granted: 4000, used, validUntil: null };
}

t.test('what a month gives is computed until its first use wrote it down', async (t) => {
  const whole = { granted: 4000, used: 0, remaining: 4000, validUntil: '2026-11-30' };

  t.same(countOn('2026-11-20', { calendar: 'MONTH' }), whole);
  t.same(countOn('2026-11-20', { calendar: 'MONTH', written: null }), whole, 'a derived role');
  const written = [stored('ROLE', 3999), stored('MONTH', 1500)];
  t.same(countOn('2026-11-20', { calendar: 'MONTH', written }), {
    ...whole,
    used: 1500,
    remaining: 2500,
  });
});

t.test('the amount that was written down stays, whatever the settings say since', async (t) => {
  const written = [stored('MONTH', 1500)];

  t.match(countOn('2026-11-20', { calendar: 'MONTH', amount: 1000, written }), {
    granted: 4000,
    remaining: 2500,
  });
  t.equal(countOn('2026-11-20', { calendar: 'MONTH', amount: 0, written }), undefined, 'but none');
});

t.test('what a month gives ends with the role', async (t) => {
  t.match(countOn('2027-03-02', { calendar: 'MONTH' }), { validUntil: '2027-03-14' });
  t.match(countOn('2027-03-02', { calendar: 'ABSOLUTE' }), { validUntil: '2027-03-14' });
  const lasting = { from: '2026-03-15', until: null };
  t.match(countOn('2027-03-02', { calendar: 'ABSOLUTE', period: lasting }), { validUntil: null });
  t.match(countOn('2027-03-02', { calendar: 'MONTH', period: lasting }), {
    validUntil: '2027-03-31',
  });
});

t.test('without a calendar period the row of the role counts, and no other', async (t) => {
  t.match(countOn('2026-11-20', { calendar: null, written: [stored('ROLE', 10)] }), {
    remaining: 3990,
    validUntil: null,
  });
  t.equal(countOn('2026-11-20', { calendar: null, written: [stored('MONTH', 10)] }), undefined);
  t.match(countOn('2026-11-20', { calendar: null, written: null }), {
    remaining: 4000,
    validUntil: '2027-03-14',
  });
});

t.test('of every calendar, a day has one period: the next begins when it is over', async (t) => {
  const kind = fc.constantFrom(...CALENDAR_PERIODS);
  const day = fc.nat({ max: 20_000 }).map((days) => addToDay('2000-01-01', { days }));
  const lasting = { from: '1999-01-01', until: null };
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(kind, day, (calendar, today) => {
        const count = countOn(today, { calendar, period: lasting });
        const { from, until } = calendarPeriodOf(today, calendar);
        const next = until === null ? null : addToDay(until, { days: 1 });

        return (
          count?.remaining === 4000 &&
          count.validUntil === until &&
          from <= today &&
          (next === null || calendarPeriodOf(next, calendar).from === next)
        );
      }),
    ),
  );
});
