import fc from 'fast-check';
import t from 'tap';
import { type Discount, discountedPrice } from '../../../core/contract/discount.ts';

const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc.record({ priceCents: fc.nat({ max: 10_000_000 }) }),
  fc.record({ centsOff: fc.nat({ max: 10_000_000 }) }),
  fc.record({ percentOff: fc.integer({ min: 1, max: 100 }) }),
);
const price = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 10_000_000 }));

t.test('a role gives a price of its own, so many cents less or so many percent less', async (t) => {
  t.equal(discountedPrice(850, { priceCents: 400 }), 400);
  t.equal(discountedPrice(800, { centsOff: 200 }), 600);
  t.equal(discountedPrice(1000, { percentOff: 15 }), 850);
  t.equal(discountedPrice(1003, { percentOff: 15 }), 852, 'rounded down for the holder');
  t.equal(discountedPrice(1, { percentOff: 1 }), 0);
});

t.test('what costs less than the price of a role keeps its price', async (t) => {
  t.equal(discountedPrice(250, { priceCents: 400 }), 250);
  t.equal(discountedPrice(150, { centsOff: 200 }), 0);
});

t.test('a discount never raises a price, goes below nothing or splits a cent', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(price, discount, (priceCents, given) => {
        const left = discountedPrice(priceCents, given);

        return Number.isInteger(left) && 0 <= left && left <= priceCents;
      }),
    ),
  );
  t.throws(() => discountedPrice(1.5, { percentOff: 10 }), RangeError);
});

t.test('who is charged more pays no less, whatever the discount', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(price, fc.nat({ max: 1000 }), discount, (priceCents, more, given) => {
        return discountedPrice(priceCents, given) <= discountedPrice(priceCents + more, given);
      }),
    ),
  );
});
