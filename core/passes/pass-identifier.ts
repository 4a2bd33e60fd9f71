/**
 * Reads whatever identifies a card, as typed, scanned or tapped: a pass number, a chip number or
 * an old number. Spaces, dots, dashes and colons do not matter, nor does the case of a chip number.
 */
export function readPassIdentifier(text: string): string {
  return text.replace(/[\s.:-]/g, '').toUpperCase();
}
