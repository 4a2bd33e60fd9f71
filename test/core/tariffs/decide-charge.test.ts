import fc from 'fast-check';
import t from 'tap';
import { DEFAULT_DISTRIBUTION_KEY } from '../../../core/billing/distribution-key.ts';
import { sumCents } from '../../../core/billing/price-decision.ts';
import type { Charge } from '../../../core/contract/money.ts';
import { type ChargeSocial, decideCharge } from '../../../core/tariffs/decide-charge.ts';
import { charge, chargeSocial } from '../billing/random-sales.ts';

const TURN_CARD: Charge = { priceCents: 4500, earner: 'sport' };
const BY_KEY: ChargeSocial = {
  entitled: true,
  rule: { key: DEFAULT_DISTRIBUTION_KEY, residencePayer: 'city' },
};
const BY_PERCENT: ChargeSocial = { entitled: true, rule: { percent: 50, funder: 'welfare' } };

t.test('without reductions the holder bears the whole price', async (t) => {
  t.same(decideCharge(TURN_CARD, null), {
    earner: 'sport',
    payer: { party: 'holder', kind: 'collection' },
    regularPriceCents: 4500,
    priceCents: 4500,
    source: 'regular',
    shares: [{ party: 'holder', cents: 4500 }],
  });
});

t.test('a fee is borne by the department that owes it, and no holder is named', async (t) => {
  const payer = { party: 'sport', kind: 'fee' } as const;
  const decided = decideCharge({ priceCents: 300, earner: 'club', payer }, null);

  t.same(decided.payer, payer);
  t.same(decided.shares, [{ party: 'sport', cents: 300 }]);
});

t.test('reductions come off in their order, each at most what is left', async (t) => {
  const reductions = [
    { cents: 3000, fundedBy: { uit: 2, city: 1 } },
    { cents: 2000, fundedBy: { city: 1 } },
    { cents: 1000, fundedBy: { library: 1 } },
  ];
  const decided = decideCharge({ ...TURN_CARD, reductions }, null);

  t.equal(decided.priceCents, 0);
  t.same(decided.shares, [
    { party: 'holder', cents: 0 },
    { party: 'city', cents: 2500 },
    { party: 'library', cents: 0 },
    { party: 'uit', cents: 2000 },
  ]);
});

t.test('the social tariff comes off what the reductions left', async (t) => {
  const reductions = [{ cents: 3500, fundedBy: { uit: 1 } }];
  const decided = decideCharge({ ...TURN_CARD, reductions }, BY_KEY);

  t.match(decided, { source: 'social', regularPriceCents: 4500, priceCents: 200 });
  t.same(decided.shares, [
    { party: 'holder', cents: 200 },
    { party: 'city', cents: 400 },
    { party: 'sport', cents: 400 },
    { party: 'uit', cents: 3500 },
  ]);
});

t.test('an own social percentage is rounded down for the payer', async (t) => {
  const decided = decideCharge({ priceCents: 225, earner: 'care' }, BY_PERCENT);

  t.same(decided.shares, [
    { party: 'holder', cents: 112 },
    { party: 'welfare', cents: 113 },
  ]);
});

t.test('the social percentage is the part that the holder does not pay', async (t) => {
  const rule = { percent: 30, funder: 'welfare' };
  const decided = decideCharge({ priceCents: 1001, earner: 'care' }, { entitled: true, rule });

  t.same(decided.shares, [
    { party: 'holder', cents: 700 },
    { party: 'welfare', cents: 301 },
  ]);
});

t.test('a role that costs nothing is not sold at the social tariff', async (t) => {
  const decided = decideCharge({ priceCents: 0, earner: 'sport' }, BY_KEY);

  t.match(decided, { source: 'regular', priceCents: 0 });
  t.equal(decided.shares.length, 3, 'and the payers of the key are named as ever');
});

t.test('who is not entitled pays all, and the payers of the key are still named', async (t) => {
  const byKey = decideCharge(TURN_CARD, { ...BY_KEY, entitled: false });
  const byPercent = decideCharge(TURN_CARD, { ...BY_PERCENT, entitled: false });

  t.match(byKey, { source: 'regular', priceCents: 4500 });
  t.same(byKey.shares, [
    { party: 'holder', cents: 4500 },
    { party: 'city', cents: 0 },
    { party: 'sport', cents: 0 },
  ]);
  t.same(byPercent.shares, [
    { party: 'holder', cents: 4500 },
    { party: 'welfare', cents: 0 },
  ]);
});

t.test('where nobody pays for the residence a role has no social tariff', async (t) => {
  const abroad = { key: DEFAULT_DISTRIBUTION_KEY, residencePayer: null };
  const decided = decideCharge(TURN_CARD, { entitled: true, rule: abroad });

  t.match(decided, { source: 'regular', priceCents: 4500 });
  t.same(decided.shares, [{ party: 'holder', cents: 4500 }]);
});

t.test('the social tariff also comes off what a household is charged', async (t) => {
  const payer = { party: 'household', kind: 'charge' } as const;
  const decided = decideCharge({ priceCents: 1003, earner: 'care', payer }, BY_KEY);

  t.same(decided.shares, [
    { party: 'household', cents: 200 },
    { party: 'care', cents: 401 },
    { party: 'city', cents: 402 },
  ]);
});

t.test('any charge is borne to the cent, and by the same parties for a twin', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(charge, chargeSocial, (owed, { rule }) => {
        const [poor, twin] = [true, false].map((entitled) =>
          decideCharge(owed, { entitled, rule }),
        );
        if (poor === undefined || twin === undefined) return false;

        return (
          sumCents(poor.shares) === owed.priceCents &&
          sumCents(twin.shares) === owed.priceCents &&
          poor.priceCents <= twin.priceCents &&
          poor.shares.every(({ cents }) => cents >= 0) &&
          poor.shares.map(({ party }) => party).join() ===
            twin.shares.map(({ party }) => party).join()
        );
      }),
    ),
  );
});

t.test(
  'amounts below zero, a wrong percentage and the holder as a party are refused',
  async (t) => {
    const holder = { party: 'holder', kind: 'fee' } as const;
    const reductions = [{ cents: -1, fundedBy: { uit: 1 } }];

    t.throws(() => decideCharge({ ...TURN_CARD, priceCents: -1 }, null), /below zero/);
    t.throws(() => decideCharge({ ...TURN_CARD, reductions }, null), /below zero/);
    t.throws(() => decideCharge({ ...TURN_CARD, payer: holder }, null), /no party/);
    t.throws(() => decideCharge({ ...TURN_CARD, earner: 'holder' }, null), /no party/);
    for (const percent of [-1, 101, 0.5]) {
      const rule = { percent, funder: 'welfare' };
      t.throws(() => decideCharge(TURN_CARD, { entitled: false, rule }), /no percent/);
    }
  },
);
