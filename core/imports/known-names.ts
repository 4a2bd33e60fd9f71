import type { OrganizerKey } from '../contract/facts.ts';
import type { MunicipalityConfig } from '../municipalities/municipality-config.ts';
import { nameKey } from '../contract/name-key.ts';

/**
 * The organizers that a name in an old list can mean, by {@link nameKey}: what configuration says
 * that lists call them, their key and their name. More than one where a name means several.
 */
export function importNamesOf({
  organizers,
}: Pick<MunicipalityConfig, 'organizers'>): Map<string, OrganizerKey[]> {
  const named = Object.entries(organizers).flatMap(([key, { name, importNames = [] }]) => {
    const names = new Set([key, name, ...importNames].map(nameKey));
    return [...names].map((one) => ({ name: one, key }));
  });
  const groups = Map.groupBy(named, ({ name }) => name);
  return new Map([...groups].map(([name, all]) => [name, all.map(({ key }) => key)]));
}

/** The longest key that an import makes. */
const MAX_KEY_CHARACTERS = 64;

/**
 * The key that configuration could give to an organizer of this name: `Chiro Sint-Jan` gives
 * `chiro-sint-jan`. Null for a name that makes none.
 */
export function organizerKeyOf(name: string): OrganizerKey | null {
  const key = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
  // A file cannot have the names that every object has: config/yaml-tree.ts.
  const isNone = key === '' || Object.hasOwn(Object.prototype, key);
  return isNone || key.length > MAX_KEY_CHARACTERS ? null : key;
}
