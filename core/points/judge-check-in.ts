import { addToDay, calendarPeriodOf, clockAt, startOfDay } from '../contract/period.ts';
import type { Reason } from '../contract/text.ts';
import { judgeMoment } from '../events/event-hours.ts';
import type { KnownEvent } from '../events/known-events.ts';

/** A check-in that the event allows: what it earns, and the window in which the limit counts. */
export interface AllowedCheckIn {
  readonly points: number;
  /** At most so many check-ins in the window; null is no limit. */
  readonly volume: number | null;
  /** ISO 8601, from inclusive, to exclusive. */
  readonly windowFrom: string;
  readonly windowTo: string;
}

const CLOSED: Record<'not-yet' | 'closed-now' | 'over', string> = {
  'not-yet': 'Deze activiteit is nog niet begonnen, u kunt nog geen punt sparen.',
  'closed-now': 'Deze activiteit is nu niet open, u kunt nu geen punt sparen.',
  over: 'Deze activiteit is afgelopen, u kunt op deze activiteit geen punt meer sparen.',
};

/** Why the limit of an event refuses one more check-in. */
export const LIMIT_REACHED: Reason = {
  code: 'check-in-limit-reached',
  nl: 'U hebt voor deze activiteit al het hoogste aantal punten gespaard.',
};

/** Why a group pass saves nothing. */
export const GROUP_SAVES_NO_POINTS = 'Met een groepspas kunt u geen punten sparen.';

const OUTSIDE: Reason = {
  code: 'event-outside-card-system',
  nl: 'Op deze activiteit kunt u met deze pas geen punten sparen.',
};

/** Judges by the event alone whether a check-in is possible at a moment, and what it earns. */
export function judgeCheckIn(
  event: KnownEvent,
  epochMs: number,
): { allowed: AllowedCheckIn } | { refused: Reason } {
  const { isInCardSystem, marginMinutes } = event;
  if (!isInCardSystem) return { refused: OUTSIDE };
  const moment = judgeMoment(event.calendar, { epochMs, marginMinutes });
  if (moment !== 'open') return { refused: { code: `event-${moment}`, nl: CLOSED[moment] } };

  const window = calendarPeriodOf(clockAt(epochMs).day, event.limitPeriod ?? 'ABSOLUTE');
  const end = window.until === null ? '9999-12-31' : addToDay(window.until, { days: 1 });
  return {
    allowed: {
      points: event.earnsPoints ? event.points : 0,
      volume: event.limitVolume,
      windowFrom: new Date(startOfDay(window.from)).toISOString(),
      windowTo: new Date(startOfDay(end)).toISOString(),
    },
  };
}
