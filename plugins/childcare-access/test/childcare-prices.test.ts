import fc from 'fast-check';
import t from 'tap';
import { HOUSEHOLD } from '../../../core/contract/money.ts';
import { careCents, childcareCharge, type ChildcareData } from '../money/charge-child.ts';
import { payersOn } from '../money/payers.ts';
import { lier } from './lier-settings.ts';

const ofMinutes = (stays: readonly number[]) => stays.map((minutes) => minutes * 60_000);

t.test('a school day costs its started half hours, up to the most', async (t) => {
  const cost = (...stays: number[]) =>
    careCents({ dayType: 'school', staysMs: ofMinutes(stays) }, '2026-11-19', lier);

  t.equal(cost(1), 100);
  t.equal(cost(30), 100);
  t.equal(cost(31), 200);
  t.equal(cost(20, 20), 200, 'each stay starts its own half hours');
  t.equal(cost(900), 1500);
  const tooEarly = { dayType: 'school', staysMs: ofMinutes([60]) } as const;
  t.equal(careCents(tooEarly, '2025-12-31', lier), 0, 'no prices yet');
});

t.test('a free day costs by less than three hours, three to six, or more', async (t) => {
  const cost = (...stays: number[]) =>
    careCents({ dayType: 'free', staysMs: ofMinutes(stays) }, '2026-02-16', lier);

  t.equal(cost(179), 500);
  t.equal(cost(179.5), 500, 'half a minute under three hours');
  t.equal(cost(60.2, 60.2, 59.5), 500, 'stays do not add up their roundings');
  t.equal(cost(180), 900);
  t.equal(cost(360), 900);
  t.equal(cost(361), 1400);
  t.equal(cost(100, 100), 900, 'stays of one day are one');
});

t.test('the prices of a day are those that held on it', async (t) => {
  const [rates] = lier.rates;
  if (!rates) throw new Error('Lier has prices');
  const dearer = { ...rates, validFrom: '2026-09-01', halfHourCents: 120 };
  for (const all of [
    [rates, dearer],
    [dearer, rates],
  ]) {
    const cost = (day: string) =>
      careCents({ dayType: 'school', staysMs: ofMinutes([30]) }, day, { rates: all });
    t.same([cost('2026-08-31'), cost('2026-09-01')], [100, 120]);
  }
});

const settle = (data: ChildcareData) =>
  childcareCharge({ config: lier, serviceDate: '2026-11-19', data });
const stay = { kind: 'care', dayType: 'school', at: 0, hasSibling: false } as const;
const whole = { shares: [1], at: 0 };

t.test('the parts of the payers are the price, whatever the shares', async (t) => {
  const shares = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 10 });
  const stays = fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 4 });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(shares, stays, (given, minutes) => {
        const staysMs = [ofMinutes(minutes)];
        const parts = given.map((_, at) => {
          return settle({ ...stay, staysMs, part: { shares: given, at } })?.priceCents ?? 0;
        });
        const price = settle({ ...stay, staysMs, part: whole })?.priceCents ?? 0;
        return parts.reduce((sum, part) => sum + part, 0) === price;
      }),
    ),
  );
});

t.test('a longer stay never costs less, and a sibling never makes it dearer', async (t) => {
  const minutes = fc.nat({ max: 700 });
  const dayType = fc.constantFrom('school', 'free' as const);
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(minutes, minutes, dayType, (one, more, type) => {
        const costs = (length: number, hasSibling = false) => {
          const staysMs = [ofMinutes([length])];
          const data = { ...stay, dayType: type, staysMs, hasSibling, part: whole };
          const charge = settle(data);
          const off = charge?.reductions?.[0]?.cents ?? 0;
          return (charge?.priceCents ?? 0) - off;
        };
        const longer = costs(one) <= costs(one + more);
        const price = costs(one);
        return longer && costs(one, true) === Math.floor((price * 75) / 100);
      }),
    ),
  );
});

t.test('meals and fees have no sibling reduction; fees are the same for everybody', async (t) => {
  const payer = { party: HOUSEHOLD, kind: 'charge' };
  const earner = 'childcare';
  const part = whole;

  t.same(settle({ kind: 'meal', meal: 'hot-meal', count: 2, part }), {
    priceCents: 700,
    earner,
    payer,
  });
  t.match(settle({ kind: 'meal', meal: 'soup', count: 1, part }), {
    priceCents: 80,
    isForEverybody: true,
  });
  t.equal(settle({ kind: 'meal', meal: 'gone', count: 1, part }), null);
  t.equal(settle({ kind: 'late', minutes: 5, part }), null, 'within the grace');
  t.match(settle({ kind: 'late', minutes: 6, part }), { priceCents: 500, isForEverybody: true });
  t.match(settle({ kind: 'late', minutes: 21, part }), { priceCents: 1000 });
  t.match(settle({ kind: 'no-show', part }), { priceCents: 200, isForEverybody: true });
  t.equal(settle({ kind: 'no-show', part: { shares: [1], at: 3 } }), null, 'nobody’s part');
});

t.test('who pays is by the last list before the day, and by the week', async (t) => {
  const rule = (payerId: string | null, validFrom: string, weeks: 'every' | 'even' | 'odd') => {
    return { payerId, share: 1, validFrom, weeks };
  };
  const rules = [
    rule('mother', '2026-01-01', 'every'),
    rule('mother', '2026-09-01', 'even'),
    rule('father', '2026-09-01', 'odd'),
  ];
  const on = (day: string) => payersOn(rules, day).map(({ payerId }) => payerId);

  t.same(on('2025-12-31'), [null], 'the household, before there is a list');
  t.same(on('2026-08-31'), ['mother']);
  t.same(on('2026-11-19'), ['father'], 'in week 47');
  t.same(on('2026-11-26'), ['mother'], 'in week 48');
  t.same(payersOn([rule('mother', '2026-09-01', 'odd')], '2026-11-26'), [
    { payerId: null, share: 1 },
  ]);
});
