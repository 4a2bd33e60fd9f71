import { alternativesOf, type SchemaNode } from './compile-schema.ts';
import { nearestSpelling } from './nearest-spelling.ts';

/** What a person is told about one wrong value or key. */
export interface Wording {
  readonly message: string;
  readonly allowed?: readonly string[];
  readonly suggestion?: string;
}

/** A value that its schema refuses. */
export interface Refused {
  readonly schema: SchemaNode;
  readonly value: unknown;
  /** The value as the file has it, when it stands there without quotes. */
  readonly written?: string | undefined;
  /** The last key on the way to it: amounts are recognised by a name such as `priceCents`. */
  readonly key: string;
}

const longestList = 20;
const longestValue = 40;

/** Words that a value is none of those allowed, with the nearest of them. */
export function wordChoice(refused: Refused, allowed: readonly string[]): Wording {
  const { value } = refused;
  const message = `${showValue(refused)} is not allowed here: it must be ${listChoices(allowed)}`;
  if (typeof value !== 'string' || isSecret(refused)) return { message, allowed };
  return { ...suggest(message, nearestSpelling(value, allowed)), allowed };
}

/** Words that a name is not known: `unknown key sportpass: did you mean sportpas?` and the list. */
export function wordUnknown(
  kind: string,
  name: string,
  known: { readonly allowed: readonly string[]; readonly suggestion: string | undefined },
): Wording {
  const { allowed, suggestion } = known;
  const shown = /^\S+$/.test(name) ? name : JSON.stringify(name);
  const said = suggest(`unknown ${kind} ${shown}`, suggestion);
  const list = allowed.length === 0 ? 'none is known here' : `known here: ${listWords(allowed)}`;
  const end = suggestion === undefined ? ';' : '';
  return { ...said, message: `${said.message}${end} ${list}`, allowed };
}

/** The value as it may be shown in a message: short, and never a secret. */
export function showValue({ schema, value, written }: Omit<Refused, 'key'>): string {
  if (value === null || value === undefined) return 'an empty value';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a group of keys';
  if (isSecret({ schema })) return 'this secret';
  const shown = written ?? JSON.stringify(value);
  return shown.length > longestValue ? `${shown.slice(0, longestValue)}...` : shown;
}

/** Whether the schema says that the value may not be shown. */
export function isSecret({ schema }: Pick<Refused, 'schema'>): boolean {
  const alternatives = alternativesOf(schema);
  return schema['x-secret'] === true || alternatives.some((inner) => isSecret({ schema: inner }));
}

/** `message: did you mean suggestion?`, or the message alone. */
export function suggest(message: string, suggestion: string | undefined): Wording {
  return suggestion === undefined
    ? { message }
    : { message: `${message}: did you mean ${suggestion}?`, suggestion };
}

/** `a, b, c`; at most twenty, then a count of the rest. */
function listWords(words: readonly string[]): string {
  const left = words.length - longestList;
  const shown = words.slice(0, longestList).join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
}

function listChoices(allowed: readonly string[]): string {
  return allowed.length === 1 ? (allowed[0] ?? '') : `one of ${listWords(allowed)}`;
}
