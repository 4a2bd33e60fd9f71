import fc from 'fast-check';
import t from 'tap';
import {
  carryForward,
  departmentSums,
  type MonthOfRole,
} from '../../../core/billing/department-sums.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { book, takeBack, townsWithCards } from './booked-facts.ts';

const friend = { plugin: 'cards', role: 'friend', title: { nl: 'Vriend' } };
const month = (name: string, facts: number, cents: number): MonthOfRole => {
  return { month: name, role: friend, facts, takenBack: [], cents };
};
/** So many of its facts take back others of a month; others made both. */
const takingBack = (one: MonthOfRole, times: number, ofMonth: string): MonthOfRole => {
  return { ...one, takenBack: Array.from({ length: 2 * times }, () => ofMonth) };
};

t.test('under five facts are carried forward until five are together', async (t) => {
  const sums = carryForward([
    month('2026-09', 3, 300),
    month('2026-10', 1, -100),
    month('2026-11', 1, 100),
    month('2026-12', 5, 500),
    month('2027-01', 4, 400),
  ]);

  t.same(sums, [
    { month: '2026-11', role: friend, cents: 300, carriedFrom: '2026-09' },
    { month: '2026-12', role: friend, cents: 500, carriedFrom: null },
  ]);
});

t.test('roles that are shown alike are counted and added as one', async (t) => {
  const nothing = { month: '2026-11', role: null, facts: 3, takenBack: [], cents: 10 };

  t.same(carryForward([nothing, nothing]), [
    { month: '2026-11', role: null, cents: 20, carriedFrom: null },
  ]);
});

t.test('what was sold and cancelled in the months that are summed covers nothing', async (t) => {
  const padded = takingBack(month('2026-09', 6, 450), 2, '2026-09');
  t.same(carryForward([padded]), [], 'two facts and two that were sold and cancelled');
  t.match(carryForward([padded, month('2026-10', 3, 300)]), [
    { month: '2026-10', cents: 750, carriedFrom: '2026-09' },
  ]);

  const carried = [month('2026-09', 4, 400), takingBack(month('2026-10', 4, -400), 4, '2026-09')];
  t.same(carryForward(carried), [], 'cancelled in the month after');

  const shown = [month('2026-09', 5, 500), takingBack(month('2026-10', 5, -500), 5, '2026-09')];
  t.match(carryForward(shown), [{ cents: 500 }, { cents: -500 }], 'of what was shown already');
});

t.test('no amount covers under five facts, and none is lost or counted twice', async (t) => {
  const monthOfRole = fc.record({
    month: fc.constantFrom('2026-09', '2026-10', '2026-11', '2026-12'),
    role: fc.constantFrom(null, friend),
    facts: fc.integer({ min: 1, max: 7 }),
    takenBack: fc.constant([]),
    // As many cents as facts: the amount tells what it covers.
    cents: fc.constant(0),
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(monthOfRole), (months) => {
        const counted = months.map((one) => ({ ...one, cents: one.facts }));
        const shown = carryForward(counted);
        const total = (sum: number, { cents }: { cents: number }): number => sum + cents;
        const left = counted.reduce(total, 0) - shown.reduce(total, 0);
        return shown.every(({ cents }) => cents >= 5) && left >= 0 && left <= 8;
      }),
    ),
  );
});

t.test('what a department sold itself covers nobody, and hides nothing from it', async (t) => {
  const own = { ...month('2026-09', 0, 2200), takenBack: [] };
  t.match(carryForward([own]), [{ month: '2026-09', cents: 2200 }], 'it knows all of it');

  const oneOfOthers = month('2026-09', 1, 2600);
  t.same(carryForward([oneOfOthers]), [], 'four of its own do not hide a fifth');
  t.match(carryForward([oneOfOthers, month('2026-10', 4, 400)]), [
    { month: '2026-10', cents: 3000, carriedFrom: '2026-09' },
  ]);
});

t.test('the sums of a department', async (t) => {
  const core = await openTestCore(t, townsWithCards());
  const sell = async (times: number, happenedAt: string): Promise<void> => {
    for (let i = 0; i < times; i += 1) {
      await book(core, {
        role: 'badge',
        earner: 'restaurant',
        priceCents: 850,
        funder: 'hr',
        fundedCents: 450,
        happenedAt,
      });
    }
  };
  await sell(4, '2026-09-10T12:00:00+02:00');
  await sell(2, '2026-10-10T12:00:00+02:00');
  await sell(3, '2026-11-10T12:00:00+01:00');

  await t.test('a department has one amount per role and month of what it is owed', async (t) => {
    const restaurant = await departmentSums(core, testCaller(core, 'restaurant'), {});
    t.same(restaurant, [
      {
        month: '2026-10',
        role: { plugin: 'advantage', role: 'advantage', title: { nl: 'Voordeel' } },
        cents: 2700,
        carriedFrom: '2026-09',
      },
    ]);

    const hr = await departmentSums(core, testCaller(core, 'hr'), {});
    t.match(hr, [{ cents: -2700, role: { plugin: 'cards', role: 'badge' } }]);
    t.same(await departmentSums(core, testCaller(core, 'sport'), {}), []);
  });

  await t.test('nobody fills a sum up by selling and cancelling', async (t) => {
    const funded = { priceCents: 850, funder: 'hr', fundedCents: 450 } as const;
    const sold = { ...funded, role: 'friend', earner: 'sport' };
    await book(core, { ...sold, happenedAt: '2026-09-10T12:00:00+02:00' });
    for (let i = 0; i < 4; i += 1) {
      const id = await book(core, { ...sold, happenedAt: '2026-09-11T12:00:00+02:00' });
      await takeBack(core, id, '2026-09-12T12:00:00+02:00');
    }

    t.same(await departmentSums(core, testCaller(core, 'sport'), {}), [], 'one sale stands');
  });

  await t.test('no choice of months shows what another one hides', async (t) => {
    const restaurant = testCaller(core, 'restaurant');

    t.same(await departmentSums(core, restaurant, { from: '2026-09', to: '2026-09' }), []);
    t.match(await departmentSums(core, restaurant, { from: '2026-10' }), [{ cents: 2700 }]);
    t.same(await departmentSums(core, restaurant, { from: '2026-11' }), []);
  });

  await t.test('the same department of another town has nothing of it', async (t) => {
    for (const municipality of ['nijlen', 'mechelen']) {
      t.same(await departmentSums(core, testCaller(core, 'restaurant', { municipality }), {}), []);
    }
  });
});
