import type { EntityManager } from '@mikro-orm/core';
import type { PersonsDefinition, PersonSubject } from '../../core/contract/persons.ts';
import { WITHOUT_PERSON } from './review-list.ts';
import { ReviewRow } from './review-row.entity.ts';

/**
 * The review list knows persons by what an old list said of them: those rows are the person's whose
 * names and birth date, or whose e-mail address, are the same.
 */
export const reviewsOfPerson: PersonsDefinition = {
  async export(entities, who) {
    const rows = await findRows(entities, who);
    return {
      reviews: rows.map(({ memberNumber, seasonFrom, seasonUntil, handedOverOn, ...row }) => {
        const { firstName, lastName, birthDate, email } = row;
        const said = { firstName, lastName, birthDate, email };
        return { memberNumber, seasonFrom, seasonUntil, handedOverOn, ...said };
      }),
    };
  },

  async erase(entities, who) {
    const ids = (await findRows(entities, who)).map(({ id }) => id);
    const forgotten = { state: 'forgotten' as const, ...WITHOUT_PERSON };
    await entities.nativeUpdate(ReviewRow, { id: { $in: ids } }, forgotten);
  },
};

async function findRows(entities: EntityManager, who: PersonSubject): Promise<ReviewRow[]> {
  const { birthDate, email } = who;
  const candidates = await entities.find(
    ReviewRow,
    {
      state: 'open',
      $or: [
        { birthDate },
        ...(email === null ? [] : [{ email: { $ilike: email.replace(/[\\%_]/g, '\\$&') } }]),
      ],
    },
    { orderBy: { seasonFrom: 'asc', memberNumber: 'asc' }, disableIdentityMap: true },
  );
  return candidates.filter((row) => isSameEmail(row, who) || isSameName(row, who));
}

function isSameEmail({ email }: ReviewRow, who: PersonSubject): boolean {
  return Boolean(email) && email?.toLowerCase() === who.email?.toLowerCase();
}

const names = new Intl.Collator('nl', { sensitivity: 'base', ignorePunctuation: true });

/** Without capitals, accents and signs, as core compares names. */
function isSameName({ birthDate, firstName, lastName }: ReviewRow, who: PersonSubject): boolean {
  const isSame = (a: string | null | undefined, b: string): boolean =>
    names.compare(a ?? '', b) === 0;
  return (
    birthDate === who.birthDate &&
    isSame(firstName, who.firstName) &&
    isSame(lastName, who.lastName)
  );
}
