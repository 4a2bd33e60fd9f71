import type { TSchema } from 'typebox';
import { alternativesOf, fits, isSchemaNode, type SchemaNode } from './compile-schema.ts';
import type { Path } from './configuration-error.ts';

/** A value, or a key, together with the schema that speaks about it. */
export interface Place {
  readonly schema: SchemaNode;
  readonly path: Path;
  readonly part: 'key' | 'value';
  /** The key itself when `part` is `key`. */
  readonly value: unknown;
}

/** What the alternatives of a union yielded, and whether the value is what they describe. */
export interface Branch<Found> {
  readonly schema: SchemaNode;
  readonly fits: boolean;
  readonly found: readonly Found[];
}

/** What to collect at each place, and how to choose between the alternatives of a union. */
export interface Collector<Found> {
  at(place: Place): readonly Found[];
  choose(branches: readonly Branch<Found>[]): readonly Found[];
}

/**
 * Walks a value along its schema, keys and values, parts of the value that no schema names left
 * out.
 */
export function collect<Found>(
  schema: TSchema,
  value: unknown,
  collector: Collector<Found>,
): readonly Found[] {
  return collectAt({ schema: schema as SchemaNode, path: [], part: 'value', value }, collector);
}

/** Takes the first alternative that the value fits. */
export function firstFitting<Found>(branches: readonly Branch<Found>[]): readonly Found[] {
  return branches.find((branch) => branch.fits)?.found ?? [];
}

function collectAt<Found>(place: Place, collector: Collector<Found>): readonly Found[] {
  const parts = Array.isArray(place.schema['allOf']) ? place.schema['allOf'] : [];
  const inside = [
    ...parts.filter(isSchemaNode).map((schema) => ({ ...place, schema })),
    ...innerPlaces(place),
  ];
  const branches = alternativesOf(place.schema).map((schema) => ({
    schema,
    fits: fits(schema as TSchema, place.value),
    found: collectAt({ ...place, schema }, collector),
  }));
  return [
    ...collector.at(place),
    ...inside.flatMap((inner) => collectAt(inner, collector)),
    ...(branches.length > 0 ? collector.choose(branches) : []),
  ];
}

function innerPlaces(place: Place): Place[] {
  const { schema, value, path } = place;
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      const { items } = schema;
      const inner: unknown = Array.isArray(items) ? items[index] : items;
      return isSchemaNode(inner)
        ? [{ schema: inner, path: [...path, index], part: 'value' as const, value: item }]
        : [];
    });
  }
  if (!isSchemaNode(value)) return [];
  const names = schema['propertyNames'];
  return Object.entries(value).flatMap(([key, inner]) => {
    const keyPath = [...path, key];
    const ofKey = isSchemaNode(names)
      ? [{ schema: names, path: keyPath, part: 'key' as const, value: key }]
      : [];
    const ofValue = schemasOf(schema, key).map((innerSchema) => {
      return { schema: innerSchema, path: keyPath, part: 'value' as const, value: inner };
    });
    return [...ofKey, ...ofValue];
  });
}

function schemasOf(schema: SchemaNode, key: string): SchemaNode[] {
  const properties = isSchemaNode(schema['properties']) ? schema['properties'] : {};
  const patterns = isSchemaNode(schema['patternProperties']) ? schema['patternProperties'] : {};
  const named = Object.hasOwn(properties, key) ? [properties[key]] : [];
  const matching = Object.entries(patterns)
    .filter(([pattern]) => new RegExp(pattern, 'u').test(key))
    .map(([, inner]) => inner);
  const rest = named.length + matching.length === 0 ? [schema['additionalProperties']] : [];
  return [...named, ...matching, ...rest].filter(isSchemaNode);
}
