import fc, { type Arbitrary } from 'fast-check';
import { RED_PIXEL } from '../fixtures/pictures.ts';

/** A part of a request as an OpenAPI 3.1 document describes it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Longer texts and lists than these only cost time. */
const LONGEST = 24;
const MOST_ITEMS = 3;

/** Values that fit a schema; those that are known to exist come in where a text may stand. */
export function rightValue(
  schema: Schema,
  known: readonly string[],
  depth = 0,
): Arbitrary<unknown> {
  const { anyOf, oneOf, type } = schema;
  const choices = anyOf ?? oneOf;
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (choices) return fc.oneof(...choices.map((one) => rightValue(one, known, depth)));
  const types = [type ?? 'object'].flat();
  if (types.length > 1) {
    return fc.oneof(...types.map((one) => rightValue({ ...schema, type: one }, known, depth)));
  }
  const makers: Readonly<Record<string, () => Arbitrary<unknown>>> = {
    array: () => rightList(schema, known, depth),
    boolean: () => fc.boolean(),
    integer: () => rightNumber(schema).map((value) => Math.trunc(value)),
    null: () => fc.constant(null),
    number: () => rightNumber(schema),
    object: () => rightObject(schema, known, depth),
    string: () => rightText(schema, known),
  };
  return makers[types[0] ?? '']?.() ?? fc.jsonValue();
}

function rightText(schema: Schema, known: readonly string[]): Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = LONGEST } = schema;
  if (format === 'uuid') return fc.oneof(...from(known.filter(isId)), fc.uuid());
  if (format === 'date') return day;
  if (format === 'date-time') return day.map((text) => `${text}T12:30:00+01:00`);
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.webUrl();
  if (format === 'byte')
    return fc.oneof(
      fc.constant(RED_PIXEL.toString('base64')),
      fc.base64String({ minLength: 4, maxLength: 40 }),
    );
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  const longest = Math.max(minLength, Math.min(maxLength, LONGEST));
  const words = fc.string({ unit: 'grapheme', minLength, maxLength: longest });
  const fits = ({ length }: string): boolean => minLength <= length && length <= maxLength;
  return fc.oneof(...from(known.filter(fits)), words);
}

function from(values: readonly string[]): Arbitrary<string>[] {
  return values.length === 0 ? [] : [fc.nat(values.length - 1).map((at) => values[at] ?? '')];
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

const day = fc
  .integer({ min: -800, max: 800 })
  .map((days) => Temporal.PlainDate.from('2026-11-20').add({ days }).toString());

function rightNumber({ minimum = 0, maximum = 1_000_000, type }: Schema): Arbitrary<number> {
  const edges = fc.constantFrom(minimum, maximum, Math.min(minimum + 1, maximum));
  const inside = fc.double({ min: minimum, max: maximum, noNaN: true });
  return fc.oneof(edges, type === 'integer' ? inside : inside.map((value) => Math.round(value)));
}

function rightList(schema: Schema, known: readonly string[], depth: number): Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = MOST_ITEMS } = schema;
  const maxLength = Math.max(minItems, Math.min(maxItems, MOST_ITEMS));
  return fc.array(rightValue(items, known, depth + 1), { minLength: minItems, maxLength });
}

function rightObject(schema: Schema, known: readonly string[], depth: number): Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, sub]) => [name, rightValue(sub, known, depth + 1)]),
  );
  const described = fc.record(parts, { requiredKeys: required.filter((name) => name in parts) });
  if (additionalProperties === false || depth > 3) return described;
  const others = fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 2,
  });
  return fc.tuple(described, others).map(([known_, more]) => ({ ...more, ...known_ }));
}

const LONG = 'x'.repeat(3_000);

/** Values that programs stumble over, whatever is asked. */
export const oddValue: Arbitrary<unknown> = fc
  .oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -0,
      -1,
      1,
      0.1,
      1e-7,
      1e21,
      1e308,
      -1e308,
      2 ** 31,
      2 ** 31 - 1,
      -(2 ** 31) - 1,
      2 ** 53,
      2 ** 53 + 2,
      2 ** 63,
      2 ** 64,
      '',
      ' ',
      '0',
      '-1',
      '1e3',
      'null',
      'true',
      'NaN',
      'Infinity',
      '[]',
      '{}',
      LONG,
      'a\0b',
      '\ud800',
      '\udc00x',
      'a\u202eb',
      'a\u200bb',
      '\ufeff',
      '\u0007',
      '\r\n',
      '\t',
      'e\u0301',
      '\u0130',
      'ß',
      'ﬁ',
      '👩‍👧‍👦',
      '٠١٢٣',
      '８５０７',
      '𝟘𝟙',
      '\u{10ffff}',
      '\ufffe',
      "'; drop table core.card; --",
      '$1',
      '%',
      '_',
      '\\',
      '%00',
      '../../etc/passwd',
      '<b>',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '${7*7}',
      '{{7*7}}',
      '0000-00-00',
      '2026-02-30',
      '9999-12-31',
      '+010000-01-01',
      '2026-11-20T24:00:00Z',
      '2026-11-20',
      '1000-01-01',
      '2999-12-31',
      '2999-12-31T23:59:59-12:00',
      '0560002524314',
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      [],
      [[]],
      {},
      [null],
      [{}],
      { length: 1 },
      { toString: 1 },
      { constructor: {} },
      Array.from({ length: 300 }, (_, at) => at),
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.double(),
    fc.maxSafeInteger(),
    fc.jsonValue({ maxDepth: 3 }),
  )
  .filter((value) => !Number.isNaN(value));
