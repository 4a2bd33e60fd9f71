import { isoOf } from '../../../core/contract/moment.ts';
import type { PersonsDefinition } from '../../../core/contract/persons.ts';
import { Attendance, AttendanceChange, RefusedPickUp } from '../attendance/attendance.entity.ts';
import { Contact, Enrolment, Payer } from './enrolment.entity.ts';
import { allergiesOf, fetcherOf, nameOf, reasonOf } from './sealed-about.ts';
import { holdLines } from '../money/hold-lines.ts';
import { SettledLine } from '../money/settlement.entity.ts';
import { lastUnsettledDay } from '../money/unsettled-days.ts';
import { FORGOTTEN } from './forget-ended.ts';
import { type Listed, openListed } from './listed.ts';

/**
 * A child leaves its stays and what they cost behind, because that is in the books; what it could
 * not bear, who fetched it and every reason go. Who fetched or paid for others leaves their lists:
 * what was charged to him stands, and from then on the household of the child pays.
 * Who may never fetch a child stays barred, by the name that the childcare wrote down for the
 * safety of that child and without the pass of anybody; it goes with the enrolment of the child.
 * Nobody is told that he is barred: that protects the child.
 */
export const childrenOfPerson: PersonsDefinition = {
  lastUnsettledDay,
  async export(entities, { passholderId }, secrets) {
    if (passholderId === null) return NOTHING;
    const own = await entities.find(Enrolment, { passholderId }, { disableIdentityMap: true });
    const enrolments: object[] = [];
    for (const { id, municipality, sealedAllergies, sealedListed } of own) {
      const inOrder = { orderBy: { position: 'asc' }, disableIdentityMap: true } as const;
      const contacts = await entities.find(Contact, { enrolmentId: id }, inOrder);
      const payers = await entities.find(Payer, { enrolmentId: id }, inOrder);
      enrolments.push({
        municipality,
        allergies: sealedAllergies ? secrets.open(sealedAllergies, allergiesOf(id)) : null,
        onList: sealedListed ? wordsOf(openListed(secrets, id, sealedListed)) : null,
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
    const refused = await entities.find(
      RefusedPickUp,
      { passholderId },
      { orderBy: { refusedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
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
        fetchedBy: opened(stay.sealedFetchedBy, fetcherOf(stay.id)),
      })),
      refusedPickUps: refused.map(({ id, location, refusedAt, sealedName }) => {
        const who = secrets.open(sealedName, fetcherOf(id));
        return { location, refusedAt: isoOf(refusedAt), who };
      }),
      hasFetched: await entities.count(Attendance, { fetchedById: passholderId }),
      namedFor: await entities.count(Contact, { passholderId, kind: 'pick-up' }),
      paysFor: await entities.count(Payer, { payerId: passholderId }),
    };
  },

  async erase(entities, { passholderId }) {
    if (passholderId === null) return;
    const own = await entities.find(Enrolment, { passholderId }, { disableIdentityMap: true });
    const enrolmentId = { $in: own.map(({ id }) => id) };
    const stays = await entities.find(Attendance, { passholderId }, { disableIdentityMap: true });
    await entities.nativeDelete(Contact, {
      $or: [{ enrolmentId }, { passholderId, kind: 'pick-up' }],
    });
    await entities.nativeUpdate(Contact, { passholderId }, { passholderId: null });
    await entities.nativeUpdate(Payer, { enrolmentId }, { sealedName: null });
    await entities.nativeUpdate(
      Payer,
      { payerId: passholderId },
      { payerId: null, sealedName: null },
    );
    await entities.nativeUpdate(
      Enrolment,
      { passholderId },
      { sealedAllergies: null, sealedListed: null },
    );
    await entities.nativeDelete(AttendanceChange, {
      attendanceId: { $in: stays.map(({ id }) => id) },
    });
    await entities.nativeUpdate(Attendance, { passholderId }, FORGOTTEN);
    const { fetchedById, sealedFetchedBy } = FORGOTTEN;
    await entities.nativeUpdate(
      Attendance,
      { fetchedById: passholderId },
      { fetchedById, sealedFetchedBy },
    );
    await entities.nativeDelete(RefusedPickUp, {
      $or: [{ passholderId }, { barredId: passholderId }],
    });
    // Last, for whoever settles a day may wait for them, and have others wait for the day.
    const charged = { payerId: passholderId };
    await holdLines(entities, charged);
    await entities.nativeUpdate(SettledLine, charged, { isPayerErased: true });
  },
};

const NOTHING = {
  enrolments: [],
  attendances: [],
  refusedPickUps: [],
  hasFetched: 0,
  namedFor: 0,
  paysFor: 0,
};

/** What the imported list said, without the ids in it. */
function wordsOf({ allergies, days, location, payers, pickUps }: Listed): object {
  return { location, days, allergies, pickUps: pickUps.length, payers: payers.length };
}
