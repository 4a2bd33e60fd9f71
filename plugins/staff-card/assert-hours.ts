import type { Host } from '../../core/contract/host.ts';
import type { StaffConfig } from './config.ts';
import { timeEntryImpossible } from './problems.ts';
import { TimeEntry } from './time-entry.entity.ts';
import { faultOf } from './time-rules.ts';

const HOUR_MS = 3_600_000;

/** Hours that somebody says a person worked; moments in milliseconds since 1970. */
export interface WrittenHours {
  readonly passholderId: string;
  readonly enteredAt: number;
  readonly leftAt: number;
  /** The entry in whose place they are; null for hours that nobody clocked. */
  readonly correctsId: string | null;
}

/** How long somebody works at most at a stretch, in hours. */
export function longestHoursOf({ timeClock }: StaffConfig): number {
  return timeClock?.longestHours ?? 24;
}

/**
 * Asserts that somebody can have worked these hours, and that no other entry has them.
 *
 * @param hours of somebody whose entries are held
 * @throws Problem `staff-card-time-entry-impossible`
 */
export async function assertHours(host: Host<StaffConfig>, hours: WrittenHours): Promise<void> {
  const { config, entities, municipality } = host;
  const { correctsId, enteredAt, leftAt, passholderId } = hours;
  const now = host.now();
  const longestHours = longestHoursOf(config);
  const fault = faultOf({ enteredAt, leftAt }, { now, longestHours });
  if (fault !== null) throw impossible('/leftAt', fault);
  const others = await entities.count(TimeEntry, {
    municipality,
    passholderId,
    struckAt: null,
    ...(correctsId !== null && { id: { $ne: correctsId } }),
    enteredAt: { $lt: leftAt },
    $or: [
      { leftAt: { $gt: enteredAt } },
      // One that is running lasts until now.
      {
        leftAt: null,
        enteredAt: { $gt: Math.min(enteredAt, now - longestHours * HOUR_MS) },
      },
    ],
  });
  if (others > 0) {
    throw impossible('/enteredAt', 'must leave room for another entry of the same person');
  }
}

/** Hours that cannot be: where the request says so, and what would be right. */
export function impossible(jsonPointer: string, expected: string) {
  return timeEntryImpossible({ detail: `${jsonPointer} ${expected}`, jsonPointer });
}
