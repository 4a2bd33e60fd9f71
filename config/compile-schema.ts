import { Ajv2019 } from 'ajv/dist/2019.js';
import type { ValidateFunction } from 'ajv/dist/2019.js';
import ajvFormats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { parseEnterpriseNumber } from '../core/billing/enterprise-number.ts';

/** A JSON Schema as an object whose keywords can be looked at. */
export type SchemaNode = Readonly<Record<string, unknown>>;

/**
 * Keywords of our own: `x-reference` (a key that must exist, by kind), `x-secret` (never shown),
 * `x-unit` (`cents` for amounts), `x-form` (a pattern in words).
 */
const ownKeywords = ['x-reference', 'x-secret', 'x-unit', 'x-form'];

const ajv = new Ajv2019({
  allErrors: true,
  strict: true,
  verbose: true,
  // V8 does it better, and each start would pay for it.
  code: { optimize: false },
  useDefaults: true,
  ownProperties: true,
});
ajv.addVocabulary(ownKeywords);
// CommonJS: the function is the module and its `default` at the same time.
ajvFormats.default(ajv);
ajv.addFormat('enterprise-number', (text: string) => parseEnterpriseNumber(text) === text);

const compiled = new WeakMap<object, ValidateFunction>();

/**
 * The function that checks a value and fills in defaults, in place. A schema is compiled once.
 *
 * Objects are closed: a key that the schema does not name is a failure, unless the schema says
 * `additionalProperties: true`.
 *
 * @throws Error for mistakes of a plugin's author: a keyword that nobody knows, a `$ref` (settings
 * are trees), a default inside a union (Ajv would ignore it), `x-secret` on anything but text.
 */
export function compileSchema(schema: TSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const validate = ajv.compile(close(schema as SchemaNode));
  compiled.set(schema, validate);
  return validate;
}

/** Whether the value is what the schema describes; the value is left alone. */
export function fits(schema: TSchema, value: unknown): boolean {
  return compileSchema(schema)(structuredClone(value));
}

/** Whether something in a schema is itself a schema to look into. */
export function isSchemaNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schemas of a union, or none. */
export function alternativesOf(schema: SchemaNode): SchemaNode[] {
  const alternatives = schema['anyOf'] ?? schema['oneOf'] ?? [];
  return Array.isArray(alternatives) ? alternatives.filter(isSchemaNode) : [];
}

/** The words of which the schema allows one (`const`, `enum`, a union of those), or none. */
export function wordsOf(schema: SchemaNode): string[] {
  if ('const' in schema) return [String(schema['const'])];
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String);
  const inner = alternativesOf(schema).map(wordsOf);
  return inner.every((words) => words.length > 0) ? inner.flat() : [];
}

function close(schema: SchemaNode, isPart = false): SchemaNode {
  if ('$ref' in schema) throw new Error('a schema of settings cannot use $ref');
  if (schema['x-secret'] === true && schema['type'] !== 'string') {
    throw new Error('x-secret belongs on a schema of type string');
  }

  const isComposed =
    'allOf' in schema || ('properties' in schema && alternativesOf(schema).length > 0);
  const copy: Record<string, unknown> = {};
  for (const [keyword, inner] of Object.entries(schema)) {
    copy[keyword] = closeKeyword(keyword, inner, isComposed);
  }
  if (isPart || 'additionalProperties' in copy || 'unevaluatedProperties' in copy) return copy;
  // In an intersection no part may refuse the keys of another; only the whole can.
  if (isComposed && holdsObjects(schema)) {
    return { ...copy, type: 'object', unevaluatedProperties: false };
  }
  const isObject = 'properties' in copy || 'patternProperties' in copy;
  return isObject && !isComposed ? { ...copy, additionalProperties: false } : copy;
}

function closeKeyword(keyword: string, inner: unknown, isComposed: boolean): unknown {
  const isPart = isComposed && ['allOf', 'anyOf', 'oneOf'].includes(keyword);
  const closeOne = (one: unknown): unknown => (isSchemaNode(one) ? close(one, isPart) : one);
  if (['properties', 'patternProperties'].includes(keyword) && isSchemaNode(inner)) {
    return Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, closeOne(one)]));
  }
  if (['allOf', 'anyOf', 'oneOf', 'items', 'additionalProperties'].includes(keyword)) {
    return Array.isArray(inner) ? inner.map(closeOne) : closeOne(inner);
  }
  return inner;
}

function holdsObjects(schema: SchemaNode): boolean {
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].filter(isSchemaNode) : [];
  return 'properties' in schema || parts.some(holdsObjects);
}
