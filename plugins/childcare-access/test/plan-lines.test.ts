import fc from 'fast-check';
import t from 'tap';
import { certificatesOf, type PaidDay } from '../money/total-certificates.ts';
import { type ChildOfDay, planDay } from '../money/plan-lines.ts';

const DAY = '2026-11-19';

const childOf = (id: string, change: Partial<ChildOfDay> = {}): ChildOfDay => ({
  roleId: `role-${id}`,
  passholderId: id,
  dayType: 'school',
  stays: [{ lengthMs: 3_600_000, lateMinutes: 0 }],
  meals: [],
  isMissed: false,
  payers: [{ payerId: null, share: 1 }],
  households: [],
  ...change,
});

const payers = (...ids: string[]) => ids.map((payerId) => ({ payerId, share: 1 }));

/** Which children of a plan have the reduction for siblings. */
function siblingsIn(children: readonly ChildOfDay[]): string[] {
  const items = planDay(DAY, children).flatMap((line) => line.items);
  const reduced = items.filter(({ data }) => data.kind === 'care' && data.hasSibling);
  return [...new Set(reduced.map(({ passholderId }) => passholderId))].toSorted();
}

t.test('siblings are children of one household who are both there', async (t) => {
  const home = { households: ['home'] };

  t.same(siblingsIn([childOf('a', home), childOf('b', home), childOf('c')]), ['a', 'b']);
  t.same(siblingsIn([childOf('a', home), childOf('b', { ...home, stays: [] })]), []);
  t.same(
    siblingsIn([childOf('a', { households: ['x', 'y'] }), childOf('b', { households: ['y'] })]),
    ['a', 'b'],
    'also of parents who live apart',
  );
});

t.test('where no household is known, one payer makes siblings; an own household not', async (t) => {
  const paid = { payers: payers('grandmother') };

  t.same(siblingsIn([childOf('a', paid), childOf('b', paid)]), ['a', 'b']);
  t.same(
    siblingsIn([
      childOf('a', { ...paid, households: ['x'] }),
      childOf('b', { ...paid, households: ['y'] }),
    ]),
    [],
    'cousins for whom one grandmother pays',
  );
});

t.test('a payer gets one line of care, and lines apart for meals and each fee', async (t) => {
  const lines = planDay(DAY, [
    childOf('a', {
      payers: payers('p'),
      meals: ['soup', 'soup'],
      stays: [{ lengthMs: 3_600_000, lateMinutes: 12 }],
    }),
    childOf('b', { payers: payers('p') }),
    childOf('c', { stays: [], isMissed: true }),
  ]);

  t.same(lines.map(({ about, items }) => `${about} ${items.length}`).toSorted(), [
    'care/2026-11-19/payer/p 2',
    'late/2026-11-19/payer/p 1',
    'meal/2026-11-19/payer/p 1',
    'no-show/2026-11-19/home/c 1',
  ]);
});

const anyChild = (id: string, roleId = `role-${id}`): fc.Arbitrary<ChildOfDay> =>
  fc.record({
    roleId: fc.constant(roleId),
    passholderId: fc.constant(id),
    dayType: fc.constantFrom('school' as const, 'free' as const),
    stays: fc.array(
      fc.record({ lengthMs: fc.nat({ max: 36_000_000 }), lateMinutes: fc.nat({ max: 60 }) }),
      {
        maxLength: 3,
      },
    ),
    meals: fc.array(fc.constantFrom('soup', 'hot-meal'), { maxLength: 3 }),
    isMissed: fc.boolean(),
    payers: fc.uniqueArray(
      fc.record({
        payerId: fc.constantFrom(null, 'p', 'q'),
        share: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 3, selector: ({ payerId }) => payerId },
    ),
    households: fc.subarray(['x', 'y']),
  });

/** The first is enrolled twice. */
const anyDay = fc.tuple(
  ...['a', 'b', 'c', 'd'].map((id) => anyChild(id)),
  anyChild('a', 'role-of-a-elsewhere'),
);

t.test('a plan is the same in whatever order the children are given', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(anyDay, (children) => {
        const text = (all: readonly ChildOfDay[]) =>
          planDay(DAY, all)
            .map((line) => JSON.stringify(line))
            .toSorted();
        t.same(text(children.toReversed()), text(children));
      }),
    ),
  );
});

t.test('every payer of every child that was there is charged, once', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(anyDay, (children) => {
        const lines = planDay(DAY, children);
        const abouts = lines.map(({ about }) => about);
        const care = lines.filter(({ kind }) => kind === 'care').flatMap(({ items }) => items);
        const there = children.filter(({ stays }) => stays.length > 0);
        const owed = there.reduce((sum, one) => sum + one.payers.length, 0);
        return new Set(abouts).size === abouts.length && care.length === owed;
      }),
    ),
  );
});

const born = new Map([['child', '2018-05-05']]);
const rule = { birthDates: born, untilAge: 14, maximumCents: 1690 };
const paid = (day: string, cents: number): PaidDay => ({
  payer: 'parent',
  child: 'child',
  day,
  cents,
});

t.test('a certificate has what was received for care before the birthday', async (t) => {
  const days = [paid('2032-05-04', 600), paid('2032-05-05', 600), paid('2032-05-03', 0)];

  t.match(certificatesOf(days, rule), [
    {
      payer: 'parent',
      child: 'child',
      totalCents: 600,
      lines: [{ from: '2032-05-04', until: '2032-05-04', days: 1, dayRateCents: 600, cents: 600 }],
    },
  ]);
});

t.test('one day rate above the maximum splits a certificate by day rate', async (t) => {
  const within = [paid('2026-03-02', 600), paid('2026-03-03', 1690)];

  t.match(certificatesOf(within, rule)[0]?.lines, [{ days: 2, dayRateCents: 1690, cents: 2290 }]);
  t.match(certificatesOf([...within, paid('2026-03-04', 1700)], rule)[0]?.lines, [
    { days: 1, dayRateCents: 600 },
    { days: 1, dayRateCents: 1690 },
    { days: 1, dayRateCents: 1700 },
  ]);
});

t.test('the lines of a certificate are its total, however it is split', async (t) => {
  const days = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.nat({ max: 3000 })), {
    selector: ([day]) => day,
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(days, (given) => {
        const all = given.map(([day, cents]) =>
          paid(`2026-03-${String(day).padStart(2, '0')}`, cents),
        );
        const [one] = certificatesOf(all, rule);
        const lines = one?.lines ?? [];
        const sum = lines.reduce((total, { cents }) => total + cents, 0);
        const counted = lines.reduce((total, line) => total + line.days, 0);
        const received = all.reduce((total, { cents }) => total + cents, 0);
        return sum === received && counted === all.filter(({ cents }) => cents > 0).length;
      }),
    ),
  );
});
