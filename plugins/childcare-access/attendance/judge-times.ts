import { clockAt } from '../../../core/contract/period.ts';
import type { ChildcareConfig } from '../config.ts';
import { momentOf } from '../day-type.ts';

/** When a stay began and ended, in milliseconds since 1970. */
export interface Times {
  readonly arrivedAt: number;
  readonly departedAt: number;
}

/** From when until when a location is open. */
export type Hours = Pick<ChildcareConfig['locations'][string], 'closesAt' | 'opensAt'>;

/** Why a stay cannot have been. */
export interface Fault {
  readonly detail: string;
  /** Where it says so, when one part of the body does. */
  readonly jsonPointer?: string;
  readonly endUserMessage?: { readonly nl: string };
}

/**
 * Why a stay that is written down by hand cannot have been; null when it can.
 *
 * @param rule.hours of its location; left out when the settings do not have that any more
 */
export function faultOf(
  times: Times,
  { hours, now }: { readonly hours?: Hours | undefined; readonly now: number },
): Fault | null {
  const { arrivedAt, departedAt } = times;
  // Two taps in the same instant are what they are; nobody writes a stay of no time down.
  if (departedAt === arrivedAt) return { detail: 'it ends when it begins' };
  if (departedAt < arrivedAt) return { detail: 'it ends before it begins' };
  if (departedAt > now) return { detail: 'it ends in the future' };
  const isOneDay = clockAt(departedAt).day === clockAt(arrivedAt).day;
  if (!isOneDay) return { detail: 'it ends on another day than it begins' };
  return hours && isOutside(times, hours) ? closedThen(hours) : null;
}

/** Whether a stay has nothing in common with the hours: who comes early or stays late, does. */
function isOutside({ arrivedAt, departedAt }: Times, { closesAt, opensAt }: Hours): boolean {
  const { day } = clockAt(arrivedAt);
  return departedAt <= momentOf(day, opensAt) || arrivedAt >= momentOf(day, closesAt);
}

function closedThen({ closesAt, opensAt }: Hours): Fault {
  const nl = `Deze locatie is open van ${opensAt} tot ${closesAt}.`;
  const detail = `the location is open from ${opensAt} until ${closesAt}`;
  return { detail, jsonPointer: '/arrivedAt', endUserMessage: { nl } };
}
