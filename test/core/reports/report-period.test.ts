import fc from 'fast-check';
import t from 'tap';
import { reportedMonths, suggestedPeriods } from '../../../core/reports/report-period.ts';

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

t.test('the quarters of a year and the months since are suggested', (t) => {
  t.same(suggestedPeriods('2026-11-20'), [
    { startDate: '2026-10-01', endDate: '2026-10-31' },
    { startDate: '2026-07-01', endDate: '2026-09-30' },
    { startDate: '2026-04-01', endDate: '2026-06-30' },
    { startDate: '2026-01-01', endDate: '2026-03-31' },
    { startDate: '2025-10-01', endDate: '2025-12-31' },
  ]);
  t.same(suggestedPeriods('2026-10-01')[0], { startDate: '2026-07-01', endDate: '2026-09-30' });
  t.end();
});

t.test('what is suggested is over, and follows day by day', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, (today) => {
        const periods = suggestedPeriods(today);
        const ends = periods.map(({ endDate }) => endDate);
        const next = periods.map(({ startDate }) =>
          Temporal.PlainDate.from(startDate).subtract({ days: 1 }).toString(),
        );
        return ends.every((end, at) => end < today && (at === 0 || end === next[at - 1]));
      }),
    ),
  );
  t.end();
});

t.test('a report tells of no month that is not over', (t) => {
  const today = '2026-11-20';
  const months = (startDate: string, endDate: string) =>
    reportedMonths({ startDate, endDate }, today);

  t.same(months('2026-09-17', '2026-10-02'), { from: '2026-09', to: '2026-10' });
  t.same(months('2026-10-31', '2026-11-20'), { from: '2026-10', to: '2026-10' });
  t.equal(months('2026-11-01', '2026-11-30'), undefined);
  t.equal(months('2027-01-01', '2027-12-31'), undefined);
  t.end();
});

t.test('one day more or less never shows another part of a month', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, day, day, (one, other, today) => {
        const [startDate, endDate] = one < other ? [one, other] : [other, one];
        const firstOfMonth = `${startDate.slice(0, 7)}-01`;
        const whole = reportedMonths({ startDate: firstOfMonth, endDate }, today);
        return (
          JSON.stringify(reportedMonths({ startDate, endDate }, today)) === JSON.stringify(whole)
        );
      }),
    ),
  );
  t.end();
});
