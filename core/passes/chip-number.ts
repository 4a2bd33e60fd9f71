/**
 * Reads the number of a chip: a 7-byte NFC UID (ISO/IEC 14443-3). It identifies, it does not
 * authenticate.
 *
 * Accepts small letters, colons, dashes and spaces. All zeros or all ones is what a reader answers
 * when it has read nothing, so that is refused.
 *
 * @returns fourteen upper-case hex characters, or undefined when it is not a chip number
 */
export function parseChipNumber(text: string): string | undefined {
  const hex = text.replace(/[\s:-]/g, '').toUpperCase();
  const isNothingRead = /^(?:0+|F+)$/.test(hex);
  return /^[0-9A-F]{14}$/.test(hex) && !isNothingRead ? hex : undefined;
}
