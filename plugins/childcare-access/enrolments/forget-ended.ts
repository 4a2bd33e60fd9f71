import type { JobDefinition } from '../../../core/contract/plugin.ts';
import { addToDay } from '../../../core/contract/period.ts';
import { Attendance, RefusedPickUp } from '../attendance/attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import { Contact, Enrolment } from './enrolment.entity.ts';
import { CHILD } from './hold-enrolments.ts';
import { todayOf } from '../today.ts';

/** What a stay then says no more: who fetched the child, and why it came or left otherwise. */
export const FORGOTTEN = {
  sealedArrivalReason: null,
  sealedDepartureReason: null,
  sealedFetchedBy: null,
  fetchedById: null,
} as const;

/** Enrolments that are forgotten in one statement. */
const CHUNK = 500;

/**
 * Forgets, some time after the last day of an enrolment, who fetched the child, who never might,
 * what it could not bear, and why it came or left otherwise. What it cost and who paid stays.
 */
export const forgetEnded: JobDefinition<ChildcareConfig> = {
  title: { nl: 'Ophalers en allergieën van voorbije inschrijvingen vergeten' },
  everyMinutes: 24 * 60,
  async run(host) {
    const { config, entities, municipality } = host;
    const before = addToDay(todayOf(host), { days: -config.keptDays });
    const roles = await host.roles.list(CHILD, { ended: true });
    const ended = roles.filter(({ period: { until } }) => until !== null && until < before);
    for (let at = 0; at < ended.length; at += CHUNK) {
      const roleId = { $in: ended.slice(at, at + CHUNK).map(({ id }) => id) };
      const rows = await entities.find(
        Enrolment,
        { municipality, roleId },
        { orderBy: { id: 'asc' }, disableIdentityMap: true },
      );
      const enrolmentId = { $in: rows.map(({ id }) => id) };
      await entities.nativeUpdate(
        Enrolment,
        { id: enrolmentId },
        { sealedAllergies: null, sealedListed: null },
      );
      await entities.nativeDelete(Contact, { enrolmentId });
      await entities.nativeUpdate(Attendance, { enrolmentId }, FORGOTTEN);
      await entities.nativeDelete(RefusedPickUp, { municipality, roleId });
    }
  },
};
