import { type Static, Type } from 'typebox';
import type { OrganizerKey } from '../contract/facts.ts';
import { type ActiveMunicipality, organizerId } from '../municipalities/installation.ts';

/** A card system, as UiTPAS shows it. */
const CardSystemSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
});

/** An organizer, as UiTPAS shows it. */
export const OrganizerSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  cardSystems: Type.Array(CardSystemSchema),
  address: Type.Object({ city: Type.String() }),
});

/** Shows an organizer of a municipality. @throws TypeError when it has none by that key */
export function showOrganizer(
  municipality: ActiveMunicipality,
  key: OrganizerKey,
): Static<typeof OrganizerSchema> {
  const { organizers, cardSystem, name: city } = municipality.config;
  const organizer = organizers[key];
  if (!organizer) throw new TypeError(`${municipality.key} has no organizer ${key}`);
  return {
    id: organizerId(municipality.key, key),
    name: organizer.name,
    cardSystems: [{ id: cardSystem.id, name: cardSystem.name }],
    address: { city },
  };
}
