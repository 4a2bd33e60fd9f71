import fc from 'fast-check';
import t from 'tap';
import { addToDay, type Day } from '../../../core/contract/period.ts';
import { judgeSocialStatus, type SocialStatus } from '../../../core/tariffs/social-status.ts';

const UNTIL_JUNE: SocialStatus = { status: 'ACTIVE', endDate: '2026-06-30' };
const on = (day: Day, decided: SocialStatus | null) =>
  judgeSocialStatus(decided, { graceDays: 30, day });

t.test('who never had the social tariff has none', async (t) => {
  t.same(on('2026-01-01', null), {
    status: 'NONE',
    entitled: false,
    inGracePeriod: false,
    endDate: null,
  });
});

t.test('an active status entitles until its end date', async (t) => {
  t.match(on('2025-07-01', UNTIL_JUNE), { status: 'ACTIVE', entitled: true });
  t.same(on('2026-06-30', UNTIL_JUNE), {
    status: 'ACTIVE',
    entitled: true,
    inGracePeriod: false,
    endDate: '2026-06-30',
  });
});

t.test(
  'thirty days of grace entitle after the end date, and the day after has expired',
  async (t) => {
    t.same(on('2026-07-01', UNTIL_JUNE), {
      status: 'ACTIVE',
      entitled: true,
      inGracePeriod: true,
      endDate: '2026-06-30',
    });
    t.match(on('2026-07-30', UNTIL_JUNE), { entitled: true, inGracePeriod: true });
    t.same(on('2026-07-31', UNTIL_JUNE), {
      status: 'EXPIRED',
      entitled: false,
      inGracePeriod: false,
      endDate: '2026-06-30',
    });
  },
);

t.test('without days of grace the status ends on its end date', async (t) => {
  const day = '2026-07-01';

  t.match(judgeSocialStatus(UNTIL_JUNE, { graceDays: 0, day }), { status: 'EXPIRED' });
  t.throws(() => judgeSocialStatus(UNTIL_JUNE, { graceDays: -1, day }), /no number of days/);
});

t.test('a status without an end date never ends', async (t) => {
  const forever: SocialStatus = { ...UNTIL_JUNE, endDate: null };

  t.match(on('2099-01-01', forever), { status: 'ACTIVE', entitled: true, endDate: null });
});

t.test('a suspended status entitles to nothing', async (t) => {
  t.same(on('2026-01-01', { ...UNTIL_JUNE, status: 'SUSPENDED' }), {
    status: 'SUSPENDED',
    entitled: false,
    inGracePeriod: false,
    endDate: '2026-06-30',
  });
});

t.test('a status that was withdrawn is no status, whatever its end date', async (t) => {
  t.same(on('2026-02-01', { status: 'NONE', endDate: '2026-12-31' }), {
    status: 'NONE',
    entitled: false,
    inGracePeriod: false,
    endDate: null,
  });
});

t.test('who is entitled has an active status, and who is not has another', async (t) => {
  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addToDay('2024-01-01', { days }));
  const decision = fc.record({
    status: fc.constantFrom('ACTIVE', 'SUSPENDED', 'NONE'),
    endDate: fc.option(day),
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.option(decision), day, fc.nat({ max: 90 }), (decided, today, graceDays) => {
        const judged = judgeSocialStatus(decided, { graceDays, day: today });
        const last = judged.endDate === null ? null : addToDay(judged.endDate, { days: graceDays });

        return (
          judged.entitled === (judged.status === 'ACTIVE') &&
          (!judged.entitled || last === null || last >= today) &&
          (judged.status !== 'EXPIRED' || (last !== null && last < today)) &&
          judged.inGracePeriod ===
            (judged.entitled && judged.endDate !== null && judged.endDate < today)
        );
      }),
    ),
  );
});
