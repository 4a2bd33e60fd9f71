import fc from 'fast-check';
import t from 'tap';
import { addToDay, isWithin, seasonOf } from '../../../core/contract/period.ts';
import { issuanceWith } from '../../../test/fixtures/plugin-facts.ts';
import { membershipPeriod, parseSeason } from '../season.ts';
import { lier } from './lier-settings.ts';

const day = fc.integer({ min: 0, max: 36_500 }).map((days) => addToDay('2000-01-01', { days }));
const startsOn = fc
  .integer({ min: 0, max: 365 })
  .map((days) => addToDay('2024-01-01', { days }).slice(5));

t.test('a membership holds from the day it is bought until 31 August', async (t) => {
  const bought = membershipPeriod(issuanceWith({ config: lier, from: '2026-11-20' }));

  t.same(bought, { from: '2026-11-20', until: '2027-08-31' });
});

t.test('a membership renewed before its end goes on with the next season', async (t) => {
  const previous = { from: '2026-11-20', until: '2027-08-31' };
  const renewed = membershipPeriod(issuanceWith({ config: lier, from: '2027-06-01', previous }));

  t.same(renewed, { from: '2027-09-01', until: '2028-08-31' });
});

t.test('a membership renewed after its end is of the season of today', async (t) => {
  const previous = { from: '2026-11-20', until: '2027-08-31' };
  const renewed = membershipPeriod(issuanceWith({ config: lier, from: '2027-10-05', previous }));

  t.same(renewed, { from: '2027-10-05', until: '2028-08-31' });
});

t.test('whoever renews in time has no day without membership, and pays no day twice', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, startsOn, fc.nat({ max: 365 }), (from, seasonStartsOn, later) => {
        const config = { ...lier, seasonStartsOn };
        const first = membershipPeriod(issuanceWith({ config, from }));
        const today = addToDay(from, { days: later });
        const inTime = isWithin(today, first);
        const second = membershipPeriod(issuanceWith({ config, from: today, previous: first }));
        const adjoins = second.from === addToDay(first.until ?? '', { days: 1 });

        return (
          isWithin(from, first) &&
          first.until === seasonOf(from, seasonStartsOn).until &&
          (inTime ? adjoins : second.from === today) &&
          second.until === seasonOf(second.from, seasonStartsOn).until
        );
      }),
    ),
  );
});

t.test('the list names a season by its two years, or by the first', async (t) => {
  const season = { value: { from: '2026-09-01', until: '2027-08-31' } };

  t.same(parseSeason('09-01')('2026-2027'), season);
  t.same(parseSeason('09-01')('2026 / 2027'), season);
  t.same(parseSeason('09-01')('2026'), season);
  t.same(parseSeason('01-01')('2026'), { value: { from: '2026-01-01', until: '2026-12-31' } });
});

t.test('what is no season is refused', async (t) => {
  for (const text of ['', '2026-2028', '2026-27', '26-27', '2027-2026', 'seizoen 2026']) {
    t.match(parseSeason('09-01')(text), { problem: { code: 'not-a-season' } }, text);
  }
});
