import type { Host, RoleOfHolder } from '../../core/contract/host.ts';
import { addToDay, clockAt, isWithin, type Period } from '../../core/contract/period.ts';
import { assertHours, impossible } from './assert-hours.ts';
import { findClock, holdEntries } from './clock-in-or-out.ts';
import type { Badge, StaffConfig } from './config.ts';
import { workerNotFound } from './problems.ts';
import { TimeEntry } from './time-entry.entity.ts';

/** Hours that nobody clocked; moments in milliseconds since 1970. */
export interface UnclockedHours {
  /** Of the entry that is made. */
  readonly id: string;
  readonly staffNumber: string;
  /** Of the clock at which they should have been clocked. */
  readonly placeId: string;
  readonly enteredAt: number;
  readonly leftAt: number;
  readonly reason: string;
}

/**
 * Writes hours down that nobody clocked, of somebody who was in service then; that may have ended
 * since.
 *
 * @throws Problem, each `staff-card-`: `clock-not-found`, `worker-not-found`,
 * `time-entry-impossible`
 */
export async function writeHours(host: Host<StaffConfig>, asked: UnclockedHours): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const { enteredAt, id, leftAt, placeId, reason, staffNumber } = asked;
  const { keptMonths } = findClock(host, placeId);
  const { passholderId } = await findBadge(host, asked);
  await holdEntries(host, passholderId);
  await assertHours(host, { passholderId, enteredAt, leftAt, correctsId: null });
  const { day } = clockAt(enteredAt);
  const first = addToDay(clockAt(host.now()).day, { months: -keptMonths });
  if (day < first) {
    throw impossible('/enteredAt', `must be ${first} or later: hours of before are forgotten`);
  }
  const hours = { day, enteredAt, leftAt, reason };
  await entities.insert(TimeEntry, {
    cardSystemId,
    id,
    municipality,
    passholderId,
    staffNumber,
    ...hours,
  });
}

/**
 * The badge of a staff number at the time of some hours. Its holder is held, so that nobody ends it
 * or erases the holder meanwhile.
 */
async function findBadge(
  host: Host<StaffConfig>,
  { enteredAt, leftAt, staffNumber }: UnclockedHours,
): Promise<RoleOfHolder> {
  const listed = (await host.roles.list('badge', { ended: true })).filter(
    ({ attributes }) => (attributes as Badge).staffNumber === staffNumber,
  );
  // The millisecond before: work until midnight is work of that day.
  const days = [clockAt(enteredAt).day, clockAt(leftAt - 1).day];
  const isInService = ({ period }: RoleOfHolder) => days.every((day) => isWithin(day, period));
  const seen = listed.find(isInService) ?? latestOf(listed);
  if (!seen) throw unknownNumber();
  const { passholderId } = seen;
  await host.passholders.hold(passholderId);
  const today = clockAt(host.now()).day;
  if ((await host.passholders.readFacts(passholderId, today)) === null) throw unknownNumber();
  const badges = await host.roles.list('badge', { ended: true, passholderId });
  const badge = badges.find(({ id }) => id === seen.id) ?? seen;
  if (!isInService(badge)) {
    throw impossible('/enteredAt', `must lie within the employment, ${wordsOf(badge.period)}`);
  }
  return badge;
}

function latestOf(badges: readonly RoleOfHolder[]): RoleOfHolder | undefined {
  return badges.toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1)).at(-1);
}

function unknownNumber() {
  const detail = '/staffNumber must be one of the staff register: no badge has it';
  return workerNotFound({ detail, jsonPointer: '/staffNumber' });
}

function wordsOf({ from, until }: Period): string {
  return until === null ? `from ${from}` : `from ${from} until ${until}`;
}
