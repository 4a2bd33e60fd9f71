import { clockAt, type Day } from '../../../core/contract/period.ts';
import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';
import { momentOf } from '../day-type.ts';
import { todayOf } from '../today.ts';
import { type CareLocation, findLocation } from '../places.ts';
import { locationClosed } from '../problems.ts';
import { type Inside, listInside } from './who-is-inside.ts';

const MINUTE_MS = 60_000;

/** What the device of a location keeps for when there is no network. */
export interface DeviceList {
  /** Of the key that opens it. */
  readonly keyId: string;
  /** Name and group of who is inside, as JSON. */
  readonly sealed: string;
  /** When it was right, in milliseconds since 1970. */
  readonly at: number;
  /** When the device forgets it, and its key. */
  readonly until: number;
}

/** What opens the lists of a location on one day. */
export interface DeviceKey {
  readonly keyId: string;
  readonly key: string;
  readonly until: number;
}

/**
 * The moment at which the device of a location forgets who was inside: at closing time; as long as
 * a child is still inside after that, when forgotten check-outs are closed.
 */
export function forgetsAt(
  { day, now, someInside }: { day: Day; now: number; someInside: boolean },
  closesAt: string,
  forgottenAfterMinutes: number,
): number {
  const closing = momentOf(day, closesAt);
  return now >= closing && someInside ? closing + forgottenAfterMinutes * MINUTE_MS : closing;
}

/**
 * Who is inside, by name and group and nothing else, sealed for the device of the location.
 *
 * @throws Problem `childcare-access-not-here`; `childcare-access-closed` from closing time on
 */
export async function sealDeviceList(
  host: Host<ChildcareConfig>,
  placeId: string,
): Promise<DeviceList> {
  const { inside, until } = await readOpen(host, placeId);
  const names = inside.children.map(({ firstName, group, lastName }) => {
    return { name: `${firstName} ${lastName}`.trim(), group };
  });
  const { keyId, seal } = host.secrets.forDevice(deviceAbout(host, inside.location));
  return { keyId, sealed: seal(JSON.stringify(names)), at: host.now(), until };
}

/**
 * The key of the lists of today. From closing time on nobody gets it any more, so that a list
 * which a device did not forget says nothing.
 *
 * @throws Problem `childcare-access-not-here`; `childcare-access-closed` from closing time on
 */
export async function giveDeviceKey(
  host: Host<ChildcareConfig>,
  placeId: string,
): Promise<DeviceKey> {
  const { inside, until } = await readOpen(host, placeId);
  const { key, keyId } = host.secrets.forDevice(deviceAbout(host, inside.location));
  return { keyId, key, until };
}

async function readOpen(
  host: Host<ChildcareConfig>,
  placeId: string,
): Promise<{ inside: Inside; until: number }> {
  const { settings } = findLocation(host, placeId);
  const inside = await listInside(host, placeId);
  const now = host.now();
  const asked = { day: clockAt(now).day, now, someInside: inside.children.length > 0 };
  const until = forgetsAt(asked, settings.closesAt, host.config.forgottenAfterMinutes);
  if (now >= until) throw locationClosed();
  return { inside, until };
}

/** Another day has another key. */
function deviceAbout(host: Host<ChildcareConfig>, { key }: CareLocation): string {
  return `who is inside ${key} of ${host.municipality} on ${todayOf(host)}`;
}
