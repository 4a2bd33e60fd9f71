import fc from 'fast-check';
import t from 'tap';
import { sumCents } from '../../../core/billing/price-decision.ts';
import { decideCharge } from '../../../core/tariffs/decide-charge.ts';
import { decidePrice } from '../../../core/tariffs/decide-price.ts';
import { payPart } from '../../../core/tariffs/pay-part.ts';
import { party, price, question } from '../billing/random-sales.ts';

const FEE = decideCharge({ priceCents: 2400, earner: 'club' }, null);

t.test('a Talententicket pays its part and the holder the rest', async (t) => {
  const left = payPart(FEE, { fundedBy: { youth: 1 }, cents: 2000 });

  t.equal(left.priceCents, 400);
  t.same(left.shares, [
    { party: 'holder', cents: 400 },
    { party: 'youth', cents: 2000 },
  ]);
});

t.test('at most what the holder still has to pay is taken', async (t) => {
  const once = payPart(FEE, { fundedBy: { youth: 1 }, cents: 2000 });
  const twice = payPart(once, { fundedBy: { youth: 1 }, cents: 2000 });
  const thrice = payPart(twice, { fundedBy: { welfare: 1 }, cents: 1000 });

  t.equal(twice.priceCents, 0);
  t.same(thrice.shares, [
    { party: 'holder', cents: 0 },
    { party: 'welfare', cents: 0 },
    { party: 'youth', cents: 2400 },
  ]);
});

t.test('a part payment keeps the price whole and changes nobody else', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(question, party, price, (asked, funder, cents) => {
        const before = decidePrice(asked);
        const after = payPart(before, { fundedBy: { [funder]: 1 }, cents });
        const taken = before.priceCents - after.priceCents;
        const borne = new Map(after.shares.map((share) => [share.party, share.cents]));

        return (
          taken === Math.min(cents, before.priceCents) &&
          sumCents(after.shares) === before.regularPriceCents &&
          before.shares.slice(1).every((share) => {
            return borne.get(share.party) === share.cents + (share.party === funder ? taken : 0);
          })
        );
      }),
    ),
  );
});

t.test('a voucher of less than nothing and a fee paid by voucher are refused', async (t) => {
  const payer = { party: 'sport', kind: 'fee' } as const;
  const owed = decideCharge({ priceCents: 300, earner: 'club', payer }, null);

  t.throws(() => payPart(FEE, { fundedBy: { youth: 1 }, cents: -1 }), /below zero/);
  t.throws(() => payPart(owed, { fundedBy: { youth: 1 }, cents: 100 }), /its holder only/);
});
