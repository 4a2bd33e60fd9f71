import { LockMode } from '@mikro-orm/core';
import type { Host } from '../../core/contract/host.ts';
import { clockAt } from '../../core/contract/period.ts';
import { Attendance } from './attendance.entity.ts';
import type { LessonSeries, SportpasConfig } from './config.ts';
import { findByCard } from './enrol.ts';
import { Enrolment } from './enrolment.entity.ts';
import { hasLessonNow } from './lesson-series.ts';
import { alreadyAttending, attendanceNotFound, noLesson } from './problems.ts';

/** A lesson that somebody attends. */
export interface AttendedLesson {
  readonly series: string;
  readonly title: string;
  readonly day: string;
}

/**
 * Takes down that the holder of a card attends the lesson that is on at a place. One card lets one
 * in: a second tap for the same lesson is refused.
 *
 * @param tap.id of the attendance that is made
 * @throws Problem, each `sportpas-`: `holder-not-found`, `no-lesson`, `already-attending`
 */
export async function attendLesson(
  host: Host<SportpasConfig>,
  tap: { readonly id: string; readonly card: string; readonly placeId: string },
): Promise<AttendedLesson> {
  const { cardSystemId, entities, municipality } = host;
  const { day } = clockAt(host.now());
  const passholderId = await findByCard(host, tap.card);
  const on = lessonsNow(host, tap.placeId);
  // Held, so that of two taps at once the second sees the first.
  const [enrolment] = await entities.find(
    Enrolment,
    { municipality, passholderId, state: 'enrolled', series: { $in: [...on.keys()] } },
    {
      orderBy: { number: 'asc', id: 'asc' },
      lockMode: LockMode.PESSIMISTIC_WRITE,
      disableIdentityMap: true,
    },
  );
  if (!enrolment?.roleId) throw noLesson();
  const { id: enrolmentId, roleId, series } = enrolment;
  const before = await entities.count(Attendance, { enrolmentId, day, struckAt: null });
  if (before > 0) throw alreadyAttending();
  await entities.insert(Attendance, {
    cardSystemId,
    id: tap.id,
    municipality,
    enrolmentId,
    roleId,
    day,
    happenedAt: host.now(),
  });
  return { series, title: on.get(series)?.title ?? series, day };
}

/** The lesson that an attendance is of, and whose it is. */
export async function readAttendedLesson(
  { config, entities, municipality }: Host<SportpasConfig>,
  id: string,
): Promise<{ readonly enrolment: Enrolment; readonly lesson: AttendedLesson }> {
  const { day, enrolmentId } = await entities.findOneOrFail(Attendance, { id, municipality });
  const named = { id: enrolmentId, municipality };
  const enrolment = await entities.findOneOrFail(Enrolment, named);
  const { series } = enrolment;
  const title = config.series[series]?.title ?? series;
  return { enrolment, lesson: { series, title, day } };
}

/**
 * Strikes an attendance that was a mistake. What sport owed for it already is taken back.
 *
 * @throws Problem `sportpas-attendance-not-found`
 */
export async function strikeAttendance(host: Host<SportpasConfig>, id: string): Promise<void> {
  const { entities, municipality } = host;
  const standing = { id, municipality, struckAt: null };
  const struck = { struckAt: host.now() };
  if ((await entities.nativeUpdate(Attendance, standing, struck)) === 0) throw attendanceNotFound();
  await host.reverse(lessonOf(id));
}

/** What the settlement of an attendance is about. */
export function lessonOf(attendanceId: string): string {
  return `lesson/${attendanceId}`;
}

/** The lessons that are on, of those that the organizer that asks gives or decides about. */
function lessonsNow(host: Host<SportpasConfig>, placeId: string): Map<string, LessonSeries> {
  const { config, organizer } = host;
  const here = host.placeKey(placeId);
  const clock = clockAt(host.now());
  const on = Object.entries(config.series).filter(([, series]) => {
    const isTheirs = organizer === config.department || organizer === series.operator;
    return isTheirs && series.place === here && hasLessonNow(series, clock, config.earlyMinutes);
  });
  return new Map(on);
}
