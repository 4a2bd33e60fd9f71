import fc from 'fast-check';
import { KEY_PATTERN } from '../../core/contract/settings.ts';

const PLACES = ['pool', 'hall', 'door'];

/** What settings can name in the town of the suite: few, so that settings and questions meet. */
export const CATALOGUE: Readonly<Record<string, readonly string[]>> = {
  organizer: ['library', 'sport', 'youth'],
  place: PLACES,
  ...Object.fromEntries(
    ['facility', 'location', 'zone', 'door', 'desk'].map((kind) => [kind, PLACES]),
  ),
  party: ['library', 'sport', 'youth', 'city', 'fund'],
};

/** Names that settings make up themselves: zones, series, products. */
const OWN_NAMES = ['alpha', 'beta', 'gamma'];

type Schema = Readonly<Record<string, unknown>>;

/**
 * Any value that a TypeBox schema allows, of the keywords that settings and attributes use. What
 * refers to something names an entry of {@link CATALOGUE}.
 *
 * @throws Error for a keyword it does not know: teach it here
 */
export function valueOf(schema: unknown): fc.Arbitrary<unknown> {
  const node = schema as Schema;
  if ('const' in node) return fc.constant(node['const']);
  if (Array.isArray(node['enum'])) return fc.constantFrom(...(node['enum'] as unknown[]));
  const alternatives = node['anyOf'] ?? node['oneOf'];
  if (Array.isArray(alternatives)) return fc.oneof(...alternatives.map(valueOf));
  switch (node['type']) {
    case 'object':
      return objectOf(node);
    case 'array':
      return arrayOf(node);
    case 'string':
      return textOf(node);
    case 'integer':
      return fc.integer(bounds(node, 'minimum', 'maximum'));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`no value can be made for ${JSON.stringify(node)}`);
  }
}

function objectOf(node: Schema): fc.Arbitrary<unknown> {
  const patterns = node['patternProperties'] as Record<string, unknown> | undefined;
  const [pattern] = Object.entries(patterns ?? {});
  if (pattern !== undefined) return dictionaryOf(node, pattern);
  const properties = (node['properties'] ?? {}) as Record<string, unknown>;
  const values = Object.entries(properties).map(([key, inner]) => [key, valueOf(inner)]);
  const required = (node['required'] ?? []) as string[];
  const model = Object.fromEntries(values) as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(model, { requiredKeys: required });
}

function dictionaryOf(node: Schema, [pattern, inner]: [string, unknown]): fc.Arbitrary<unknown> {
  const keys = textOf({ type: 'string', pattern, ...(node['propertyNames'] as Schema) });
  const { min = 0 } = bounds(node, 'minProperties', 'maxProperties');
  return fc
    .uniqueArray(fc.tuple(keys, valueOf(inner)), {
      minLength: min,
      maxLength: min + 2,
      selector: ([key]) => key,
    })
    .map((pairs) => Object.fromEntries(pairs) as unknown);
}

function arrayOf(node: Schema): fc.Arbitrary<unknown> {
  const { min = 0, max = min + 3 } = bounds(node, 'minItems', 'maxItems');
  return fc.array(valueOf(node['items']), { minLength: min, maxLength: Math.min(max, min + 3) });
}

function textOf(node: Schema): fc.Arbitrary<string> {
  const kind = node['x-reference'];
  if (typeof kind === 'string') return fc.constantFrom(...(CATALOGUE[kind] ?? []));
  if (node['pattern'] === KEY_PATTERN) return fc.constantFrom(...OWN_NAMES);
  if (typeof node['pattern'] === 'string') return fc.stringMatching(new RegExp(node['pattern']));
  if (node['format'] === 'date') return dayOf2020s;
  const { min = 0, max = 30 } = bounds(node, 'minLength', 'maxLength');
  return fc.string({ minLength: min, maxLength: Math.min(max, 30) });
}

/** Any day of some twenty years. */
export const dayOf2020s: fc.Arbitrary<string> = fc
  .nat({ max: 7300 })
  .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());

function bounds(node: Schema, low: string, high: string): { min?: number; max?: number } {
  const [min, max] = [node[low], node[high]];
  return {
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
  };
}
