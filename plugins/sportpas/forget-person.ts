import type { PersonsDefinition } from '../../core/contract/persons.ts';
import { Attendance } from './attendance.entity.ts';
import { Enrolment } from './enrolment.entity.ts';

/**
 * Enrolments and attendances know a pass holder by its id. Whoever is erased leaves the waiting
 * list and gives the place up; a place that was paid for and the lessons that were attended stay,
 * because what they cost is in the books.
 */
export const enrolmentsOfPerson: PersonsDefinition = {
  async export(entities, { passholderId }) {
    if (passholderId === null) return { enrolments: [], attendances: [] };
    const enrolments = await entities.find(
      Enrolment,
      { passholderId },
      { orderBy: { series: 'asc', number: 'asc' }, disableIdentityMap: true },
    );
    const attendances = await entities.find(
      Attendance,
      { enrolmentId: { $in: enrolments.map(({ id }) => id) } },
      { orderBy: { day: 'asc', happenedAt: 'asc' }, disableIdentityMap: true },
    );
    const seriesOf = new Map(enrolments.map(({ id, series }) => [id, series]));
    return {
      enrolments: enrolments.map(({ municipality, series, state }) => {
        return { municipality, series, state };
      }),
      attendances: attendances.map(({ enrolmentId, day, struckAt }) => {
        return { series: seriesOf.get(enrolmentId), day, isStruck: struckAt !== null };
      }),
    };
  },

  async erase(entities, { passholderId }) {
    if (passholderId === null) return;
    await entities.nativeDelete(Enrolment, { passholderId, roleId: null });
    await entities.nativeUpdate(
      Enrolment,
      { passholderId },
      { state: 'cancelled', offerId: null, offeredUntil: null },
    );
  },
};
