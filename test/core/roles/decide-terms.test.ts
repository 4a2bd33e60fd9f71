import fc from 'fast-check';
import t from 'tap';
import { addToDay, overlap, type Period } from '../../../core/contract/period.ts';
import type { RoleDefinition } from '../../../core/contract/role.ts';
import { addsSomething, decideTerms } from '../../../core/roles/decide-terms.ts';
import { findRoleKind, type RoleKind } from '../../../core/roles/role-kind.ts';
import { clockOn, residentBorn } from '../../fixtures/plugin-facts.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { townRoles } from './town-roles.ts';

const lier = testInstallation(townRoles).byKey('lier');
const turnCard = kindOf('sport', 'turn-card');
const friend = kindOf('friends', 'friend');
const clock = clockOn('2026-11-20T10:00');
const holder = residentBorn('1985-07-30');
const question = { clock, holder, attributes: {}, from: '2026-11-20', previous: null };

function kindOf(plugin: string, role: string, change: Partial<RoleDefinition<unknown>> = {}) {
  const kind = findRoleKind(lier, { plugin, role });
  if (!kind) throw new Error(`no ${role}`);
  return { ...kind, definition: { ...kind.definition, ...change } } satisfies RoleKind;
}

const soFar = (period: Period, remaining = 0) => ({
  period,
  allowances: { turns: { granted: 10, used: 10 - remaining, remaining, validUntil: period.until } },
});

t.test('a new role has the period and the amounts of its plugin', async (t) => {
  t.match(decideTerms({ ...question, kind: turnCard }), {
    period: { from: '2026-11-20', until: '2027-11-19' },
    grants: { turns: 10 },
    charge: { priceCents: 4500, earner: 'sport' },
  });
});

t.test('a renewal that adjoins keeps the first day, one after a gap does not', async (t) => {
  const previous = soFar({ from: '2025-12-01', until: '2026-11-30' });
  const after = soFar({ from: '2024-12-01', until: '2025-11-30' });

  t.same(decideTerms({ ...question, kind: friend, previous }).period, {
    from: '2025-12-01',
    until: '2027-11-30',
  });
  t.same(decideTerms({ ...question, kind: turnCard, previous: after }).period, {
    from: '2026-11-20',
    until: '2027-11-19',
  });
});

t.test('what is topped up is added, anything else is given anew', async (t) => {
  const previous = soFar({ from: '2026-01-01', until: '2026-12-31' }, 4);
  const anew = kindOf('sport', 'turn-card', { toppedUp: false });

  t.same(decideTerms({ ...question, kind: turnCard, previous }).grants, { turns: 10 });
  t.same(decideTerms({ ...question, kind: anew, previous }).grants, { turns: 6 });
});

t.test('a renewal adds days or amounts, or nothing', async (t) => {
  const period = { from: '2026-01-01', until: '2026-12-31' };
  const terms = (until: string | null, turns: number) => ({
    period: { ...period, until },
    grants: { turns },
    charge: null,
  });

  t.ok(addsSomething(terms('2027-12-31', 0), soFar(period)));
  t.ok(addsSomething(terms(null, 0), soFar(period)));
  t.ok(addsSomething(terms('2026-12-31', 1), soFar(period)));
  t.notOk(addsSomething(terms('2026-12-31', 0), soFar(period)));
  t.notOk(addsSomething(terms('2027-12-31', 0), soFar({ ...period, until: null })));
});

t.test('a plugin that ends a period before it begins is its author’s mistake', async (t) => {
  const wrong = kindOf('friends', 'friend', {
    period: () => ({ from: '2026-11-20', until: '2026-11-19' }),
  });

  t.throws(() => decideTerms({ ...question, kind: wrong }), /friends:friend gives a period/);
  t.throws(
    () => decideTerms({ ...question, kind: kindOf('youth', 'youth-card') }),
    /youth:youth-card is derived/,
  );
});

t.test('periods overlap when they have a day in common', async (t) => {
  const day = fc.integer({ min: 0, max: 60 }).map((days) => addToDay('2026-01-01', { days }));
  const period = fc
    .tuple(day, fc.option(fc.integer({ min: 0, max: 20 })))
    .map(([from, days]) => ({ from, until: days === null ? null : addToDay(from, { days }) }));
  const days = Array.from({ length: 100 }, (_, n) => addToDay('2026-01-01', { days: n }));
  const has = ({ from, until }: Period, one: string): boolean =>
    from <= one && (until === null || one <= until);

  t.doesNotThrow(() =>
    fc.assert(
      fc.property(period, period, (a, b) => {
        const common = days.some((one) => has(a, one) && has(b, one));
        return overlap(a, b) === common && overlap(b, a) === common;
      }),
    ),
  );
});
