import { type Static, Type } from 'typebox';
import { cardSystemNotFound } from '../organizers/problems.ts';
import type { ActiveMunicipality, Installation } from './installation.ts';

/** A card system in full, as UiTPAS shows it. */
export const CardSystemShape = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  cities: Type.Array(Type.Object({ postalCode: Type.String(), name: Type.String() })),
  permanent: Type.Boolean(),
  allowsCardlessRegistration: Type.Boolean(),
  cardlessRegistrationType: Type.String({ enum: ['ALL', 'REGULAR', 'SOCIALTARIFF', 'NONE'] }),
});

/**
 * Shows the card system of some municipalities: one of them where configuration has several names
 * for it. It stays for good, and gives out passes without a card where one of its towns does.
 */
export function showCardSystem(
  towns: readonly [ActiveMunicipality, ...ActiveMunicipality[]],
): Static<typeof CardSystemShape> {
  const [{ config }] = towns;
  const isCardless = towns.some((town) => town.config.pass.digital === true);
  return {
    id: config.cardSystem.id,
    name: config.cardSystem.name,
    cities: towns.flatMap((town) =>
      town.config.postalCodes.map((postalCode) => ({ postalCode, name: town.config.name })),
    ),
    permanent: true,
    allowsCardlessRegistration: isCardless,
    // Whoever may register may do so with any holder: there are no kinds of passes.
    cardlessRegistrationType: isCardless ? 'ALL' : 'NONE',
  };
}

/**
 * The municipalities that share a card.
 *
 * @throws Problem `cardsystem-not-found` when this installation has no such card system
 */
export function townsOfCardSystem(
  installation: Installation,
  id: number,
): readonly [ActiveMunicipality, ...ActiveMunicipality[]] {
  const [first, ...others] = installation.ofCardSystem(id);
  if (!first) throw cardSystemNotFound();
  return [first, ...others];
}
