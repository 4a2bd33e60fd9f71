import type { Host } from '../../core/contract/host.ts';
import type { ChildcareConfig } from './config.ts';
import { notHere } from './problems.ts';

/** A location as its settings say. */
export interface CareLocation {
  readonly key: string;
  readonly settings: ChildcareConfig['locations'][string];
}

/**
 * Lets only the childcare itself go on: to any other organizer nothing of it is there.
 *
 * @throws Problem `childcare-access-not-here`
 */
export function assertDepartment({ config, organizer }: Host<ChildcareConfig>): void {
  if (organizer !== config.department) throw notHere();
}

/**
 * The location of a place, for who works there.
 *
 * @throws Problem `childcare-access-not-here` for another place, and for another organizer
 */
export function findLocation(host: Host<ChildcareConfig>, placeId: string): CareLocation {
  const found = locationOf(host, host.placeKey(placeId) ?? '');
  if (!found) throw notHere();
  return found;
}

/** The location of a key, for who works there; null for another, and for another organizer. */
export function locationOf(host: Host<ChildcareConfig>, key: string): CareLocation | null {
  const { config, organizer } = host;
  const settings = Object.hasOwn(config.locations, key) ? config.locations[key] : undefined;
  const isRun = organizer === config.department || organizer === settings?.runBy;
  return settings !== undefined && isRun ? { key, settings } : null;
}

/** Whether who asks works at a location: health data are shown there only. */
export function worksAt(
  { config, organizer }: Host<ChildcareConfig>,
  { settings }: CareLocation,
): boolean {
  return organizer === (settings.runBy ?? config.department);
}
