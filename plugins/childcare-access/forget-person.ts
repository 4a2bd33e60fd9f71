import { isoOf } from '../../core/contract/moment.ts';
import type { PersonsDefinition } from '../../core/contract/persons.ts';
import { Attendance, AttendanceChange } from './attendance.entity.ts';
import { Contact, Enrolment, Payer } from './enrolment.entity.ts';
import { allergiesOf, nameOf, reasonOf } from './enrolments.ts';

/**
 * A child leaves its stays and what they cost behind, because that is in the books; what it could
 * not bear, who fetched it and every reason go. Who fetched or paid for others leaves their lists.
 */
export const childrenOfPerson: PersonsDefinition = {
  async export(entities, { passholderId }, secrets) {
    if (passholderId === null) return { enrolments: [], attendances: [], namedFor: 0, paysFor: 0 };
    const own = await entities.find(Enrolment, { passholderId }, { disableIdentityMap: true });
    const enrolments: object[] = [];
    for (const { id, municipality, sealedAllergies } of own) {
      const inOrder = { orderBy: { position: 'asc' }, disableIdentityMap: true } as const;
      const contacts = await entities.find(Contact, { enrolmentId: id }, inOrder);
      const payers = await entities.find(Payer, { enrolmentId: id }, inOrder);
      enrolments.push({
        municipality,
        allergies: sealedAllergies ? secrets.open(sealedAllergies, allergiesOf(id)) : null,
        persons: contacts.map((one) => {
          return { kind: one.kind, name: secrets.open(one.sealedName, nameOf(one.id)) };
        }),
        payers: payers.map(({ share, validFrom, weeks }) => ({ share, validFrom, weeks })),
      });
    }
    const stays = await entities.find(
      Attendance,
      { passholderId },
      { orderBy: { day: 'asc', arrivedAt: 'asc' }, disableIdentityMap: true },
    );
    const opened = (sealed: string | null | undefined, about: string): string | null =>
      sealed ? secrets.open(sealed, about) : null;
    return {
      enrolments,
      attendances: stays.map((stay) => ({
        location: stay.location,
        day: stay.day,
        arrivedAt: isoOf(stay.arrivedAt),
        departedAt: stay.departedAt ? isoOf(stay.departedAt) : null,
        departedBy: stay.departedBy ?? null,
        meals: stay.meals,
        isStruck: Boolean(stay.struckAt),
        arrivalReason: opened(stay.sealedArrivalReason, reasonOf(`arrival ${stay.id}`)),
        departureReason: opened(stay.sealedDepartureReason, reasonOf(`departure ${stay.id}`)),
      })),
      namedFor: await entities.count(Contact, { passholderId, kind: 'pick-up' }),
      paysFor: await entities.count(Payer, { payerId: passholderId }),
    };
  },

  async erase(entities, { passholderId }) {
    if (passholderId === null) return;
    const own = await entities.find(Enrolment, { passholderId }, { disableIdentityMap: true });
    const enrolmentId = { $in: own.map(({ id }) => id) };
    const stays = await entities.find(Attendance, { passholderId }, { disableIdentityMap: true });
    await entities.nativeDelete(Contact, { $or: [{ enrolmentId }, { passholderId }] });
    await entities.nativeUpdate(Payer, { enrolmentId }, { sealedName: null });
    await entities.nativeUpdate(
      Payer,
      { payerId: passholderId },
      { payerId: null, sealedName: null },
    );
    await entities.nativeUpdate(Enrolment, { passholderId }, { sealedAllergies: null });
    await entities.nativeDelete(AttendanceChange, {
      attendanceId: { $in: stays.map(({ id }) => id) },
    });
    await entities.nativeUpdate(
      Attendance,
      { passholderId },
      { sealedArrivalReason: null, sealedDepartureReason: null, contactId: null },
    );
  },
};
