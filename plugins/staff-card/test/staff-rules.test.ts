import fc from 'fast-check';
import t from 'tap';
import { bookFact } from '../../../core/billing/book-fact.ts';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { decidePrice } from '../../../core/tariffs/decide-price.ts';
import {
  clockOn,
  factsWith,
  pricedFactsWith,
  ticketOf,
  withoutTitles,
} from '../../../test/fixtures/plugin-facts.ts';
import type { Badge } from '../config.ts';
import staffCard from '../index.ts';
import { mealPrice } from '../meal-price.ts';
import { BUY_MEAL, OPEN, PAY_MEAL, staffRights } from '../staff-rights.ts';
import { unknownZone } from '../unknown-zone.ts';
import { isOpenAt, type Opening } from '../zone-schedule.ts';
import { lier } from './lier-settings.ts';

const officeHours: Opening = { days: [1, 2, 3, 4, 5], from: '07:00', until: '19:00' };
const nightShift: Opening = { days: [5], from: '22:00', until: '06:00' };
const time = fc
  .record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) })
  .map(({ hour, minute }) => Temporal.PlainTime.from({ hour, minute }).toString().slice(0, 5));

function badgeAt(moment: string, zones: string[]) {
  const attributes: Badge = { staffNumber: '7000', service: 'Sport', zones };
  const role = { name: 'badge', attributes, period: { from: '2019-03-01', until: null } };
  return factsWith({ config: lier, clock: clockOn(moment), role });
}

t.test('a zone is open from its first minute until and without its last', async (t) => {
  t.notOk(isOpenAt(officeHours, clockOn('2026-11-20T06:59')));
  t.ok(isOpenAt(officeHours, clockOn('2026-11-20T07:00')));
  t.ok(isOpenAt(officeHours, clockOn('2026-11-20T18:59')));
  t.notOk(isOpenAt(officeHours, clockOn('2026-11-20T19:00')));
  t.notOk(isOpenAt(officeHours, clockOn('2026-11-21T10:00')), 'Saturday');
});

t.test('the night shift of Friday ends on Saturday morning', async (t) => {
  t.notOk(isOpenAt(nightShift, clockOn('2026-11-20T05:00')), 'that was the night of Thursday');
  t.ok(isOpenAt(nightShift, clockOn('2026-11-20T22:00')));
  t.ok(isOpenAt(nightShift, clockOn('2026-11-21T05:59')));
  t.notOk(isOpenAt(nightShift, clockOn('2026-11-21T06:00')));
  t.notOk(isOpenAt(nightShift, clockOn('2026-11-21T22:00')));
});

t.test('until 24:00 is the whole evening, from 00:00 the whole day', async (t) => {
  const always: Opening = { days: [6], from: '00:00', until: '24:00' };

  t.ok(isOpenAt(always, clockOn('2026-11-21T00:00')));
  t.ok(isOpenAt(always, clockOn('2026-11-21T23:59')));
  t.notOk(isOpenAt(always, clockOn('2026-11-22T00:00')));
});

t.test('two halves of a day on all days leave no minute out and share none', async (t) => {
  const days = [1, 2, 3, 4, 5, 6, 7];
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(time, time, fc.nat({ max: 10_000_000 }), (from, until, minute) => {
        fc.pre(from !== until);
        const clock = clockAt(minute * 60_000);
        const inside = isOpenAt({ days, from, until }, clock);

        return inside !== isOpenAt({ days, from: until, until: from }, clock);
      }),
    ),
  );
});

t.test('a badge opens the doors of its zones by their schedule, and buys a meal', async (t) => {
  const closed = { code: 'outside-hours', nl: 'Deze badge opent deze deur nu niet.' };

  t.same(withoutTitles(staffRights(badgeAt('2026-11-20T10:00', ['stadhuis', 'magazijn']))), [
    { right: OPEN, place: 'town-hall-door' },
    { right: OPEN, place: 'warehouse-door', reason: closed },
    { right: BUY_MEAL },
  ]);
  t.same(withoutTitles(staffRights(badgeAt('2026-11-20T22:30', ['magazijn', 'stadhuis']))), [
    { right: OPEN, place: 'town-hall-door' },
    { right: OPEN, place: 'warehouse-door' },
    { right: BUY_MEAL },
  ]);
});

t.test('a badge is given for zones of the town', async (t) => {
  const badge = { staffNumber: '7000', service: 'Sport' };

  t.equal(unknownZone({ ...badge, zones: ['stadhuis'] }, lier), null);
  t.equal(unknownZone({ ...badge, zones: [] }, lier), null);
  t.match(unknownZone({ ...badge, zones: ['stadhuis', 'kluis'] }, lier), {
    name: 'zones',
    expected: /stadhuis/,
  });
});

t.test('a zone that the town no longer has opens nothing', async (t) => {
  t.same(withoutTitles(staffRights(badgeAt('2026-11-20T10:00', ['kelder']))), [
    { right: BUY_MEAL },
  ]);
});

t.test('a meal budget is a right of its own, where the town gives one', async (t) => {
  const badge = badgeAt('2026-11-20T10:00', []);
  const withBudget = (centsPerMonth: number) => {
    const mealBudget = { centsPerMonth, restaurants: ['restaurant'] };
    return withoutTitles(staffRights({ ...badge, config: { ...lier, mealBudget } }));
  };

  t.same(withBudget(4000), [{ right: BUY_MEAL }, { right: PAY_MEAL, allowance: 'meals' }]);
  t.same(withBudget(0), [{ right: BUY_MEAL }]);
});

t.test('the budget of a month pays the restaurants, whose tills see a benefit', async (t) => {
  const { badge } = staffCard.definition.roles;
  const { meals } = badge?.allowances ?? {};
  const mealBudget = { centsPerMonth: 4000, restaurants: ['canteen'] };
  const town = { ...lier, mealBudget };

  t.equal(meals?.amount(town), 4000);
  t.equal(meals?.period?.(town), 'MONTH');
  t.same(meals?.paysFor?.(town), ['canteen']);
  t.same(badge?.shownTo?.(town), ['hr', 'restaurant', 'canteen']);
  t.equal(meals?.amount(lier), 0, 'off when the town says nothing');
  t.same(meals?.paysFor?.(lier), []);
});

t.test('a staff meal of 8.50 costs 4; the personnel service bears the rest', async (t) => {
  const facts = pricedFactsWith({ config: lier, granted: [BUY_MEAL] });
  const [proposal] = mealPrice(facts, ticketOf('restaurant', 850));
  t.same(proposal, { priceCents: 400, fundedBy: { hr: 1 } });
  if (!proposal) return;

  const decision = decidePrice({
    regularPriceCents: 850,
    earner: 'restaurant',
    social: null,
    proposals: [{ ...proposal, plugin: 'staff-card', role: 'badge' }],
    town: new Set(['hr', 'restaurant']),
  });
  const fact = bookFact({ decisions: [decision], account: { owner: 'restaurant', means: 'card' } });

  t.match(fact.entries, [{ debtor: 'hr', creditor: 'restaurant', kind: 'funding', cents: 450 }]);
  t.same(violatedLaws(fact), []);
});

t.test('there is no staff price elsewhere, nor for a coffee that costs less', async (t) => {
  const facts = pricedFactsWith({ config: lier, granted: [BUY_MEAL] });

  t.same(mealPrice(facts, ticketOf('cinema', 850)), []);
  t.same(mealPrice({ ...facts, granted: [OPEN] }, ticketOf('restaurant', 850)), []);
  t.match(mealPrice(facts, ticketOf('restaurant', 250)), [{ priceCents: 250 }]);
});
