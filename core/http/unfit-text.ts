/** A part of a request that cannot be taken, and why. */
export interface UnfitPart {
  /** RFC 6901. */
  readonly pointer: string;
  readonly reason: string;
}

/** How deep lists and objects may go inside one another; what walks through a body relies on it. */
const MAX_DEPTH = 32;

/**
 * The first part of parsed JSON that cannot be taken: text that cannot be stored or that shows
 * otherwise than it reads, a property `__proto__`, or what lies too deep.
 */
export function unfitPart(value: unknown, maxDepth = MAX_DEPTH): UnfitPart | null {
  if (typeof value === 'string') return wrap(reasonUnfit(value));
  if (typeof value !== 'object' || value === null) return null;
  if (maxDepth === 0) return wrap('goes too deep');
  for (const [key, inner] of Object.entries(value)) {
    const reason = key === '__proto__' ? 'has a name that is not allowed' : reasonUnfit(key);
    if (reason !== null) return wrap(`a property of it ${reason}`);
    const found = unfitPart(inner, maxDepth - 1);
    if (found) {
      return { pointer: `/${escapePointer(key)}${found.pointer}`, reason: found.reason };
    }
  }
  return null;
}

/** A name as a step of a pointer, RFC 6901; a long one is cut off. */
export function escapePointer(name: string): string {
  return name.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Control characters, halves of surrogate pairs, and what turns the direction of text around. */
const UNFIT = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/**
 * Why a text cannot be taken, or null. PostgreSQL has no NUL in a text, and UTF-8 has no half of a
 * surrogate pair: both would come back as an error of the database instead of the caller's. Other
 * control characters ring bells and move cursors where a list is printed (ECMA-48); a direction
 * that is turned around shows a desk another text than it stores (Unicode Standard Annex 9, section
 * 2).
 */
export function reasonUnfit(text: string): string | null {
  const found = UNFIT.test(text) ? UNFIT.exec(text)?.[0] : undefined;
  if (found === undefined) return null;
  if (found === '\0') return 'contains a NUL character';
  if (!found.isWellFormed()) return 'contains half of a surrogate pair';
  const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const isControl = /\p{Cc}/u.test(found);
  return `contains ${isControl ? 'a control character' : 'a sign that turns text around'} (${code})`;
}

function wrap(reason: string | null): UnfitPart | null {
  return reason === null ? null : { pointer: '', reason };
}
