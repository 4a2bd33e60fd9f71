import fc from 'fast-check';
import t from 'tap';
import {
  chooseKeyVersion,
  DEFAULT_DISTRIBUTION_KEY,
  type DistributionKey,
  findNormViolation,
  percentOf,
  splitSocialPrice,
} from '../../../core/billing/distribution-key.ts';
import { distributionKey, party, price } from './random-sales.ts';

const PARTIES = { residencePayer: 'lier', organizer: 'club' };
const WITH_FUND: DistributionKey = {
  holder: { percent: 20 },
  stepCents: 1,
  others: { fund: 10, residence: 20, organizer: 50 },
};

function split(priceCents: number, key: DistributionKey): Record<string, number> {
  const shares = splitSocialPrice(priceCents, key, PARTIES) ?? [];
  return Object.fromEntries(shares.map((share) => [share.party, share.cents]));
}

t.test('the table of the distribution key holds to the cent', async (t) => {
  const rows: [number, number, number, number, number][] = [
    [1000, 1, 200, 400, 400],
    [1003, 1, 200, 402, 401],
    [1004, 1, 200, 402, 402],
    [789, 1, 157, 316, 316],
    [789, 5, 155, 317, 317],
    [1034, 5, 205, 415, 414],
    [1, 1, 1, 0, 0],
  ];

  for (const [priceCents, stepCents, holder, lier, club] of rows) {
    const shares = split(priceCents, { ...DEFAULT_DISTRIBUTION_KEY, stepCents });
    t.same(shares, { holder, lier, club }, `${priceCents} cents with step ${stepCents}`);
  }
  t.same(split(1003, WITH_FUND), { holder: 200, fund: 100, lier: 201, club: 502 });
});

t.test('the holder comes first and the payers follow by name, also those of 0 cents', async (t) => {
  t.same(splitSocialPrice(1, WITH_FUND, PARTIES), [
    { party: 'holder', cents: 1 },
    { party: 'club', cents: 0 },
    { party: 'fund', cents: 0 },
    { party: 'lier', cents: 0 },
  ]);
});

t.test('the holder pays at least one step, and never more than the price', async (t) => {
  const inSteps = { ...DEFAULT_DISTRIBUTION_KEY, stepCents: 50 };

  t.equal(split(200, inSteps).holder, 50, 'a fifth of 200 is less than one step');
  t.equal(split(30, inSteps).holder, 30, 'the price is less than one step');
  t.equal(split(0, inSteps).holder, 0, 'what is free stays free');
});

t.test('a fixed holder price holds until the ticket itself is cheaper', async (t) => {
  const fixed = { ...DEFAULT_DISTRIBUTION_KEY, stepCents: 5, holder: { priceCents: 153 } };

  t.same(split(1000, fixed), { holder: 153, lier: 424, club: 423 });
  t.same(split(100, fixed), { holder: 100, lier: 0, club: 0 });
  t.same(split(100, { ...fixed, holder: { priceCents: 0 } }), { holder: 0, lier: 50, club: 50 });
});

t.test('where nobody pays for the residence there is no social tariff', async (t) => {
  const abroad = { residencePayer: null, organizer: 'club' };
  const ownFund = { ...DEFAULT_DISTRIBUTION_KEY, others: { fund: 40, organizer: 40 } };

  t.equal(splitSocialPrice(1000, DEFAULT_DISTRIBUTION_KEY, abroad), null);
  t.same(splitSocialPrice(1000, ownFund, abroad), [
    { party: 'holder', cents: 200 },
    { party: 'club', cents: 400 },
    { party: 'fund', cents: 400 },
  ]);
});

t.test('a town that organizes the activity itself bears both its parts in one share', async (t) => {
  const own = { residencePayer: 'lier', organizer: 'lier' };

  t.same(splitSocialPrice(1003, DEFAULT_DISTRIBUTION_KEY, own), [
    { party: 'holder', cents: 200 },
    { party: 'lier', cents: 803 },
  ]);
});

t.test('the shares of any ticket under any key make its price', async (t) => {
  const parties = fc.record({ residencePayer: party, organizer: party });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(price, distributionKey, parties, (cents, key, forWhom) => {
        const shares = splitSocialPrice(cents, key, forWhom) ?? [];
        const [holder, ...others] = shares;

        return (
          holder?.party === 'holder' &&
          holder.cents <= cents &&
          shares.every((share) => Number.isSafeInteger(share.cents) && share.cents >= 0) &&
          shares.reduce((sum, share) => sum + share.cents, 0) === cents &&
          new Set(others.map((share) => share.party)).size === others.length
        );
      }),
    ),
  );
});

t.test('a percentage is rounded down to the cent', async (t) => {
  t.equal(percentOf(225, 50), 112);
  t.equal(percentOf(789, 20), 157);
  t.equal(percentOf(789, 0), 0);
  t.equal(percentOf(789, 100), 789);
  t.throws(() => percentOf(2 ** 50, 100), 'beyond exactness');
});

t.test(
  'a price below zero, a wrong percentage and a wrong step are our own mistakes',
  async (t) => {
    t.throws(() => split(-1, DEFAULT_DISTRIBUTION_KEY), /below zero/);
    t.throws(() => split(0.5, DEFAULT_DISTRIBUTION_KEY), /whole number of cents/);
    for (const percent of [-1, 101, 12.5]) {
      t.throws(() => split(100, { ...WITH_FUND, holder: { percent } }), /no percent/);
    }
    for (const stepCents of [0, -5, 0.5]) {
      t.throws(() => split(100, { ...WITH_FUND, stepCents }), /no tariff step/);
    }
    t.throws(() => split(100, { ...WITH_FUND, others: { holder: 1 } }), /holder funds nothing/);
  },
);

t.test('a key under which the holder pays more than a quarter is refused', async (t) => {
  const holderPays = (percent: number) => ({ ...DEFAULT_DISTRIBUTION_KEY, holder: { percent } });

  t.equal(findNormViolation(holderPays(25)), null);
  t.equal(findNormViolation(holderPays(26)), 'the holder pays 26 %, more than 25 %');
});

t.test('a key under which the organizer bears less than a tenth is refused', async (t) => {
  const organizerBears = (organizer: number, residence: number) =>
    findNormViolation({ ...DEFAULT_DISTRIBUTION_KEY, others: { residence, organizer } });

  t.equal(organizerBears(10, 70), null);
  t.equal(organizerBears(1, 7), null, 'weights are a proportion, not percentages');
  t.equal(organizerBears(9, 71), 'the organizer bears 9 %, less than 10 %');
  t.equal(organizerBears(999, 7001), 'the organizer bears 9.9 %, less than 10 %');
  t.match(findNormViolation({ ...WITH_FUND, others: { residence: 1 } }), /bears 0 %/);
});

t.test('of a key with a fixed holder price, the organizer bears a tenth of the rest', async (t) => {
  const fixed = { ...DEFAULT_DISTRIBUTION_KEY, holder: { priceCents: 150 } };

  t.equal(findNormViolation(fixed), null);
  t.match(findNormViolation({ ...fixed, others: { residence: 91, organizer: 9 } }), /bears 9 %/);
});

t.test('a key that says it is outside the norm is taken as the council meant it', async (t) => {
  const half: DistributionKey = { ...WITH_FUND, holder: { percent: 50 } };

  t.match(findNormViolation({ ...half, outsideNorm: false }), /more than 25 %/);
  t.equal(findNormViolation({ ...half, outsideNorm: true }), null);
});

t.test(
  'the key of a day is the newest that has begun, of the own class if it has one',
  async (t) => {
    const always = { key: DEFAULT_DISTRIBUTION_KEY };
    const all2026 = { validFrom: '2026-01-01', key: WITH_FUND };
    const clubs2027 = { organizerClass: 'club', validFrom: '2027-01-01', key: WITH_FUND };
    const versions = [all2026, clubs2027, always];
    const choose = (organizerClass: string | null, day: string) =>
      chooseKeyVersion(versions, { organizerClass, day });

    t.equal(choose('department', '2025-12-31'), always);
    t.equal(choose('department', '2026-01-01'), all2026);
    t.equal(choose(null, '2028-01-01'), all2026);
    t.equal(choose('club', '2026-12-31'), all2026, 'its own key has not begun');
    t.equal(choose('club', '2027-01-01'), clubs2027);
  },
);

t.test('of two keys that begin on one day the later in the list holds', async (t) => {
  const first = { validFrom: '2026-01-01', key: DEFAULT_DISTRIBUTION_KEY };
  const second = { validFrom: '2026-01-01', key: WITH_FUND };
  const on = { organizerClass: null, day: '2026-06-01' };

  t.equal(chooseKeyVersion([first, second], on), second);
});

t.test('without a key that has begun there is none', async (t) => {
  const next = { validFrom: '2027-01-01', key: DEFAULT_DISTRIBUTION_KEY };

  t.equal(chooseKeyVersion([], { organizerClass: null, day: '2026-06-01' }), null);
  t.equal(chooseKeyVersion([next], { organizerClass: 'club', day: '2026-06-01' }), null);
});
