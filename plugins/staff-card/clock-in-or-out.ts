import { LockMode } from '@mikro-orm/core';
import type { Host, RoleOfHolder } from '../../core/contract/host.ts';
import { clockAt, isWithin } from '../../core/contract/period.ts';
import type { Badge, StaffConfig } from './config.ts';
import { alreadyClockedIn, badgeNeeded, clockNotFound, notClockedIn } from './problems.ts';
import { ClockedHolder, TimeEntry } from './time-entry.entity.ts';
import { isRunning } from './time-rules.ts';

/** A tap at a time clock. */
export interface ClockTap {
  /** Of the entry that is made, and by which one is ended. */
  readonly id: string;
  readonly card: string;
  readonly placeId: string;
  readonly direction: 'in' | 'out';
}

/** The settings of the clocks of a town that has them. */
export type ClockSettings = NonNullable<StaffConfig['timeClock']>;

/**
 * Takes down that somebody begins or ends work. Who forgot to clock out before begins anew; the
 * personnel service corrects the entry that has no end.
 *
 * @throws Problem, each `staff-card-`: `clock-not-found`, `badge-needed`, `already-clocked-in`,
 * `not-clocked-in`
 */
export async function clockInOrOut(host: Host<StaffConfig>, tap: ClockTap): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const { longestHours } = findClock(host, tap.placeId);
  const badge = await findBadge(host, tap.card);
  const { passholderId } = badge;
  await holdEntries(host, passholderId);
  const now = host.now();
  const [last] = await entities.find(
    TimeEntry,
    { municipality, passholderId, struckAt: null, enteredAt: { $lte: now } },
    { orderBy: { enteredAt: 'desc', id: 'desc' }, limit: 1, disableIdentityMap: true },
  );
  const running = last && isRunning(last, { now, longestHours }) ? last : null;
  if (tap.direction === 'out') {
    if (!running) throw notClockedIn();
    await entities.nativeUpdate(
      TimeEntry,
      { cardSystemId, id: running.id },
      { leftAt: now, leftBy: tap.id },
    );
    return;
  }
  if (running) throw alreadyClockedIn();
  await entities.insert(TimeEntry, {
    cardSystemId,
    id: tap.id,
    municipality,
    passholderId,
    staffNumber: (badge.attributes as Badge).staffNumber,
    day: clockAt(now).day,
    enteredAt: now,
  });
}

/**
 * The settings of the clock at a place, for who runs it.
 *
 * @throws Problem `staff-card-clock-not-found`
 */
export function findClock(
  { config, organizer, placeKey }: Host<StaffConfig>,
  id: string,
): ClockSettings {
  const place = placeKey(id);
  const { department, doorOrganizers, timeClock } = config;
  const isAsker = organizer !== null && [department, ...doorOrganizers].includes(organizer);
  if (!isAsker || place === null || !timeClock?.places.includes(place)) throw clockNotFound();
  return timeClock;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The same work for a card of nobody as for one without a badge. */
async function findBadge(host: Host<StaffConfig>, card: string): Promise<RoleOfHolder> {
  const passholderId = (await host.findHolder(card)) ?? NOBODY;
  const { day } = clockAt(host.now());
  const badges = await host.roles.list('badge', { passholderId });
  const badge = badges.find(({ period }) => isWithin(day, period));
  if (!badge) throw badgeNeeded();
  return badge;
}

/** Waits until nobody else writes entries of a holder. */
export async function holdEntries(host: Host<StaffConfig>, passholderId: string): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const named = { cardSystemId, municipality, passholderId };
  await entities.upsert(
    ClockedHolder,
    { ...named, id: host.newId() },
    {
      onConflictFields: ['cardSystemId', 'municipality', 'passholderId'],
      onConflictAction: 'ignore',
    },
  );
  await entities.findOneOrFail(ClockedHolder, named, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    disableIdentityMap: true,
  });
}
