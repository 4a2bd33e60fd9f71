/** Letters that Unicode does not take apart into a plain letter and an accent. */
const PLAIN_LETTERS = new Map([
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ŧ', 't'],
  ['þ', 'th'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
]);

/**
 * The key by which names are compared: letters and digits only, without case and accents.
 *
 * `'t Jaeckx` gives `tjaeckx`, `Müller-Claes` `mullerclaes`, `Łukasz` `lukasz`. A name without any
 * letter or digit gives '', which equals nobody: do not look it up.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[łøđðħıŧþßæœ]/g, (letter) => PLAIN_LETTERS.get(letter) ?? letter);
}
