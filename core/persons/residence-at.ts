import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';

/**
 * The municipality of a card system where a postal code is, if it is one; of several that share the
 * code, the first by configuration.
 */
export function residenceAt(
  installation: Installation,
  cardSystemId: number,
  postalCode: string | null,
): ActiveMunicipality | undefined {
  if (postalCode === null) return undefined;
  const towns = installation.ofCardSystem(cardSystemId);
  return towns.find(({ config }) => config.postalCodes.includes(postalCode));
}
