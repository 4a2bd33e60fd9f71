import type { PersonsDefinition } from '../../core/contract/persons.ts';
import { Decision } from './decision.entity.ts';

/** What the welfare service decided about somebody: told to that person, and erased. */
export const decisionsOfPerson: PersonsDefinition = {
  async export(entities, { passholderId }) {
    if (passholderId === null) return { decisions: [] };
    const decisions = await entities.find(
      Decision,
      { passholderId },
      { orderBy: { municipality: 'asc' }, disableIdentityMap: true },
    );
    return {
      decisions: decisions.map(({ ground, municipality, oldNumber, validUntil }) => {
        return { municipality, ground, oldNumber, validUntil };
      }),
    };
  },

  async erase(entities, { passholderId }) {
    if (passholderId === null) return;
    await entities.nativeDelete(Decision, { passholderId });
  },
};
