import { invalidPostalCode, postalCodeNotInCardSystem } from './problems.ts';
import type { ActiveMunicipality } from './installation.ts';

/** Whether a text is a Belgian postal code. */
export function isPostalCode(text: string): boolean {
  return /^[1-9][0-9]{3}$/.test(text);
}

/**
 * The municipality with a postal code.
 *
 * @throws Problem `invalid-postal-code`; `postal-code-not-in-card-system` when none of these has it
 */
export function townAt(
  towns: readonly ActiveMunicipality[],
  postalCode: string,
): ActiveMunicipality {
  if (!isPostalCode(postalCode)) throw invalidPostalCode();
  const town = towns.find(({ config }) => config.postalCodes.includes(postalCode));
  if (!town) throw postalCodeNotInCardSystem();
  return town;
}
