/** Particles that a Dutch family name writes small, except at its beginning. */
const PARTICLES = new Set([
  ...'aan bij da de del della den der des di dos du el en het in la le op te ten ter tot'.split(
    ' ',
  ),
  ...'uit van ver voor vom von zu zum'.split(' '),
  "'s",
  "'t",
  "'n",
]);

/** Prefixes before an apostrophe after which a capital follows: O'Brien, L'Hoest, but D'hondt. */
const CAPITAL_AFTER = new Set(['o', 'l']);

/**
 * Gives a name that was typed in capitals only its usual casing; any other name is left as it is,
 * because its bearer may well write it that way.
 *
 * `VAN DEN BROECK` becomes `Van den Broeck`, `D'HONDT` `D'hondt`, `'T JAECKX` `'t Jaeckx` and
 * `MÜLLER-CLAES` `Müller-Claes`. It is a guess where families differ (Van Der Auwera): names are
 * compared without case everywhere.
 */
export function caseName(name: string): string {
  const hasSmallLetter = /\p{Ll}/u.test(name);
  if (hasSmallLetter) return name;
  return name
    .split(' ')
    .map((word, place) => caseWord(word, place))
    .join(' ');
}

function caseWord(word: string, place: number): string {
  const small = word.toLowerCase().replaceAll('’', "'");
  const isParticle = PARTICLES.has(small);
  if (isParticle && (place > 0 || small.startsWith("'"))) return small;
  return word
    .split('-')
    .map((part) => casePart(part))
    .join('-');
}

function casePart(part: string): string {
  const [, before, apostrophe, after] = /^(\p{L}*)(['’])(.*)$/su.exec(part) ?? [];
  if (before === undefined || apostrophe === undefined || after === undefined) {
    return capitalise(part);
  }
  if (before === '') return apostrophe + after.toLowerCase();
  const prefix = before.toLowerCase();
  const rest = CAPITAL_AFTER.has(prefix) ? capitalise(after) : after.toLowerCase();
  return capitalise(before) + apostrophe + rest;
}

/** The first letter big, the others small; the Dutch IJ is one letter. */
function capitalise(text: string): string {
  const [, before = '', first = '', rest = ''] = /^(\P{L}*)(IJ|\p{L}?)(.*)$/su.exec(text) ?? [];
  return before + first + rest.toLowerCase();
}
