import fc from 'fast-check';
import t from 'tap';
import { addToDay, ageOn, isWithin } from '../../../core/contract/period.ts';
import { factsWith } from '../../../test/fixtures/plugin-facts.ts';
import { entitledTo, periodOfYear, yearsToGive } from '../budget-year.ts';
import type { Budget } from '../config.ts';
import { findContradictions } from '../contradictions.ts';
import { quartersToReport } from '../quarters-to-report.ts';
import { talentRights } from '../talent-rights.ts';
import { ticketAllowance } from '../ticket-allowance.ts';
import { mechelen } from './mechelen-settings.ts';

const day = fc
  .record({ year: fc.integer({ min: 2020, max: 2040 }), days: fc.nat({ max: 365 }) })
  .map(({ year, days }) => addToDay(`${year}-01-01`, { days }));
const ages = fc
  .tuple(fc.nat({ max: 18 }), fc.nat({ max: 10 }))
  .map(([from, more]) => ({ from, until: from + more }));

t.test('the tickets of a year last until 31 March of the next', async (t) => {
  t.same(periodOfYear(2026, mechelen), { from: '2026-01-01', until: '2027-03-31' });
  const leapDay = { lapsesOn: '02-29' };
  t.equal(periodOfYear(2027, leapDay).until, '2028-02-29');
  t.equal(periodOfYear(2026, leapDay).until, '2027-03-01');
});

t.test('until they lapse, a late job still gives those of the year before', async (t) => {
  t.same(yearsToGive('2026-11-20', mechelen), [2026]);
  t.same(yearsToGive('2027-01-01', mechelen), [2026, 2027]);
  t.same(yearsToGive('2027-03-31', mechelen), [2026, 2027]);
  t.same(yearsToGive('2027-04-01', mechelen), [2027]);
  t.same(yearsToGive('2027-02-01', { ...mechelen, firstYear: 2027 }), [2027]);
  t.same(yearsToGive('2026-12-31', { ...mechelen, firstYear: 2027 }), []);
});

t.test('entitled is who was of age on some day of the year so far, and nobody else', async (t) => {
  fc.assert(
    fc.property(day, ages, fc.integer({ min: -400, max: 12_000 }), (today, limits, older) => {
      const birthDate = addToDay(today, { days: -older });
      const year = Number(today.slice(0, 4));
      const config = { ...mechelen, ages: limits };
      const { born, registeredBy } = entitledTo(year, today, config);
      const isEntitled = born.from <= birthDate && birthDate <= born.until;

      const youngest = ageOn(birthDate, `${year}-01-01`);
      const oldest = ageOn(birthDate, today);
      return (
        registeredBy === today && isEntitled === (oldest >= limits.from && youngest <= limits.until)
      );
    }),
    { numRuns: 2000 },
  );
  t.equal(entitledTo(2026, '2027-02-01', mechelen).registeredBy, '2026-12-31');
});

t.test('each day gives the budget of its own year, which still lasts', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, (today) => {
        const years = yearsToGive(today, mechelen);
        const areRunning = years.every((year) => isWithin(today, periodOfYear(year, mechelen)));
        return areRunning && years.includes(Number(today.slice(0, 4)));
      }),
    ),
  );
});

t.test('a ticket is worth what it was when it was given, in three lines', async (t) => {
  const attributes: Budget = { year: 2026, worth: { first: 500, second: 0, third: 1 } };
  const period = periodOfYear(2026, mechelen);
  const role = { name: 'year-budget', attributes, period };
  const lines = talentRights(factsWith({ config: mechelen, role }));

  t.same(
    lines.map(({ allowance, right }) => [allowance, right]),
    [
      ['first', 'talententickets:first:pay'],
      ['second', 'talententickets:second:pay'],
      ['third', 'talententickets:third:pay'],
    ],
  );
  const { amount, fundedBy, restLapses } = ticketAllowance('first');
  t.equal(amount(mechelen, attributes as never), 500);
  t.equal(amount(mechelen), 2000);
  t.same(fundedBy?.(mechelen), { youth: 1 });
  t.same(fundedBy?.({ ...mechelen, fundedBy: { youth: 1, city: 2 } }), { youth: 1, city: 2 });
  t.equal(restLapses?.(mechelen), false);
  t.equal(restLapses?.({ ...mechelen, rest: 'lapses' }), true);
});

t.test('settings that cannot be are named', async (t) => {
  t.same(findContradictions(mechelen), []);
  t.match(findContradictions({ ...mechelen, ages: { from: 9, until: 8 } }), [
    { at: ['ages', 'until'], message: /expected 9 or more/ },
  ]);
  t.match(findContradictions({ ...mechelen, ageBands: [5, 8, 8] }), [
    { at: ['ageBands', 2], message: /expected more than 8/ },
  ]);
});

t.test('a year is counted by the quarters that are over', async (t) => {
  t.same(quartersToReport('2026-11-20'), [
    { from: '2025-10-01', until: '2025-12-31' },
    { from: '2026-01-01', until: '2026-03-31' },
    { from: '2026-04-01', until: '2026-06-30' },
    { from: '2026-07-01', until: '2026-09-30' },
  ]);
  t.equal(quartersToReport('2027-01-01').at(-1)?.until, '2026-12-31');
});
