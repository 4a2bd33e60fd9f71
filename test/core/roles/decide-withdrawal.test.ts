import fc from 'fast-check';
import t from 'tap';
import { addToDay, type Period } from '../../../core/contract/period.ts';
import { decideWithdrawal, endedPeriod } from '../../../core/roles/decide-withdrawal.ts';
import {
  lastStandingSale,
  type RoleEventFact,
  type StandingSale,
} from '../../../core/roles/role-history.ts';

const year = { from: '2026-11-20', until: '2027-11-19' };

function event(change: Partial<RoleEventFact>): RoleEventFact {
  const sold = { kind: 'issued', period: year, day: '2026-11-20' } as const;
  return { id: '1', grants: {}, moneyFactId: null, ...sold, ...change };
}

function judge(today: string, change: Partial<RoleEventFact> = {}, before: Period | null = null) {
  return judgeUsed(today, { event: event(change), before }, []);
}

function judgeUsed(today: string, sale: StandingSale, usedPeriods: readonly Period[]) {
  const allowances = { turns: { granted: 20, used: 11, remaining: 9, validUntil: null } };
  return decideWithdrawal({ sale, coolingOffDays: 14, today, allowances, usedPeriods });
}

t.test('a sale can be taken back until the last cooling-off day', async (t) => {
  t.match(judge('2026-12-04'), {
    refused: null,
    isOver: true,
    period: { from: '2026-11-20', until: '2026-12-03' },
  });
  t.match(judge('2026-12-05'), { refused: 'too-late' });
});

t.test('the days count from the first day of the role when that is later', async (t) => {
  const period = { from: '2027-01-01', until: '2027-12-31' };

  t.match(judge('2027-01-15', { period }), { refused: null });
  t.match(judge('2027-01-16', { period }), { refused: 'too-late' });
  t.match(judge('2026-11-20', { period }), { period: { from: '2026-11-19', until: '2026-11-19' } });
});

t.test('those of a renewal count from the day after what the holder had', async (t) => {
  const renewal = { kind: 'renewed', period: { from: '2026-01-01', until: '2027-12-31' } } as const;
  const before = { from: '2026-01-01', until: '2026-12-31' };

  t.match(judge('2027-01-15', renewal, before), { refused: null, isOver: false, period: before });
  t.match(judge('2027-01-16', renewal, before), { refused: 'too-late' });
  const topUp = { ...renewal, grants: { turns: 5 } };
  t.match(judge('2026-12-04', topUp, before), { refused: null }, 'turns can be used at once');
  t.match(judge('2026-12-05', topUp, before), { refused: 'too-late' });
});

t.test('what was used in part is not taken back', async (t) => {
  t.match(judge('2026-11-20', { grants: { turns: 9 } }), { refused: null });
  t.match(judge('2026-11-20', { grants: { turns: 10 } }), { refused: 'used' });
});

t.test('what was used of a calendar period that it gave is not taken back', async (t) => {
  const [november, january] = [
    { from: '2026-11-01', until: '2026-11-30' },
    { from: '2027-01-01', until: '2027-01-31' },
  ] as const;
  const forAll = { from: '1000-01-01', until: null };
  const sale = { event: event({}), before: null };
  const before = { from: '2025-11-20', until: '2026-12-31' };
  const period = { from: '2025-11-20', until: '2027-12-31' };
  const renewal = { event: event({ kind: 'renewed', period }), before };

  t.match(judgeUsed('2026-11-20', sale, [november]), { refused: 'used' });
  t.match(judgeUsed('2026-11-20', renewal, [november]), { refused: null }, 'it had that before');
  t.match(judgeUsed('2027-01-10', renewal, [november, january]), { refused: 'used' });
  t.match(judgeUsed('2026-11-20', renewal, [forAll]), { refused: 'used' });
});

t.test('without cooling-off days nothing is taken back, not even at once', async (t) => {
  const sale = { event: event({}), before: null };
  const question = {
    sale,
    coolingOffDays: 0,
    today: '2026-11-20',
    allowances: {},
    usedPeriods: [],
  };

  t.match(decideWithdrawal(question), { refused: 'too-late' });
});

t.test('of a role that had not begun nothing is left', async (t) => {
  t.same(endedPeriod(year, '2026-12-31'), { from: '2026-11-20', until: '2026-12-31' });
  t.same(endedPeriod(year, '2026-11-20'), { from: '2026-11-20', until: '2026-11-20' });
  t.same(endedPeriod(year, '2026-11-19'), { from: '2026-11-19', until: '2026-11-19' });
});

t.test('the last sale that stands is found back through renewals and withdrawals', async (t) => {
  const kinds = fc.array(fc.constantFrom('renewed', 'withdrawn', 'amended', 'expired'), {
    maxLength: 12,
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(kinds, (drawn) => {
        const standing = [0];
        const events = [event({ id: '0', period: year })];
        for (const [at, kind] of drawn.entries()) {
          // A role that nobody sold any more has no further history.
          if (standing.length === 0) break;
          const period = { ...year, until: addToDay(year.until, { days: at + 1 }) };
          events.push(event({ id: String(at + 1), kind, period }));
          if (kind === 'renewed') standing.push(at + 1);
          if (kind === 'withdrawn') standing.pop();
        }
        const found = lastStandingSale(events);
        const expected = standing.at(-1);
        const hasBefore = (found?.before ?? null) !== null;
        return (
          found?.event.id === (expected === undefined ? undefined : String(expected)) &&
          hasBefore === standing.length > 1
        );
      }),
    ),
  );
});

t.test('an amendment between two sales is what the role goes back to', async (t) => {
  const amended = { from: '2026-11-20', until: '2027-06-30' };
  const events = [
    event({ id: '1' }),
    event({ id: '2', kind: 'amended', period: amended }),
    event({ id: '3', kind: 'renewed', period: { ...amended, until: '2028-06-30' } }),
  ];

  t.match(lastStandingSale(events), { event: { id: '3' }, before: amended });
});
