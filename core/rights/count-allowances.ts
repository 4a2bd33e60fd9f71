import type { AllowanceCount } from '../contract/facts.ts';
import type { AllowanceDefinition } from '../contract/role.ts';
import {
  type CalendarPeriod,
  calendarPeriodOf,
  type Day,
  type Period,
} from '../contract/period.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { StoredAllowance } from './card-facts.ts';

/** What an allowance gives in the calendar period of a day. */
export interface CalendarGrant {
  readonly period: CalendarPeriod;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  readonly granted: number;
}

/**
 * What an allowance gives in the calendar period that a day falls in, by the settings; null when it
 * is granted for as long as the role lasts.
 */
export function calendarGrant(
  definition: AllowanceDefinition<unknown>,
  { attributes, plugin }: Pick<HeldRole, 'attributes' | 'plugin'>,
  day: Day,
): CalendarGrant | null {
  const given = [plugin.config, attributes as never] as const;
  const period = definition.period?.(...given) ?? null;
  if (period === null) return null;
  const { from: validFrom, until: validUntil } = calendarPeriodOf(day, period);
  return { period, validFrom, validUntil, granted: definition.amount(...given) };
}

/**
 * What is left of each allowance of a role on a day. That of a calendar period is computed until
 * its first use wrote it down, and is none where the town grants nothing.
 *
 * @param written the allowances as stored, of the calendar period of the day alone; null for a role
 * that follows from facts and that nobody used yet
 */
export function countAllowances(
  role: Pick<HeldRole, 'attributes' | 'definition' | 'plugin' | 'period'>,
  written: readonly StoredAllowance[] | null,
  day: Day,
): Record<string, AllowanceCount> {
  const { attributes, definition, period, plugin } = role;
  const counts = Object.entries(definition.allowances ?? {}).flatMap(([key, allowance]) => {
    const calendar = calendarGrant(allowance, role, day);
    if (calendar?.granted === 0) return [];
    const stored = written?.find((one) => {
      return one.key === key && one.period === (calendar?.period ?? 'ROLE');
    });
    const validUntil = calendar ? earlier(calendar.validUntil, period) : period.until;
    if (stored) {
      const { granted, lapsed = 0, used } = stored;
      const last = calendar ? validUntil : stored.validUntil;
      const remaining = granted - used - lapsed;
      return [[key, { granted, used, remaining, validUntil: last }] as const];
    }
    if (written !== null && calendar === null) return [];
    const granted = calendar?.granted ?? allowance.amount(plugin.config, attributes as never);
    return [[key, { granted, used: 0, remaining: granted, validUntil }] as const];
  });
  return Object.fromEntries(counts);
}

function earlier(day: Day | null, { until }: Period): Day | null {
  if (day === null || until === null) return day ?? until;
  return day < until ? day : until;
}
