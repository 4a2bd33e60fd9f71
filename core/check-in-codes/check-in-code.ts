import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import type { Calendar } from '../events/calendar.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { makeSealedLink, openSealedLink } from '../secrets/sealed-link.ts';

/** What a code says: which event, and until when. */
export interface CheckInCode {
  readonly cardSystemId: number;
  readonly eventId: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const KIND = 'check-in code';

/** A printed code of an event that goes on is printed anew after a year. */
const PRINTED_DAYS = 366;

/**
 * Makes the code that holders scan at an event: sealed, so that nobody else can make one. It holds
 * no longer than the event and its margin.
 *
 * @param lasts from `now`, milliseconds since 1970, so many days at most; a year when left out
 */
export function makeCheckInCode(
  keys: KeyRing,
  event: { cardSystemId: number; id: string; calendar: Calendar; marginMinutes: number },
  lasts: { readonly now: number; readonly days?: number },
): string {
  return makeSealedLink(keys, event, { kind: KIND, until: lastMomentOf(event, lasts) });
}

/** Reads a code, also when it is over; undefined for what we never made. */
export function readCheckInCode(keys: KeyRing, code: string): CheckInCode | undefined {
  const opened = openSealedLink(keys, code, KIND);
  if (!opened) return undefined;
  const { cardSystemId, id: eventId, until } = opened;
  return { cardSystemId, eventId, until };
}

function lastMomentOf(
  { calendar, marginMinutes }: { calendar: Calendar; marginMinutes: number },
  { now, days = PRINTED_DAYS }: { readonly now: number; readonly days?: number },
): number {
  const longest = startOfDay(addToDay(clockAt(now).day, { days }));
  const lastDay = lastDayOf(calendar);
  if (lastDay === null) return longest;
  const over = startOfDay(addToDay(lastDay, { days: 1 })) + marginMinutes * 60_000;
  // A moment is not negative: what was over before 1970 has a code that is over.
  return Math.max(0, Math.min(longest, over));
}

function lastDayOf(calendar: Calendar): string | null {
  if (calendar.type === 'PERMANENT') return null;
  if (calendar.type === 'PERIODIC') return calendar.until;
  return calendar.dates.reduce((last, { day }) => (day > last ? day : last), '0000-01-01');
}
