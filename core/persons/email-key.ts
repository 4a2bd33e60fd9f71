/**
 * The key by which e-mail addresses are compared: without case and the spaces around it, letters
 * with accents written in one way. Accents count: zoe@ and zoë@ are two boxes.
 */
export function emailKey(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}
