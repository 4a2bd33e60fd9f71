import type { PersonsDefinition } from '../../../core/contract/persons.ts';
import { Attendance } from '../attendance/attendance.entity.ts';
import { Payer } from '../enrolments/enrolment.entity.ts';
import { CareDay } from './settlement.entity.ts';

/**
 * The last day that is still to be settled, or to be settled anew, and on which somebody was there,
 * or a child for whom he pays.
 */
export const lastUnsettledDay: NonNullable<PersonsDefinition['lastUnsettledDay']> = async (
  entities,
  { passholderId },
) => {
  if (passholderId === null) return null;
  const open = await entities.find(CareDay, { isSettled: false }, { disableIdentityMap: true });
  if (open.length === 0) return null;
  const paid = await entities.find(
    Payer,
    { payerId: passholderId },
    { fields: ['enrolmentId'], disableIdentityMap: true },
  );
  const [last] = await entities.find(
    Attendance,
    {
      struckAt: null,
      $and: [
        { $or: open.map(({ day, municipality }) => ({ day, municipality })) },
        {
          $or: [
            { passholderId },
            { enrolmentId: { $in: paid.map(({ enrolmentId }) => enrolmentId) } },
          ],
        },
      ],
    },
    { orderBy: { day: 'desc' }, limit: 1, disableIdentityMap: true },
  );
  return last?.day ?? null;
};
