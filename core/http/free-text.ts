import { mentionsNationalNumber } from './national-number-in-url.ts';
import type { JsonSchema } from './request-schemas.ts';
import { escapePointer, type UnfitPart } from './unfit-text.ts';

/** Looks for a part of a value that may not be there. The value is bounded in depth. */
export type FindUnfit = (value: unknown) => UnfitPart | null;

/**
 * What is shorter is a number of a card, a key or a code, and one of eleven digits can look like a
 * national number by chance. What may be longer is for people: a title, a label, a reason, a name.
 */
const LONGEST_CODE = 64;

const REASON = 'contains a national number, which only goes in a field that asks for it';

/**
 * Makes the look-out for national numbers in what a body says in words: they would be stored, shown
 * and exported with it in the clear. Where words stand, the schema of the body says: a text without
 * a form of its own that may be longer than a code, and anything where the schema leaves all open.
 *
 * @returns null for a schema without such places
 */
export function findNationalNumbersBy(schema: JsonSchema): FindUnfit | null {
  const finders = [ofText(schema), ofProperties(schema), ofItems(schema), ...ofChoices(schema)];
  return firstOf(finders.filter((find) => find !== null));
}

function ofText(schema: JsonSchema): FindUnfit | null {
  const hasForm = ['format', 'pattern', 'enum', 'const'].some((keyword) => keyword in schema);
  const isText = [schema['type']].flat().includes('string');
  const isCode = Number(schema['maxLength'] ?? Infinity) <= LONGEST_CODE;
  return isText && !hasForm && !isCode ? inText : null;
}

function ofProperties(schema: JsonSchema): FindUnfit | null {
  const { properties, additionalProperties, patternProperties, type } = schema as {
    properties?: Record<string, JsonSchema>;
    additionalProperties?: unknown;
    patternProperties?: unknown;
    type?: unknown;
  };
  const isOpen = additionalProperties ?? patternProperties ?? properties === undefined;
  if (type === 'object' && isOpen !== false) return anywhere;
  const finders = Object.entries(properties ?? {}).flatMap(([name, sub]) => {
    const find = findNationalNumbersBy(sub);
    return find ? [(value: unknown) => within(value, name, find)] : [];
  });
  return firstOf(finders);
}

function ofItems({ items }: JsonSchema): FindUnfit | null {
  const find = items === undefined ? null : findNationalNumbersBy(items as JsonSchema);
  if (!find) return null;
  return (value) =>
    Array.isArray(value) ? firstFound(value.keys(), (index) => within(value, index, find)) : null;
}

function ofChoices(schema: JsonSchema): (FindUnfit | null)[] {
  const choices = ['anyOf', 'oneOf'].flatMap((keyword) => (schema[keyword] ?? []) as JsonSchema[]);
  return choices.map((choice) => findNationalNumbersBy(choice));
}

const inText: FindUnfit = (value) =>
  typeof value === 'string' && mentionsNationalNumber(value)
    ? { pointer: '', reason: REASON }
    : null;

const anywhere: FindUnfit = (value) => {
  if (typeof value !== 'object' || value === null) return inText(value);
  return firstFound(Object.keys(value), (key) => inText(key) ?? within(value, key, anywhere));
};

function within(value: unknown, step: string | number, find: FindUnfit): UnfitPart | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
  const found = find((value as Record<string | number, unknown>)[step]);
  return found && { ...found, pointer: `/${escapePointer(String(step))}${found.pointer}` };
}

function firstOf(finders: readonly FindUnfit[]): FindUnfit | null {
  if (finders.length === 0) return null;
  return (value) => firstFound(finders, (find) => find(value));
}

function firstFound<Item>(
  items: Iterable<Item>,
  find: (item: Item) => UnfitPart | null,
): UnfitPart | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}
