/** A JSON Schema as data; what TypeBox makes is one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Formats whose values have a bounded length by themselves. */
const BOUNDED_FORMATS = new Set(['uuid', 'date', 'date-time', 'time']);

/** An anchored pattern without a repetition that has no end. */
const BOUNDED_PATTERN = /^\^(?:[^*+{]|\{[0-9]+(?:,[0-9]+)?\})*\$$/;

/**
 * The same schema with every object closed, so that a misspelled property is refused instead of
 * ignored. An object that says something about other properties itself stays as it is.
 */
export function closeObjects(schema: JsonSchema): JsonSchema {
  const closed = mapSubschemas(schema, closeObjects);
  const isOpen = 'properties' in schema && !('additionalProperties' in schema);
  return isOpen ? { ...closed, additionalProperties: false } : closed;
}

/**
 * What a request schema forgets to bound, as pointers with the keyword that is missing. What comes
 * in has a largest size in every direction: texts, lists and numbers (an integer that PostgreSQL
 * cannot hold would be an error of ours).
 *
 * @example unboundedParts(Type.Object({ name: Type.String() })) // ['/name: maxLength']
 */
export function unboundedParts(schema: JsonSchema, pointer = ''): string[] {
  const missing = missingBound(schema);
  const here = missing === null ? [] : [`${pointer === '' ? '/' : pointer}: ${missing}`];
  return [
    ...here,
    ...subschemasOf(schema).flatMap(([name, sub]) => unboundedParts(sub, `${pointer}${name}`)),
  ];
}

function missingBound(schema: JsonSchema): string | null {
  if ('const' in schema || 'enum' in schema) return null;
  if ('allOf' in schema) return 'one object instead of allOf, which cannot be closed';
  const types = [schema['type']].flat();
  if (types.includes('string') && !('maxLength' in schema)) {
    const { format, pattern } = schema as { format?: string; pattern?: string };
    const isBounded = BOUNDED_FORMATS.has(format ?? '') || BOUNDED_PATTERN.test(pattern ?? '');
    return isBounded ? null : 'maxLength';
  }
  if (types.includes('array') && !('maxItems' in schema)) return 'maxItems';
  const isNumber = types.includes('integer') || types.includes('number');
  return isNumber && !('maximum' in schema) ? 'maximum' : null;
}

const MAPS = ['properties', 'patternProperties'];
const LISTS = ['anyOf', 'oneOf', 'allOf'];
const SINGLES = ['items', 'additionalProperties'];

function subschemasOf(schema: JsonSchema): [string, JsonSchema][] {
  return Object.entries(schema).flatMap(([keyword, value]): [string, JsonSchema][] => {
    if (MAPS.includes(keyword)) {
      return Object.entries(value as Record<string, JsonSchema>).map(([name, sub]) => [
        `/${name}`,
        sub,
      ]);
    }
    if (LISTS.includes(keyword)) return (value as JsonSchema[]).map((sub) => ['', sub]);
    return SINGLES.includes(keyword) && isSchema(value) ? [['/*', value]] : [];
  });
}

function mapSubschemas(schema: JsonSchema, map: (sub: JsonSchema) => JsonSchema): JsonSchema {
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (MAPS.includes(keyword)) {
      const subs = Object.entries(value as Record<string, JsonSchema>);
      return [keyword, Object.fromEntries(subs.map(([name, sub]) => [name, map(sub)]))];
    }
    if (LISTS.includes(keyword)) return [keyword, (value as JsonSchema[]).map((sub) => map(sub))];
    return [keyword, SINGLES.includes(keyword) && isSchema(value) ? map(value) : value];
  });
  return Object.fromEntries(entries);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
