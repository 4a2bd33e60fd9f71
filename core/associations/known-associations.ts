import type { Static } from 'typebox';
import type { Caller } from '../access/caller.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { associations } from '../municipalities/people-config.ts';
import { stableId } from '../municipalities/stable-id.ts';

/** An association of a municipality, with its settings. */
export interface Association {
  readonly id: string;
  readonly settings: Static<typeof associations>[string];
}

/** What an organizer may with an association: see its members, or make and remove them too. */
export type AssociationPermission = 'READ' | 'WRITE';

/** The associations with which the acting organizer may this, by name. */
export function associationsFor(
  { municipality, organizer }: Pick<Caller, 'municipality' | 'organizer'>,
  permission: AssociationPermission,
): Association[] {
  return associationsOf(municipality)
    .filter(({ settings: { readBy, writtenBy } }) => {
      const allowed = permission === 'WRITE' ? writtenBy : [...readBy, ...writtenBy];
      return allowed.includes(organizer);
    })
    .toSorted((a, b) => alphabet.compare(a.settings.name, b.settings.name));
}

/** The association with an id, if any of the caller's organizers may this with it. */
export function findAssociation(
  caller: Pick<Caller, 'municipality' | 'organizers'>,
  id: string,
  permission: AssociationPermission,
): Association | undefined {
  const { municipality, organizers } = caller;
  return organizers
    .flatMap((organizer) => associationsFor({ municipality, organizer }, permission))
    .find((one) => one.id === id);
}

/** What the associations of the towns that share a card are called, by their ids. */
export function associationNames(
  installation: Installation,
  cardSystemId: number,
): ReadonlyMap<string, string> {
  const known = installation.ofCardSystem(cardSystemId).flatMap(associationsOf);
  return new Map(known.map(({ id, settings }) => [id, settings.name]));
}

/** The id of an association of a municipality. */
export const associationId = (municipality: string, key: string): string =>
  stableId(municipality, 'association', key);

const alphabet = new Intl.Collator('nl-BE');

function associationsOf({ config, key: town }: ActiveMunicipality): Association[] {
  return Object.entries(config.associations ?? {}).map(([key, settings]) => {
    return { id: associationId(town, key), settings };
  });
}
