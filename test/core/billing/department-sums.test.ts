import fc from 'fast-check';
import t from 'tap';
import {
  carryForward,
  type CoveredPerson,
  departmentSums,
  type MonthOfRole,
} from '../../../core/billing/department-sums.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { book, takeBack, townsWithCards } from './booked-facts.ts';

const friend = { plugin: 'cards', role: 'friend', title: { nl: 'Vriend' } };
/** One fact of each of so many people, whom nobody else has in another month. */
const month = (name: string, count: number, cents: number): MonthOfRole => {
  const people = peopleOf(name, count);
  return { month: name, role: friend, hasUnknown: count > 0, isCovered: false, people, cents };
};
const peopleOf = (name: string, count: number): CoveredPerson[] =>
  Array.from({ length: count }, (_, at) => ({ who: `${name}/${at}`, undoneIn: null }));
/** The facts of some of these people are undone in another month, where they stand as well. */
const undoing = (one: MonthOfRole, who: readonly string[], ofMonth: string): MonthOfRole => {
  const kept = one.people.filter((person) => !who.includes(person.who));
  return { ...one, people: [...kept, ...who.map((name) => ({ who: name, undoneIn: ofMonth }))] };
};

t.test('under five people are carried forward until five are together', async (t) => {
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
  const three = { ...month('2026-11', 3, 10), role: null };
  const others = { ...three, people: peopleOf('others', 3) };

  t.same(carryForward([three, others]), [
    { month: '2026-11', role: null, cents: 20, carriedFrom: null },
  ]);
});

t.test('somebody who came often is one', async (t) => {
  const [september, october] = [month('2026-09', 4, 400), month('2026-10', 4, 400)];

  t.same(carryForward([september, { ...october, people: september.people }]), []);
  t.match(carryForward([september, october]), [{ month: '2026-10', cents: 800 }]);
});

t.test('what was sold and cancelled in the months that are summed covers nobody', async (t) => {
  const names = peopleOf('2026-09', 5).map(({ who }) => who);
  const padded = undoing(month('2026-09', 6, 450), names.slice(0, 2), '2026-09');
  t.same(carryForward([padded]), [], 'four, and two that were sold and cancelled');
  t.match(carryForward([padded, month('2026-10', 1, 300)]), [
    { month: '2026-10', cents: 750, carriedFrom: '2026-09' },
  ]);

  const four = names.slice(0, 4);
  const cancelled = [
    undoing(month('2026-09', 4, 400), four, '2026-10'),
    undoing(month('2026-10', 0, -400), four, '2026-09'),
  ].map((one) => ({ ...one, hasUnknown: true }));
  t.same(carryForward(cancelled), [], 'cancelled in the month after');

  const shown = [
    undoing(month('2026-09', 5, 500), names, '2026-10'),
    { ...undoing(month('2026-10', 0, -500), names, '2026-09'), hasUnknown: true },
  ];
  t.match(carryForward(shown), [{ cents: 500 }, { cents: -500 }], 'of what was shown already');
});

t.test('no amount covers under five people, and none is lost or counted twice', async (t) => {
  const monthOfRole = fc.record({
    name: fc.constantFrom('2026-09', '2026-10', '2026-11', '2026-12'),
    role: fc.constantFrom(null, friend),
    count: fc.integer({ min: 1, max: 7 }),
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(monthOfRole), (months) => {
        // As many cents as people: the amount tells what it covers.
        const counted = months.map(({ name, role, count }, at) => {
          return {
            ...month(name, 0, count),
            role,
            hasUnknown: true,
            people: peopleOf(`${at}`, count),
          };
        });
        const shown = carryForward(counted);
        const total = (sum: number, { cents }: { cents: number }): number => sum + cents;
        const left = counted.reduce(total, 0) - shown.reduce(total, 0);
        return shown.every(({ cents }) => cents >= 5) && left >= 0 && left <= 8;
      }),
    ),
  );
});

t.test('what a department sold itself covers nobody, and hides nothing from it', async (t) => {
  const own = month('2026-09', 0, 2200);
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
