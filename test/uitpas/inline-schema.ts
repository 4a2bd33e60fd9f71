/** A schema as an OpenAPI 3.0 document writes it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** RFC 9457, with what UiTPAS adds: the document refers to a file elsewhere for it. */
const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    endUserMessage: { type: 'object', required: ['nl'] },
  },
};

/**
 * A schema of an OpenAPI 3.0 document with everything that it refers to written out, as JSON Schema
 * 2020-12. With `isClosed`, no object may have a property that the document does not name.
 *
 * @throws Error for a reference to nothing
 */
export function inlineSchema(
  document: Readonly<Record<string, unknown>>,
  schema: Schema,
  { isClosed = false, isPart = false } = {},
): Schema {
  const { $ref, nullable, example: _example, ...own } = schema;
  if (typeof $ref === 'string') {
    return inlineSchema(document, lookUp(document, $ref), { isClosed, isPart });
  }
  const inline = (inner: unknown, part = false): Schema =>
    inlineSchema(document, inner as Schema, { isClosed, isPart: part });
  const made: Record<string, unknown> = { ...own };
  const { properties, items, allOf, oneOf, anyOf } = own as Record<string, never>;
  if (properties) {
    made['properties'] = Object.fromEntries(
      Object.entries(properties as object).map(([name, inner]) => [name, inline(inner)]),
    );
  }
  if (items) made['items'] = inline(items);
  if (allOf) made['allOf'] = (allOf as unknown[]).map((inner) => inline(inner, true));
  if (oneOf) made['oneOf'] = (oneOf as unknown[]).map((inner) => inline(inner));
  if (anyOf) made['anyOf'] = (anyOf as unknown[]).map((inner) => inline(inner));
  // Parts of one object are closed together, not each by itself.
  if (isClosed && !isPart && (properties || allOf)) made['unevaluatedProperties'] = false;
  if (nullable === true && typeof own['type'] === 'string') made['type'] = [own['type'], 'null'];
  return made;
}

function lookUp(document: Readonly<Record<string, unknown>>, ref: string): Schema {
  if (!ref.startsWith('#/')) return PROBLEM;
  const found = ref
    .slice(2)
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (node, part) => (node as Record<string, unknown> | undefined)?.[part],
      document,
    );
  if (found === undefined) throw new Error(`the document has no ${ref}`);
  return found as Schema;
}
