/** A part of a request that cannot be taken, and why. */
export interface UnfitPart {
  /** RFC 6901. */
  readonly pointer: string;
  readonly reason: string;
}

/** How deep lists and objects may go inside one another; what walks through a body relies on it. */
const MAX_DEPTH = 32;

/**
 * The first part of parsed JSON that cannot be taken: text that cannot be stored, a property
 * `__proto__`, or what lies too deep.
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
      const step = key.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1');
      return { pointer: `/${step}${found.pointer}`, reason: found.reason };
    }
  }
  return null;
}

/**
 * Why a text cannot be taken, or null. PostgreSQL has no NUL in a text, and UTF-8 has no half of a
 * surrogate pair: both would come back as an error of the database instead of the caller's.
 */
function reasonUnfit(text: string): string | null {
  if (text.includes('\0')) return 'contains a NUL character';
  return text.isWellFormed() ? null : 'contains half of a surrogate pair';
}

function wrap(reason: string | null): UnfitPart | null {
  return reason === null ? null : { pointer: '', reason };
}
