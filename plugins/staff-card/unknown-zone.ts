import type { Badge, StaffConfig } from './config.ts';

/** The zones of a badge must be zones of the town; that is all the settings know of a badge. */
export function unknownZone(
  attributes: Readonly<Record<string, unknown>>,
  { zones }: StaffConfig,
): { name: string; expected: string } | null {
  const asked = attributes as Badge;
  if (asked.zones.every((zone) => Object.hasOwn(zones, zone))) return null;
  const known = Object.keys(zones).join(', ');
  return { name: 'zones', expected: `names a zone that the town does not have: it has ${known}` };
}
