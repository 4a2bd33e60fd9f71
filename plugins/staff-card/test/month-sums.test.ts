import fc from 'fast-check';
import t from 'tap';
import { sumByMonth } from '../month-sums.ts';

const HOUR = 3_600_000;
const clock = { now: 10_000 * HOUR, longestHours: 16 };
const who = fc.record({
  month: fc.constantFrom('2026-10', '2026-11'),
  staffNumber: fc.constantFrom('9', '10', '700'),
  passholderId: fc.constantFrom('noor', 'sam'),
});
const time = fc
  .tuple(who, fc.integer({ min: 1, max: 9 }), fc.nat(600))
  .map(([one, day, minutes]) => ({
    ...one,
    day: `${one.month}-0${day}`,
    enteredAt: day * 24 * HOUR,
    leftAt: day * 24 * HOUR + minutes * 60_000,
  }));
const meal = fc
  .tuple(who, fc.integer({ min: 1, max: 900 }), fc.boolean())
  .map(([one, cents, isGivenBack]) => ({ ...one, cents: isGivenBack ? -cents : cents }));

t.test('each minute, meal and cent is of one month and worker', async (t) => {
  const totalOf = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0);
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(time), fc.array(meal), (times, meals) => {
        const sums = sumByMonth(times, meals, clock);
        const keys = sums.map((one) => `${one.month} ${one.staffNumber} ${one.passholderId}`);
        const minutes = times.map(({ enteredAt, leftAt }) => (leftAt - enteredAt) / 60_000);

        return (
          new Set(keys).size === keys.length &&
          totalOf(sums.map((one) => one.minutes)) === totalOf(minutes) &&
          totalOf(sums.map((one) => one.meals)) ===
            totalOf(meals.map(({ cents }) => Math.sign(cents))) &&
          totalOf(sums.map((one) => one.cents)) === totalOf(meals.map(({ cents }) => cents))
        );
      }),
    ),
  );
});

t.test('the list goes by month, then by staff number as people count', async (t) => {
  const at = (month: string, staffNumber: string) => ({
    month,
    staffNumber,
    passholderId: 'noor',
    day: `${month}-02`,
    enteredAt: 0,
    leftAt: HOUR,
  });
  const times = [at('2026-11', '10'), at('2026-11', '9'), at('2026-10', '700')];

  t.same(
    sumByMonth(times, [], clock).map(({ month, staffNumber }) => [month, staffNumber]),
    [
      ['2026-10', '700'],
      ['2026-11', '9'],
      ['2026-11', '10'],
    ],
  );
});
