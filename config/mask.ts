import { inspect } from 'node:util';

/** What is shown instead of a secret. As long for every secret. */
export const mask = '********';

/**
 * A text in which the passwords of addresses (`postgres://app:secret@db/pasklaar`, `?password=...`)
 * are masked. The rest stays readable; when in doubt, more is masked.
 */
export function maskPasswords(text: string): string {
  return text
    .replaceAll(/(\w:\/\/[^\s:/@?#]*):\S*@/g, `$1:${mask}@`)
    .replaceAll(/\b(\w*(?:password|passwd|secret|token)\w*=)[^\s&"]+/gi, `$1${mask}`);
}

/** A secret: an address without its password, and of anything else nothing at all. */
export function maskSecret(text: string): string {
  return text === '' || /^\w+:\/\//.test(text) ? maskPasswords(text) : mask;
}

/**
 * Freezes an object of plain values whose passwords are masked wherever it is printed or logged.
 *
 * @param secretKeys whose values are secrets, as {@link maskSecret} has them
 */
export function maskWhenPrinted<Plain extends object>(
  object: Plain,
  secretKeys: readonly string[] = [],
): Plain {
  const masked = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => {
        if (typeof value !== 'string') return [key, value];
        return [key, secretKeys.includes(key) ? maskSecret(value) : maskPasswords(value)];
      }),
    );
  Object.defineProperty(object, 'toJSON', { value: masked });
  Object.defineProperty(object, inspect.custom, { value: masked });
  return Object.freeze(object);
}
