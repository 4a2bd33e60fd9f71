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

/**
 * Freezes an object of plain values whose passwords are masked wherever it is printed or logged.
 */
export function maskWhenPrinted<Plain extends object>(object: Plain): Plain {
  const masked = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => {
        return [key, typeof value === 'string' ? maskPasswords(value) : value];
      }),
    );
  Object.defineProperty(object, 'toJSON', { value: masked });
  Object.defineProperty(object, inspect.custom, { value: masked });
  return Object.freeze(object);
}
