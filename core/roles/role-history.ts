import type { Day, Period } from '../contract/period.ts';

/** One thing that happened to a role, as `core.role_event` holds it. */
export interface RoleEventFact {
  readonly id: string;
  readonly kind: 'issued' | 'renewed' | 'amended' | 'ended' | 'withdrawn' | 'expired';
  /** The period from then on. */
  readonly period: Period;
  readonly grants: Readonly<Record<string, number>>;
  readonly moneyFactId: string | null;
  /** In Brussels. */
  readonly day: Day;
}

/** An issue or a renewal that still stands, and what the role was before it. */
export interface StandingSale {
  readonly event: RoleEventFact;
  /** Null when there was no role before it. */
  readonly before: Period | null;
}

/**
 * The last issue or renewal that was not taken back: the one that a withdrawal takes back.
 *
 * @param events of one role, in the order of its versions
 */
export function lastStandingSale(events: readonly RoleEventFact[]): StandingSale | null {
  const standing: { event: RoleEventFact; period: Period }[] = [];
  for (const event of events) {
    const { kind, period } = event;
    if (kind === 'withdrawn') standing.pop();
    else if (kind === 'issued' || kind === 'renewed') standing.push({ event, period });
    else {
      const last = standing.pop();
      if (last) standing.push({ ...last, period });
    }
  }
  const last = standing.at(-1);
  return last ? { event: last.event, before: standing.at(-2)?.period ?? null } : null;
}
