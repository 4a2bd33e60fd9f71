import type { PlaceKey } from '../../core/contract/facts.ts';
import type { Clock } from '../../core/contract/period.ts';
import type { StaffConfig } from './config.ts';

/** A part of the week, as the settings have it. */
export type Opening = StaffConfig['zones'][string]['schedule'][number];

/**
 * Whether the clock is in a part of the week: from its first minute, until and without its last. An
 * opening that ends not later than it begins runs on into the next day.
 */
export function isOpenAt({ days, from, until }: Opening, { time, weekday }: Clock): boolean {
  const isToday = days.includes(weekday);
  if (from < until) return isToday && from <= time && time < until;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return (isToday && time >= from) || (days.includes(yesterday) && time < until);
}

/** The doors of somebody's zones, each with whether it opens now for one of them. */
export function doorsOf(
  zones: readonly string[],
  config: StaffConfig,
  clock: Clock,
): Map<PlaceKey, boolean> {
  const doors = new Map<PlaceKey, boolean>();
  for (const [name, zone] of Object.entries(config.zones)) {
    if (!zones.includes(name)) continue;
    const isOpen = zone.schedule.some((opening) => isOpenAt(opening, clock));
    for (const door of zone.doors) doors.set(door, isOpen || doors.get(door) === true);
  }
  return doors;
}

/** Every door that some badge can open. */
export function everyDoor(config: StaffConfig): Set<PlaceKey> {
  return new Set(Object.values(config.zones).flatMap(({ doors }) => doors));
}
