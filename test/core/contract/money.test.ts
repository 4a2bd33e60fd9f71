import fc from 'fast-check';
import t from 'tap';
import { assertCents, splitByWeights, type Weights } from '../../../core/contract/money.ts';

const cents = fc.integer({ min: -100_000_000, max: 100_000_000 });
const weights: fc.Arbitrary<Weights> = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), fc.integer({ min: 0, max: 1000 })), {
    minLength: 1,
    maxLength: 6,
    selector: ([party]) => party,
  })
  .filter((pairs) => pairs.some(([, weight]) => weight > 0))
  .map((pairs) => Object.fromEntries(pairs));

t.test('a difference of 5 euro is borne 3:1:1', async (t) => {
  t.same(splitByWeights(500, { uit: 3, library: 1, centre: 1 }), [
    ['uit', 300],
    ['library', 100],
    ['centre', 100],
  ]);
});

t.test('the odd cent goes to the largest remainder, and of equal ones to the first', async (t) => {
  t.same(splitByWeights(803, { city: 40, organizer: 40 }), [
    ['city', 402],
    ['organizer', 401],
  ]);
  t.same(splitByWeights(2, { a: 1, b: 1, c: 1 }), [
    ['a', 1],
    ['b', 1],
    ['c', 0],
  ]);
  t.same(splitByWeights(100, { small: 1, large: 2 }), [
    ['small', 33],
    ['large', 67],
  ]);
});

t.test('who has no weight is named with 0 cents', async (t) => {
  t.same(splitByWeights(100, { nobody: 0, city: 1 }), [
    ['nobody', 0],
    ['city', 100],
  ]);
});

t.test('the parts of an amount are whole cents and make the amount', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(cents, weights, (amount, key) => {
        const parts = splitByWeights(amount, key);

        return (
          parts.every(([, part]) => Number.isSafeInteger(part) && !Object.is(part, -0)) &&
          parts.reduce((sum, [, part]) => sum + part, 0) === amount &&
          parts.map(([party]) => party).join() === Object.keys(key).join()
        );
      }),
    ),
  );
});

t.test('nobody bears a cent more or less than the proportion says', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(cents, weights, (amount, key) => {
        const total = Object.values(key).reduce((sum, weight) => sum + weight, 0);

        return splitByWeights(amount, key).every(([party, part]) => {
          const distance = Math.abs(part * total - amount * (key[party] ?? 0));
          return distance < total;
        });
      }),
    ),
  );
});

t.test('what is taken back is split exactly as what was given', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(cents, weights, (amount, key) => {
        const back = new Map(splitByWeights(0 - amount, key));

        return splitByWeights(amount, key).every(([party, part]) => back.get(party) === 0 - part);
      }),
    ),
  );
});

t.test('a key in which nobody bears anything is refused', async (t) => {
  for (const key of [{}, { city: 0 }, { city: -1, fund: 2 }, { city: 0.5 }, { city: NaN }]) {
    t.throws(() => splitByWeights(100, key), RangeError, JSON.stringify(key));
  }
});

t.test('an amount that is no whole number of cents is refused', async (t) => {
  for (const amount of [0.1, NaN, Infinity, 2 ** 53]) {
    t.throws(() => assertCents(amount), RangeError, `${amount}`);
    t.throws(() => splitByWeights(amount, { city: 1 }), RangeError, `${amount}`);
  }
  t.throws(() => splitByWeights(2 ** 52, { city: 4, fund: 1 }), RangeError, 'beyond exactness');
  t.doesNotThrow(() => assertCents(-205));
});
