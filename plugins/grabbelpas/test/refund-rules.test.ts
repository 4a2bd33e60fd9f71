import fc from 'fast-check';
import t from 'tap';
import { addToDay } from '../../../core/contract/period.ts';
import { clockOn } from '../../../test/fixtures/plugin-facts.ts';
import { decideRefund, keptCents } from '../enrolments/refund.ts';

const day = fc.integer({ min: 0, max: 3000 }).map((days) => addToDay('2024-01-01', { days }));
const hours = fc.record({ firstDay: day, length: fc.nat({ max: 10 }) }).map((one) => {
  const lastDay = addToDay(one.firstDay, { days: one.length });
  return { firstDay: one.firstDay, lastDay, from: '09:00', until: '16:00' };
});

t.test('what is given back never grows with time, and a note gives all', async (t) => {
  const settings = fc.record({
    freeDays: fc.nat({ max: 30 }),
    latePercent: fc.nat({ max: 100 }),
    noteDays: fc.nat({ max: 60 }),
  });
  const days = fc.record({ first: day, later: fc.nat({ max: 40 }), isMoved: fc.boolean() });
  const percentOf = (decision: ReturnType<typeof decideRefund>): number =>
    'percent' in decision ? decision.percent : -1;
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(hours, settings, days, (one, refund, { first, isMoved, later }) => {
        const at = (when: string, hasNote: boolean) =>
          percentOf(
            decideRefund(one, refund, { clock: clockOn(`${when}T12:00`), hasNote, isMoved }),
          );
        const second = addToDay(first, { days: later });
        const isLess = at(second, false) <= at(first, false);
        const isCured = at(first, true) >= at(first, false);
        const isInTime = first <= addToDay(one.lastDay, { days: refund.noteDays });
        return isLess && isCured && at(first, true) === (isInTime ? 100 : -1);
      }),
      { numRuns: 1000 },
    ),
  );
});

t.test('what is kept and what is given back are whole cents, and together the price', async (t) => {
  const price = fc.nat({ max: 10_000_000 });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(price, fc.nat({ max: 100 }), (cents, percent) => {
        const kept = keptCents(cents, percent);
        const back = cents - kept;
        return Number.isInteger(kept) && kept >= 0 && back * 100 >= cents * percent;
      }),
    ),
  );
  t.equal(keptCents(1001, 50), 500, 'the odd cent is for the household');
  t.equal(keptCents(1001, 100), 0);
  t.equal(keptCents(1001, 0), 1001);
});
