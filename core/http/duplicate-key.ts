import { escapePointer } from './unfit-text.ts';

/** Deeper than a body may go, which is refused elsewhere. */
const MAX_DEPTH = 40;

/**
 * Whether an object in a JSON text may have one property twice. JSON.parse takes the last and says
 * nothing; another program on the way may have read the first (RFC 7493, section 2.3).
 *
 * Every property has a colon behind a quotation mark. There can be more of those, inside a text;
 * when there are no more than the value has properties, nothing was lost.
 *
 * @param value what JSON.parse made of the text
 */
export function mayHaveDuplicateKey(text: string, value: unknown): boolean {
  return countKeyColons(text) > countProperties(value, MAX_DEPTH);
}

/**
 * The first property that an object has twice.
 *
 * @param text valid JSON
 * @returns a pointer to it (RFC 6901), or null
 */
export function findDuplicateKey(text: string): string | null {
  const open: { keys: Set<string> | null; step: string | number }[] = [];
  let isKey = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (token === '{' || token === '[') {
      open.push({ keys: token === '{' ? new Set() : null, step: 0 });
      isKey = token === '{';
    } else if (token === '}' || token === ']') {
      open.pop();
      isKey = false;
    } else if (token === ',') {
      isKey = top?.keys instanceof Set;
      if (typeof top?.step === 'number') top.step += 1;
    } else if (isKey && top?.keys) {
      const key = JSON.parse(token) as string;
      top.step = key;
      if (top.keys.has(key))
        return open.map(({ step }) => `/${escapePointer(String(step))}`).join('');
      top.keys.add(key);
      isKey = false;
    }
  }
  return null;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

function countKeyColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === QUOTATION_MARK) count += 1;
  }
  return count;
}

const QUOTATION_MARK = 0x22;

/** RFC 8259, section 2. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function countProperties(value: unknown, maxDepth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  // Infinitely many: what lies too deep is not looked into, and refused by who does.
  if (maxDepth === 0) return Infinity;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const inner of Object.values(value)) count += countProperties(inner, maxDepth - 1);
  return count;
}
