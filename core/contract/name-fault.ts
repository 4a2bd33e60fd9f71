/** Signs that nobody sees: format characters, and what shows as nothing (Unicode, chapter 5.21). */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Why a text is no name of anybody, or null: a name has a letter at least, and all of it can be
 * seen, so that two that look alike are alike.
 */
export function findNameFault(name: string): 'no-letters' | 'unseen-sign' | null {
  if (UNSEEN.test(name)) return 'unseen-sign';
  return /\p{L}/u.test(name) ? null : 'no-letters';
}
