import fc from 'fast-check';
import t from 'tap';
import { type CountedCell, safeGroups } from '../../../core/roles/safe-groups.ts';

/*
 * Counts that tell of nobody: at least ten people, of whom at least five used something and five
 * did not, each in one group.
 */

const plan = { postalCodes: ['2800', '2801', '2811'], ageBands: [5, 8, 12], mostOfOne: 5000 };
const cell = fc
  .record({
    postalCode: fc.constantFrom('2800', '2801', '2811', '9000', null),
    age: fc.integer({ min: 4, max: 17 }),
    people: fc.nat({ max: 30 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ part, ...counted }): CountedCell => {
    const users = Math.round(counted.people * part);
    return { ...counted, users, amount: users * 2000 };
  });
const cells = fc.array(cell, { maxLength: 30 });

/** The cells of a group, by its own words. */
function cellsIn(
  all: readonly CountedCell[],
  group: { postalCodes: readonly (string | null)[]; ageFrom: number; ageUntil: number | null },
): CountedCell[] {
  return all.filter(({ age, postalCode }) => {
    const place = plan.postalCodes.includes(postalCode ?? '') ? postalCode : null;
    const counted = Math.max(age, 5);
    const isOfAge = group.ageFrom <= counted && counted <= (group.ageUntil ?? 99);
    return group.postalCodes.includes(place) && isOfAge;
  });
}

function sumOf(of: readonly CountedCell[], what: 'people' | 'users' | 'amount'): number {
  return of.reduce((sum, one) => sum + one[what], 0);
}

t.test('every group that is told is large, and neither none nor all of it', async (t) => {
  fc.assert(
    fc.property(cells, (all) =>
      safeGroups(all, plan).every((group) => {
        const inside = cellsIn(all, group);
        const [people, users] = [sumOf(inside, 'people'), sumOf(inside, 'users')];
        return people >= 10 && users >= 5 && people - users >= 5;
      }),
    ),
    { numRuns: 1000 },
  );
  t.pass('for any counts');
});

t.test('everybody is in one group, or nobody is told at all', async (t) => {
  fc.assert(
    fc.property(cells, (all) => {
      const groups = safeGroups(all, plan);
      const inside = groups.flatMap((group) => cellsIn(all, group));
      const counted = all.filter(({ people }) => people > 0);
      const isOnce = new Set(inside).size === inside.length;
      return isOnce && (groups.length === 0 || counted.every((one) => inside.includes(one)));
    }),
    { numRuns: 1000 },
  );
  t.pass('so that nothing can be subtracted');
});

t.test('nobody is told only where all together are too few', async (t) => {
  fc.assert(
    fc.property(cells, (all) => {
      const [people, users] = [sumOf(all, 'people'), sumOf(all, 'users')];
      const isTold = people >= 10 && users >= 5 && people - users >= 5;
      return isTold === safeGroups(all, plan).length > 0;
    }),
    { numRuns: 1000 },
  );
  t.pass('whatever is known is told');
});

t.test('what is told is rounded: persons to five, amounts to five budgets', async (t) => {
  fc.assert(
    fc.property(cells, (all) =>
      safeGroups(all, plan).every((group) => {
        const inside = cellsIn(all, group);
        const { amount, people, users } = group;
        const isRounded = people % 5 === 0 && users % 5 === 0 && amount % 25_000 === 0;
        const isNear =
          Math.abs(people - sumOf(inside, 'people')) <= 2 &&
          Math.abs(users - sumOf(inside, 'users')) <= 2 &&
          Math.abs(amount - sumOf(inside, 'amount')) <= 12_500;
        return isRounded && isNear;
      }),
    ),
    { numRuns: 1000 },
  );
  t.pass('one holder is less than a step');
});

t.test('bands of age beside each other are told together before places are', async (t) => {
  const told = safeGroups(
    [
      { postalCode: '2800', age: 6, people: 40, users: 20, amount: 40_000 },
      { postalCode: '2800', age: 9, people: 8, users: 8, amount: 16_000 },
      { postalCode: '2800', age: 13, people: 30, users: 10, amount: 20_000 },
      { postalCode: '2801', age: 6, people: 30, users: 15, amount: 30_000 },
      { postalCode: '2811', age: 6, people: 2, users: 0, amount: 0 },
    ],
    plan,
  );

  t.same(
    told.map(({ ageFrom, ageUntil, postalCodes }) => [postalCodes.join(), ageFrom, ageUntil]),
    [
      ['2800', 5, 7],
      ['2800', 8, null],
      ['2811,2801', 5, null],
    ],
  );
});
