import fc from 'fast-check';
import t from 'tap';
import { HOUSEHOLD } from '../../../core/contract/money.ts';
import { addToDay } from '../../../core/contract/period.ts';
import {
  clockOn,
  factsWith,
  residentBorn,
  withoutTitles,
} from '../../../test/fixtures/plugin-facts.ts';
import { ATTEND, childcareRights } from '../childcare-rights.ts';
import type { EnrolledChild } from '../config.ts';
import { findContradictions, findUnknown } from '../contradictions.ts';
import { careCents, childcareCharge, type ChildcareData } from '../day-prices.ts';
import { dayTypeOf, isExpected, momentOf } from '../day-type.ts';
import { payersOn } from '../payers.ts';
import { judgeLeaving } from '../pick-up.ts';
import { lier } from './lier-settings.ts';

const child: EnrolledChild = {
  location: 'nest',
  days: [1, 2, 4, 5],
  onFreeDays: false,
  extraDays: [],
  absentDays: [],
  mayLeaveAlone: false,
};
const role = {
  name: 'child',
  attributes: child,
  period: { from: '2026-01-01', until: null },
};

t.test('a day is one of school, free or closed, by the dated calendar', async (t) => {
  t.equal(dayTypeOf('2026-11-19', lier), 'school');
  t.equal(dayTypeOf('2026-02-16', lier), 'free', 'the first day of a holiday');
  t.equal(dayTypeOf('2026-02-20', lier), 'free');
  t.equal(dayTypeOf('2026-02-22', lier), 'closed', 'its last day is a Sunday');
  t.equal(dayTypeOf('2026-02-23', lier), 'school');
  t.equal(dayTypeOf('2026-11-21', lier), 'closed', 'a Saturday');
  t.equal(dayTypeOf('2026-11-11', lier), 'closed', 'Armistice Day');
  t.equal(dayTypeOf('2026-10-05', lier, 'school-at-the-nete'), 'free');
  t.equal(dayTypeOf('2026-10-05', lier, 'another'), 'school', 'of another school');
});

t.test(
  'a child is expected by its pattern, its extra days and what it is excused for',
  async (t) => {
    const on = (day: string, change: Partial<EnrolledChild> = {}) =>
      isExpected({ ...child, ...change }, day, lier);

    t.ok(on('2026-11-19'));
    t.notOk(on('2026-11-18'), 'not on Wednesdays');
    t.ok(on('2026-11-18', { extraDays: ['2026-11-18'] }));
    t.notOk(on('2026-11-19', { absentDays: ['2026-11-19'] }));
    t.notOk(on('2026-02-16'), 'a holiday');
    t.ok(on('2026-02-16', { onFreeDays: true }));
    t.ok(on('2026-02-16', { extraDays: ['2026-02-16'] }));
    t.notOk(on('2026-11-11', { extraDays: ['2026-11-11'] }), 'nobody is there');
  },
);

t.test('the right holds at the own location, on the days that a child is expected', async (t) => {
  const rightsOn = (day: string, attributes = child) =>
    withoutTitles(
      childcareRights(
        factsWith({ config: lier, clock: clockOn(`${day}T16:00`), role: { ...role, attributes } }),
      ),
    );

  t.same(rightsOn('2026-11-19'), [{ right: ATTEND, place: 'nest' }]);
  t.match(rightsOn('2026-11-18'), [{ reason: { code: 'not-expected-today' } }]);
  t.same(rightsOn('2026-11-19', { ...child, location: 'gone' }), []);
});

t.test('a time of day is a moment, also when the clock changes', async (t) => {
  t.equal(momentOf('2026-10-25', '18:30'), Date.parse('2026-10-25T18:30:00+01:00'));
  t.equal(momentOf('2026-07-01', '18:30'), Date.parse('2026-07-01T18:30:00+02:00'));
  t.equal(momentOf('2026-10-25', '24:00'), Date.parse('2026-10-26T00:00:00+01:00'));
});

t.test('a school day costs its started half hours, up to the most', async (t) => {
  const cost = (...stays: number[]) => careCents({ dayType: 'school', stays }, '2026-11-19', lier);

  t.equal(cost(1), 100);
  t.equal(cost(30), 100);
  t.equal(cost(31), 200);
  t.equal(cost(20, 20), 200, 'each stay starts its own half hours');
  t.equal(cost(900), 1500);
  t.equal(careCents({ dayType: 'school', stays: [60] }, '2025-12-31', lier), 0, 'no prices yet');
});

t.test('a free day costs by less than three hours, three to six, or more', async (t) => {
  const cost = (...stays: number[]) => careCents({ dayType: 'free', stays }, '2026-02-16', lier);

  t.equal(cost(179), 500);
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
      careCents({ dayType: 'school', stays: [30] }, day, { rates: all });
    t.same([cost('2026-08-31'), cost('2026-09-01')], [100, 120]);
  }
});

const settle = (data: ChildcareData) =>
  childcareCharge({
    config: lier,
    holder: residentBorn('2018-05-05'),
    role,
    serviceDate: '2026-11-19',
    data,
  });
const stay = { kind: 'care', dayType: 'school', hasSibling: false } as const;
const whole = { shares: [1], at: 0 };

t.test('the parts of the payers are the price, whatever the shares', async (t) => {
  const shares = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 10 });
  const stays = fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 4 });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(shares, stays, (given, minutes) => {
        const parts = given.map((_, at) => {
          return settle({ ...stay, stays: minutes, part: { shares: given, at } })?.priceCents ?? 0;
        });
        const price = settle({ ...stay, stays: minutes, part: whole })?.priceCents ?? 0;
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
          const data = { ...stay, dayType: type, stays: [length], hasSibling, part: whole };
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

t.test('a child leaves with who is named, never with who is barred', async (t) => {
  const persons = [
    { id: 'oma', kind: 'pick-up', passholderId: 'oma' },
    { id: 'nonkel', kind: 'pick-up', passholderId: null },
    { id: 'vader', kind: 'pick-up', passholderId: 'vader' },
    { id: 'geweerd', kind: 'barred', passholderId: 'vader' },
  ] as const;
  const may = { mayLeaveAlone: false, persons };
  const byCard = (passholderId: string) => judgeLeaving({ by: 'card', passholderId }, may);
  const byStaff = (personId: string) => judgeLeaving({ by: 'staff', personId }, may);

  t.same(byCard('oma'), { personId: 'oma' });
  t.same(byCard('buur'), { refused: 'not-named' });
  t.same(byCard('vader'), { refused: 'barred' }, 'also when somebody named him');
  t.same(byStaff('vader'), { refused: 'barred' });
  t.same(byStaff('geweerd'), { refused: 'barred' });
  t.same(byStaff('nonkel'), { personId: 'nonkel' });
  t.same(byStaff('wie'), { refused: 'not-named' });
  t.same(judgeLeaving({ by: 'alone' }, may), { refused: 'may-not-leave-alone' });
  t.same(judgeLeaving({ by: 'alone' }, { ...may, mayLeaveAlone: true }), { personId: null });
});

t.test('settings and enrolments that cannot be are refused', async (t) => {
  const nest = lier.locations['nest'];
  if (!nest) throw new Error('Lier has a nest');
  const closed = { ...lier, locations: { nest: { ...nest, closesAt: '06:00' } } };
  const holiday = { title: 'Vakantie', from: '2026-02-22', until: '2026-02-16' };

  t.same(findContradictions(lier), []);
  t.match(findContradictions(closed), [{ at: ['locations', 'nest', 'closesAt'] }]);
  t.match(findContradictions({ ...lier, holidays: [holiday] }), [{ at: ['holidays', 0, 'until'] }]);
  t.match(findContradictions({ ...lier, rates: [...lier.rates, ...lier.rates] }), [
    { at: ['rates', 1, 'validFrom'] },
  ]);
  t.equal(findUnknown(child, lier), null);
  t.match(findUnknown({ ...child, location: 'gone' }, lier), { name: 'location' });
  t.match(findUnknown({ ...child, school: 'gone' }, lier), { name: 'school' });
  t.equal(findUnknown({ ...child, school: 'school-at-the-nete' }, lier), null);
});

t.test(
  'days of the calendar are expected or not, and never both closed and expected',
  async (t) => {
    const day = fc.nat({ max: 730 }).map((days) => addToDay('2026-01-01', { days }));
    t.doesNotThrow(() =>
      fc.assert(
        fc.property(day, fc.boolean(), (one, onFreeDays) => {
          const all = { ...child, days: [1, 2, 3, 4, 5, 6, 7], onFreeDays };
          const type = dayTypeOf(one, lier);
          return (
            isExpected(all, one, lier) === (type === 'school' || (onFreeDays && type === 'free'))
          );
        }),
      ),
    );
  },
);
