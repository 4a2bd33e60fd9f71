import type { Badge, StaffConfig } from './config.ts';

/** An attribute that the settings of a town do not allow, with what would be right. */
export type Unknown = { readonly name: string; readonly expected: string } | null;

/** The zones of a badge must be zones of the town; that is all the settings know of a badge. */
export function unknownZone(
  attributes: Readonly<Record<string, unknown>>,
  { zones }: StaffConfig,
): Unknown {
  const asked = attributes as Pick<Badge, 'zones'>;
  if (asked.zones.every((zone) => Object.hasOwn(zones, zone))) return null;
  const known = Object.keys(zones).join(', ');
  return { name: 'zones', expected: `names a zone that the town does not have: it has ${known}` };
}
