import type { Installation } from '../municipalities/installation.ts';
import { stableId } from '../municipalities/stable-id.ts';

/** A school as configuration names it. */
export interface School {
  readonly id: string;
  readonly name: string;
  readonly postalCode: string;
  readonly city: string;
  readonly cardSystem: { readonly id: number; readonly name: string };
}

/** The id of a school of a municipality. */
export const schoolId = (municipality: string, key: string): string =>
  stableId(municipality, 'school', key);

/** A school of the towns that share a card, where children cross borders. */
export function findSchool(
  installation: Installation,
  cardSystemId: number,
  id: string,
): School | undefined {
  for (const { config, key: town } of installation.ofCardSystem(cardSystemId)) {
    for (const [key, school] of Object.entries(config.schools ?? {})) {
      if (schoolId(town, key) !== id) continue;
      const { name, postalCode, city = config.name } = school;
      return { id, name, postalCode, city, cardSystem: config.cardSystem };
    }
  }
  return undefined;
}
