import type { EntityManager } from '@mikro-orm/core';
import { clockAt } from '../../../core/contract/period.ts';
import type { PersonsDefinition } from '../../../core/contract/persons.ts';
import { Activity } from '../activities/activity.entity.ts';
import { hasBegun } from '../activities/activity-hours.ts';
import { Attendance } from '../attendance/attendance.entity.ts';
import { Child, Enrolment } from './enrolment.entity.ts';

/**
 * Enrolments and attendances know a pass holder by its id. Whoever is erased leaves the waiting
 * lists and gives its places up; what was charged stays, because it is in the books, and no account
 * of the person is named beside it. A place that was held when its activity began is owed for.
 */
export const enrolmentsOfPerson: PersonsDefinition = {
  async export(entities, { passholderId }) {
    if (passholderId === null) return { enrolments: [], attendances: [], paidFor: 0 };
    const enrolments = await entities.find(
      Enrolment,
      { passholderId },
      { orderBy: { number: 'asc', id: 'asc' }, disableIdentityMap: true },
    );
    const titles = await titlesOf(entities, enrolments);
    const attendances = await entities.find(
      Attendance,
      { enrolmentId: { $in: enrolments.map(({ id }) => id) } },
      { orderBy: { day: 'asc', happenedAt: 'asc' }, disableIdentityMap: true },
    );
    const byId = new Map(enrolments.map((one) => [one.id, one]));
    return {
      enrolments: enrolments.map(({ activityId, municipality, state }) => {
        return { municipality, activity: titles.get(activityId), state };
      }),
      attendances: attendances.map(({ day, enrolmentId, struckAt }) => {
        const { activityId = '' } = byId.get(enrolmentId) ?? {};
        return { activity: titles.get(activityId), day, isStruck: struckAt !== null };
      }),
      paidFor: await entities.count(Enrolment, { payerId: passholderId }),
    };
  },

  async erase(entities, { passholderId }, now) {
    if (passholderId === null) return;
    const offered = await entities.find(
      Enrolment,
      { passholderId, state: 'offered' },
      { fields: ['together'], disableIdentityMap: true },
    );
    const noOffer = { offerId: null, offeredUntil: null };
    await entities.nativeDelete(Enrolment, { passholderId, roleId: null });
    await entities.nativeUpdate(
      Enrolment,
      {
        passholderId,
        state: 'enrolled',
        activityId: { $in: await findBegun(entities, passholderId, now) },
      },
      { isHeld: true },
    );
    // What a place cost tells of who had it.
    const left = { state: 'cancelled' as const, chargedCents: null, ...noOffer };
    await entities.nativeUpdate(Enrolment, { passholderId }, left);
    // The offer ends with the holder: siblings who shared it wait again, where they stood.
    const together = { $in: offered.map((one) => one.together) };
    await entities.nativeUpdate(
      Enrolment,
      { together, state: 'offered' },
      { state: 'waiting', ...noOffer },
    );
    const charged = { payerId: passholderId, chargedOn: { $ne: null } };
    await entities.nativeUpdate(Enrolment, charged, { isPayerErased: true });
    await entities.nativeUpdate(Enrolment, { payerId: passholderId }, { payerId: null });
    await entities.nativeDelete(Child, { id: passholderId });
  },
};

/** The activities that have begun of those in which somebody has a place. */
async function findBegun(
  entities: EntityManager,
  passholderId: string,
  now: number,
): Promise<string[]> {
  const places = await entities.find(
    Enrolment,
    { passholderId, state: 'enrolled' },
    { fields: ['activityId'], disableIdentityMap: true },
  );
  const activities = await entities.find(
    Activity,
    { id: { $in: places.map(({ activityId }) => activityId) } },
    { disableIdentityMap: true },
  );
  const clock = clockAt(now);
  return activities.filter((one) => hasBegun(one, clock)).map(({ id }) => id);
}

async function titlesOf(
  entities: EntityManager,
  enrolments: readonly Enrolment[],
): Promise<Map<string, string>> {
  const ids = [...new Set(enrolments.map(({ activityId }) => activityId))];
  const activities = await entities.find(
    Activity,
    { id: { $in: ids } },
    { fields: ['title'], disableIdentityMap: true },
  );
  return new Map(activities.map(({ id, title }) => [id, title]));
}
