import { distance } from 'fastest-levenshtein';

const longestWord = 100;

/**
 * The allowed word that was probably meant, or undefined when none is near enough.
 *
 * Case, accents, spaces, hyphens and underscores do not count; two neighbouring letters swapped are
 * one mistake. Near is one mistake in a word of two to four letters, two up to seven, three from
 * eight on; or one word standing whole in the other (`friends` in `membership-cc-friends`).
 */
export function nearestSpelling(word: string, allowed: readonly string[]): string | undefined {
  if (word.length > longestWord) return undefined;
  const folded = fold(word);
  let best: { candidate: string; mistakes: number; prefix: number } | undefined;
  for (const candidate of allowed) {
    const mistakes = candidate === word ? undefined : countMistakes(folded, fold(candidate));
    if (mistakes === undefined) continue;
    const prefix = sharedPrefix(folded, fold(candidate));
    const isBetter =
      best === undefined ||
      mistakes < best.mistakes ||
      (mistakes === best.mistakes && prefix > best.prefix);
    if (isBetter) best = { candidate, mistakes, prefix };
  }
  return best?.candidate;
}

function fold(word: string): string {
  const letters = word.normalize('NFD').replaceAll(/[\p{M}\s_-]/gu, '');
  return letters.toLowerCase();
}

function countMistakes(word: string, candidate: string): number | undefined {
  const length = Math.max(word.length, candidate.length);
  const limit = Math.min(3, Math.floor((length + 1) / 3));
  const mistakes = isSwap(word, candidate) ? 1 : distance(word, candidate);
  if (mistakes <= limit) return mistakes;
  const isPart = word.includes(candidate) || candidate.includes(word);
  return isPart && Math.min(word.length, candidate.length) >= 4 ? limit + 1 : undefined;
}

function isSwap(word: string, candidate: string): boolean {
  const at = sharedPrefix(word, candidate);
  return (
    word.length === candidate.length &&
    at + 1 < word.length &&
    word[at] === candidate[at + 1] &&
    word[at + 1] === candidate[at] &&
    word.slice(at + 2) === candidate.slice(at + 2)
  );
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
