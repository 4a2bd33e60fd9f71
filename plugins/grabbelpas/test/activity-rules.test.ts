import fc from 'fast-check';
import t from 'tap';
import { HOUSEHOLD } from '../../../core/contract/money.ts';
import { addToDay, seasonOf } from '../../../core/contract/period.ts';
import {
  clockOn,
  factsWith,
  issuanceWith,
  residentBorn,
} from '../../../test/fixtures/plugin-facts.ts';
import { type ActivityHours, coincide, hasBegun, isOnNow } from '../activities/activity-hours.ts';
import { activityRights, ENROL } from '../activity-rights.ts';
import { countedAge, isOfAge } from '../enrolments/counted-age.ts';
import { findContradictions } from '../contradictions.ts';
import { findHindrance, findMisfit } from '../enrolments/misfit.ts';
import { isOwed } from '../attendance/giver-fee.ts';
import { placeCharge } from '../enrolments/place-charges.ts';
import { coverDays, passPeriod, passPrice } from '../year-pass.ts';
import { lier } from './lier-settings.ts';

const day = fc.integer({ min: 0, max: 3000 }).map((days) => addToDay('2024-01-01', { days }));
const minutes = fc.integer({ min: 0, max: 1439 });
const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const hours: fc.Arbitrary<ActivityHours> = fc
  .record({ firstDay: day, length: fc.nat({ max: 10 }), from: minutes, lasts: minutes })
  .map(({ firstDay, from, lasts, length }) => ({
    firstDay,
    lastDay: addToDay(firstDay, { days: length }),
    from: clockTime(Math.min(from, 1438)),
    until: clockTime(Math.min(from + 1 + lasts, 1439)),
  }))
  .filter(({ from, until }) => from < until);

const moments = fc.record({ at: minutes, later: fc.nat({ max: 10 }) });

t.test('an age is counted by date, by year of birth, or by school year', async (t) => {
  const born = '2014-12-31';
  t.equal(countedAge(born, '2026-12-30', 'date'), 11);
  t.equal(countedAge(born, '2026-12-31', 'date'), 12);
  t.equal(countedAge(born, '2026-01-01', 'birth-year'), 12);
  t.equal(countedAge(born, '2027-08-31', 'school-year'), 12, 'until the school year is over');
  t.equal(countedAge(born, '2027-09-01', 'school-year'), 13);
});

t.test('by year of birth or school year all of one class have one age', async (t) => {
  const dayOfYear = fc.nat({ max: 364 }).map((days) => addToDay('2018-01-01', { days }));
  const classmates = fc.tuple(dayOfYear, dayOfYear);
  const ways = fc.constantFrom('birth-year' as const, 'school-year' as const);
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(classmates, day, ways, ([one, other], on, way) => {
        return countedAge(one, on, way) === countedAge(other, on, way);
      }),
    ),
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, day, ways, (born, on, way) => {
        const apart = countedAge(born, on, way) - countedAge(born, on, 'date');
        return apart >= -1 && apart <= 1;
      }),
      { numRuns: 500 },
    ),
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, day, fc.nat({ max: 20 }), (born, on, from) => {
        const rule = { from, until: from + 6, countedBy: 'date' as const };
        const age = countedAge(born, on, 'date');
        return isOfAge(born, on, rule) === (age >= from && age <= from + 6);
      }),
    ),
  );
});

t.test('two activities coincide when one can be at a moment of both', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(hours, hours, (one, other) => coincide(one, other) === coincide(other, one)),
    ),
  );
  t.doesNotThrow(() => fc.assert(fc.property(hours, (one) => coincide(one, one))));
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(hours, hours, moments, (one, other, { at, later }) => {
        const clock = clockOn(`${addToDay(one.firstDay, { days: later })}T${clockTime(at)}`);
        const isBoth = isOnNow(one, clock, 0) && isOnNow(other, clock, 0);
        return !isBoth || coincide(one, other);
      }),
      { numRuns: 1000 },
    ),
  );
});

t.test('an activity has begun exactly from its first moment on', async (t) => {
  const one = { firstDay: '2026-12-22', lastDay: '2026-12-23', from: '09:00', until: '16:00' };
  t.notOk(hasBegun(one, clockOn('2026-12-22T08:59')));
  t.ok(hasBegun(one, clockOn('2026-12-22T09:00')));
  t.ok(hasBegun(one, clockOn('2026-12-24T08:00')));
  t.ok(isOnNow(one, clockOn('2026-12-23T08:30'), 30));
  t.notOk(isOnNow(one, clockOn('2026-12-23T08:29'), 30));
  t.notOk(isOnNow(one, clockOn('2026-12-23T16:00'), 30));
});

t.test('a child fits by age on the first day, and by a pass on the first and last', async (t) => {
  const activity = {
    firstDay: '2026-12-30',
    lastDay: '2027-01-02',
    agesFrom: 6,
    agesUntil: 12,
  };
  const [old, next] = [
    { from: '2026-03-01', until: '2026-12-31' },
    { from: '2027-01-01', until: '2027-12-31' },
  ];
  const child = (birthDate: string, passes = [old, next]) =>
    findMisfit({ birthDate, passes }, activity, lier);

  t.equal(child('2018-05-05'), null);
  t.equal(child('2020-12-31'), 'age');
  t.equal(child('2020-12-30'), null, 'six that day');
  t.equal(child('2018-05-05', [old]), 'pass');
  t.ok(coverDays([{ from: '2026-01-01', until: null }], activity));
  const free = { ...lier, pass: { ...lier.pass, isRequired: false } };
  t.equal(findMisfit({ birthDate: '2018-05-05', passes: [] }, activity, free), null);
});

t.test('a desk is told of the pass before the age, and of neither where one fits', async (t) => {
  t.equal(findHindrance([]), null);
  t.equal(findHindrance(['age', 'age']), 'age');
  t.equal(findHindrance(['age', 'pass']), 'pass', 'with a pass there would be one');
  t.equal(findHindrance(['age', 'pass', null]), null);
});

t.test('the pass lasts until its year ends, and adjoins when it is renewed', async (t) => {
  const period = passPeriod(issuanceWith({ config: lier }));
  t.same(period, { from: '2026-11-20', until: '2026-12-31' });
  t.same(passPeriod(issuanceWith({ config: lier, previous: period })), {
    from: '2027-01-01',
    until: '2027-12-31',
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, (from) => {
        const { until } = passPeriod(issuanceWith({ config: lier, from }));
        return until === seasonOf(from, '01-01').until;
      }),
    ),
  );
  const sold = { ...issuanceWith({ config: lier }), role: 'year-pass' };
  t.same(passPrice(sold), { priceCents: 500, earner: 'youth' });
  t.equal(passPrice({ ...sold, role: 'activity-place' }), null);
});

t.test('a pass lets enrol who has the age for it', async (t) => {
  const role = { name: 'year-pass', attributes: {}, period: { from: '2026-01-01', until: null } };
  const of = (born: string) =>
    activityRights(factsWith({ config: lier, role, holder: residentBorn(born) }))[0];

  t.match(of('2018-05-05'), { right: ENROL, reason: undefined });
  t.match(of('2010-05-05'), { reason: { code: 'outside-age-band' } });
});

t.test('who gives an activity is owed by child present or by place held', async (t) => {
  for (const [owedPer, isAttended, isHeld, expected] of [
    ['present', true, false, true],
    ['present', false, true, false],
    ['place', false, true, true],
    ['place', true, false, false],
  ] as const) {
    t.equal(isOwed({ owedPer }, { isAttended, isHeld }), expected);
  }
});

t.test('the household pays youth, and youth pays who gives it', async (t) => {
  const role = {
    name: 'activity-place',
    attributes: {} as never,
    period: { from: '', until: null },
  };
  const settle = (data: Parameters<typeof placeCharge>[0]['data']) =>
    placeCharge({
      config: lier,
      data,
      holder: residentBorn('2018-05-05'),
      role,
      serviceDate: '2026-12-22',
    });

  t.same(settle({ kind: 'price', cents: 789 }), {
    priceCents: 789,
    earner: 'youth',
    payer: { party: HOUSEHOLD, kind: 'charge' },
  });
  t.same(settle({ kind: 'owed', cents: 650, giver: 'gym-club' }), {
    priceCents: 650,
    earner: 'gym-club',
    payer: { party: 'youth', kind: 'fee' },
  });
  t.equal(settle({ kind: 'owed', cents: 650, giver: 'youth' }), null);
  t.equal(settle({ kind: 'owed', cents: 650 }), null);
  t.equal(settle({ kind: 'price', cents: 0 }), null);
});

t.test('settings that contradict each other are told', async (t) => {
  t.same(findContradictions(lier), []);
  const wrong = {
    ...lier,
    ages: { ...lier.ages, from: 13 },
    givers: { youth: { title: 'Jeugddienst' } },
  };
  t.same(
    findContradictions(wrong).map(({ at }) => at),
    [
      ['ages', 'until'],
      ['givers', 'youth'],
    ],
  );
});
