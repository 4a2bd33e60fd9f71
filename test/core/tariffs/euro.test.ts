import fc from 'fast-check';
import t from 'tap';
import { centsOfEuro, euroOf } from '../../../core/tariffs/euro.ts';

t.test('every amount in cents is an amount in euro, and back', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (cents) => {
        const written = `${Math.trunc(cents / 100)}.${`${cents % 100}`.padStart(2, '0')}`;
        return centsOfEuro(euroOf(cents)) === cents && centsOfEuro(Number(written)) === cents;
      }),
    ),
  );
});

t.test('an amount with a part of a cent is no amount', async (t) => {
  for (const euro of [1.005, 0.001, 9.999, 0.1 + 0.2, 1e-7, 10.030_000_000_01]) {
    t.equal(centsOfEuro(euro), undefined, `${euro}`);
  }
});

t.test('neither is one below zero, above ten million, or no number', async (t) => {
  for (const euro of [-0.01, -10, 10_000_000.01, 1e300, Number.NaN, Infinity]) {
    t.equal(centsOfEuro(euro), undefined, `${euro}`);
  }
  t.equal(Object.is(centsOfEuro(-0), 0), true, 'minus nothing is nothing');
});
