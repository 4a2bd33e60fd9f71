import type { Host } from '../../core/contract/host.ts';
import { clockAt } from '../../core/contract/period.ts';
import { assertHours, impossible, longestHoursOf } from './assert-hours.ts';
import { holdEntries } from './clock-in-or-out.ts';
import type { StaffConfig } from './config.ts';
import { timeEntryNotFound } from './problems.ts';
import { TimeEntry } from './time-entry.entity.ts';

const HOUR_MS = 3_600_000;

/** What an entry should have been; moments in milliseconds since 1970. */
export interface Correction {
  /** Of the entry that is made. */
  readonly id: string;
  readonly correctsId: string;
  readonly enteredAt: number;
  readonly leftAt: number;
  readonly reason: string;
}

/**
 * Puts an entry in the place of another, which is struck and stays on record.
 *
 * @throws Problem `staff-card-time-entry-not-found`, `staff-card-time-entry-impossible`
 */
export async function correctTime(host: Host<StaffConfig>, asked: Correction): Promise<void> {
  const { cardSystemId, config, entities, municipality } = host;
  const { id, correctsId, enteredAt, leftAt, reason } = asked;
  const standing = { id: correctsId, municipality, struckAt: null };
  const known = await entities.findOne(TimeEntry, standing, { disableIdentityMap: true });
  if (!known) throw timeEntryNotFound();
  const { passholderId, staffNumber } = known;
  await holdEntries(host, passholderId);
  await assertHours(host, { passholderId, enteredAt, leftAt, correctsId });
  const longestHours = longestHoursOf(config);
  if (Math.abs(enteredAt - known.enteredAt) > longestHours * HOUR_MS) {
    throw impossible('/enteredAt', `must lie within ${longestHours} hours of what it corrects`);
  }
  const struck = await entities.nativeUpdate(TimeEntry, standing, { struckAt: host.now() });
  if (struck === 0) throw timeEntryNotFound();
  await entities.insert(TimeEntry, {
    cardSystemId,
    id,
    municipality,
    passholderId,
    staffNumber,
    day: clockAt(enteredAt).day,
    enteredAt,
    leftAt,
    correctsId,
    reason,
  });
}
