import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { urlNotFound } from '../http/problems.ts';
import { kioskId } from '../municipalities/installation.ts';
import { Kiosk } from './kiosk.entity.ts';
import { showKiosk, type ShownKiosk } from './kiosk-shape.ts';

/** The kiosks that stand at one of the organizers a caller acts for, each with its id. */
function ownKiosks({ municipality, organizers }: Caller): Map<string, string> {
  const own = Object.entries(municipality.config.kiosks).filter(([, kiosk]) =>
    kiosk.organizers.some((key) => organizers.includes(key)),
  );
  return new Map(own.map(([key]) => [kioskId(municipality.key, key), key]));
}

/**
 * Sees to it that a kiosk stands at an organizer that the caller acts for.
 *
 * @throws Problem `not-found`, as UiTPAS publishes for a kiosk; also for one of somebody else
 */
export function assertOwnKiosk(caller: Caller, id: string): void {
  if (!ownKiosks(caller).has(id)) throw urlNotFound();
}

/**
 * The kiosks with a device of the organizers that the caller acts for, by name.
 *
 * @param search.organizer only of this one
 */
export async function listKiosks(
  core: Core,
  caller: Caller,
  search: { organizer?: string | undefined; start: number; limit: number },
): Promise<{ totalItems: number; member: ShownKiosk[] }> {
  const { organizer, start, limit } = search;
  const { cardSystemId, municipality } = caller;
  const keys = ownKiosks(organizer === undefined ? caller : { ...caller, organizers: [organizer] });
  const [found, totalItems] = await tenantManager(core.orm, cardSystemId).findAndCount(
    Kiosk,
    { cardSystemId, id: { $in: [...keys.keys()] }, deviceHash: { $ne: null } },
    { orderBy: { name: 1, id: 1 }, offset: start, limit },
  );
  const member = found.map(({ id, deviceHash }) => {
    const settings = municipality.config.kiosks[keys.get(id) ?? ''];
    if (!settings) throw new TypeError(`no kiosk ${id} in the configuration`);
    // Its id is the secret of a device: what it is known by shows which one it is as well.
    return showKiosk(caller, { id, settings, deviceId: (deviceHash ?? '').slice(0, 16) });
  });
  return { totalItems, member };
}

/** The event that a kiosk was told, by its id; null when it was told none. */
export async function fixedEventOf(
  core: Core,
  { cardSystemId }: Caller,
  id: string,
): Promise<string | null> {
  const kiosk = await tenantManager(core.orm, cardSystemId).findOne(Kiosk, { cardSystemId, id });
  return kiosk?.fixedEvent?.id ?? null;
}
