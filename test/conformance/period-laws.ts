import assert from 'node:assert/strict';
import {
  addToDay,
  ageOn,
  birthdayOf,
  CALENDAR_PERIODS,
  clockAt,
  type Day,
  type Period,
  startOfDay,
} from '../../core/contract/period.ts';
import { decideTerms, leavesGap } from '../../core/roles/decide-terms.ts';
import { activeMunicipality, townConfig } from '../fixtures/test-towns.ts';
import type { IssuedKind, Situation } from './random-situations.ts';

const town = activeMunicipality(townConfig('lier', 1));

/**
 * Checks the periods of what is issued, renewed, derived and counted.
 *
 * @throws AssertionError when one ends before it begins, a renewal leaves a gap or takes a day
 * away, a derived role is another one tomorrow or on the next birthday, or an allowance is of no
 * known calendar period
 */
export function assertPeriods(situation: Situation): void {
  const { issuances } = situation;
  for (const { plugin, name, issuance } of issuances) {
    const rule = plugin.definition.roles[name]?.period;
    if (!rule) continue;
    const first = rule(issuance);
    assertWellFormed(first);
    const later = lastDayOf(first) < issuance.from ? issuance.from : lastDayOf(first);
    for (const from of [issuance.from, later, dayAfter(first)]) {
      const renewed = rule({ ...issuance, from, previous: first });
      assertWellFormed(renewed);
      const gapBefore = dayAfter(first);
      assert.ok(
        renewed.from <= gapBefore,
        `renewed from ${renewed.from}, ended before ${gapBefore}`,
      );
      assert.ok(lastDayOf(renewed) >= lastDayOf(first), 'a renewal takes no day away');
    }
  }
  for (const issued of issuances) assertNoDayTaken(issued);
  assertDerived(situation);
  assertCalendar(situation);
}

function assertCalendar({ plugins }: Situation): void {
  const known: readonly unknown[] = CALENDAR_PERIODS;
  for (const { definition, config } of plugins) {
    for (const [name, { allowances = {} }] of Object.entries(definition.roles)) {
      for (const [key, { period }] of Object.entries(allowances)) {
        const kind = period?.(config as never) ?? null;
        const isKnown = kind === null || known.includes(kind);
        assert.ok(isKnown, `${name} ${key}: ${String(kind)} is no calendar period`);
      }
    }
  }
}

/** What core sells on top of a role, from whatever day it lets a desk ask. */
function assertNoDayTaken({ plugin, name, issuance }: IssuedKind): void {
  const definition = plugin.definition.roles[name];
  if (!definition?.period) return;
  const { clock, holder, attributes } = issuance;
  const kind = { plugin, name, definition, municipality: town };
  const held = definition.period(issuance);
  for (const days of [-400, -1, 0, 1, 2, 400]) {
    const asked = addToDay(dayAfter(held), { days });
    const from = asked < clock.day ? clock.day : asked;
    if (leavesGap(clock, { from, previous: held })) continue;
    const previous = { period: held, allowances: {} };
    const { period } = decideTerms({ kind, clock, holder, attributes, from, previous });
    const isKept = period.from <= held.from && lastDayOf(period) >= lastDayOf(held);
    assert.ok(
      isKept || lastDayOf(held) < clock.day,
      `renewed from ${from}, a renewal takes no day away: ${held.from} to ${held.until} became ` +
        `${period.from} to ${period.until}`,
    );
  }
}

function assertDerived({ circumstances, plugins }: Situation): void {
  const { clock, holder } = circumstances;
  const tomorrow = clockAt(clock.epochMs + 24 * 3_600_000);
  const birthday = clockAt(startOfDay(birthdayOf(holder.birthDate, holder.age + 1)));
  for (const { definition, config } of plugins) {
    const deriveAt = (at: typeof clock) => {
      const facts = { ...holder, age: ageOn(holder.birthDate, at.day) };
      const asked = { clock: at, config: config as never, holder: facts, municipality: 'lier' };
      return definition.derive?.(asked) ?? [];
    };
    const today = deriveAt(clock);
    for (const { period } of today) assertWellFormed(period);
    for (const at of [tomorrow, birthday]) {
      for (const { role, period } of deriveAt(at)) {
        assertWellFormed(period);
        const earlier = today.find((one) => one.role === role && lastDayOf(one.period) >= at.day);
        assert.deepEqual(period, earlier?.period ?? period, `${role} is another role on ${at.day}`);
      }
    }
  }
}

function assertWellFormed({ from, until }: Period): void {
  for (const day of until === null ? [from] : [from, until]) {
    assert.equal(Temporal.PlainDate.from(day).toString(), day);
  }
  assert.ok(until === null || from <= until, `ends ${until}, before it begins ${from}`);
}

function dayAfter(period: Period): Day {
  return addToDay(lastDayOf(period), { days: 1 });
}

/** A period without end lasts until the year 9998. */
function lastDayOf({ until }: Period): Day {
  return until ?? '9998-12-31';
}
