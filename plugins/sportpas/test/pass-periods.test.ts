import fc from 'fast-check';
import t from 'tap';
import { addToDay, isWithin, type Period } from '../../../core/contract/period.ts';
import { issuanceWith } from '../../../test/fixtures/plugin-facts.ts';
import type { PeriodPass } from '../config.ts';
import { lastDayOfTerm, passPeriod, turnCardPeriod } from '../pass-periods.ts';
import { lier } from './lier-settings.ts';

const day = fc.integer({ min: 0, max: 36_500 }).map((days) => addToDay('2000-01-01', { days }));
const starts = fc.uniqueArray(
  fc.integer({ min: 0, max: 365 }).map((days) => addToDay('2024-01-01', { days }).slice(5)),
  { minLength: 1, maxLength: 6 },
);

function pass(length: PeriodPass['length'], from: string, previous: Period | null = null): Period {
  return passPeriod(issuanceWith({ config: lier, attributes: { length }, from, previous }));
}

function card(from: string, previous: Period | null = null): Period {
  return turnCardPeriod(issuanceWith({ config: lier, from, previous }));
}

t.test('a pass for a year holds until the year of sport ends', async (t) => {
  t.same(pass('year', '2026-11-20'), { from: '2026-11-20', until: '2027-08-31' });
});

t.test('a pass for a term holds until the next term begins', async (t) => {
  t.same(pass('term', '2026-11-20'), { from: '2026-11-20', until: '2026-12-31' });
  t.same(pass('term', '2027-01-01'), { from: '2027-01-01', until: '2027-03-31' });
  t.same(pass('term', '2027-08-31'), { from: '2027-08-31', until: '2027-08-31' });
});

t.test('a pass renewed in time goes on with the next term', async (t) => {
  const first = pass('term', '2026-11-20');

  t.same(pass('term', '2026-12-01', first), { from: '2027-01-01', until: '2027-03-31' });
  t.same(pass('term', '2027-02-01', first), { from: '2027-02-01', until: '2027-03-31' });
});

t.test('terms tile the calendar: no day without a term, none in two', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, starts, (today, startsOn) => {
        const last = lastDayOfTerm(today, startsOn);
        const tomorrow = addToDay(today, { days: 1 });

        return last === today
          ? lastDayOfTerm(tomorrow, startsOn) > today
          : today < last && lastDayOfTerm(tomorrow, startsOn) === last;
      }),
    ),
  );
});

t.test('a turn card holds a year to the day', async (t) => {
  t.same(card('2026-11-20'), { from: '2026-11-20', until: '2027-11-19' });
});

t.test('a turn card that is topped up keeps its first day and gets a new year', async (t) => {
  const first = { from: '2026-11-20', until: '2027-11-19' };

  t.same(card('2027-06-01', first), { from: '2026-11-20', until: '2028-05-31' });
});

t.test('a turn card that has expired begins anew', async (t) => {
  const first = { from: '2024-11-20', until: '2025-11-19' };

  t.same(card('2026-11-20', first), { from: '2026-11-20', until: '2027-11-19' });
});

t.test('topping up never takes a day away', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, fc.nat({ max: 800 }), fc.nat({ max: 800 }), (from, lasts, later) => {
        const previous = { from, until: addToDay(from, { days: lasts }) };
        const today = addToDay(from, { days: later });
        const next = card(today, previous);
        const topsUp = isWithin(today, previous);

        return (
          isWithin(today, next) &&
          (!topsUp || (next.from === from && (next.until ?? '') >= previous.until))
        );
      }),
    ),
  );
});
