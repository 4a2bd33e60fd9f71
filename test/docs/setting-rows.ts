import type { TSchema } from 'typebox';
import {
  alternativesOf,
  isSchemaNode,
  type SchemaNode,
  wordsOf,
} from '../../config/compile-schema.ts';

/** One setting of a file, as the documentation shows it. */
export interface SettingRow {
  /** `organizers.<key>.kind`; a list is `[]`. */
  readonly path: string;
  /** The default as YAML would have it, `required`, or nothing when it may be left out. */
  readonly fallback: string;
  readonly meaning: string;
}

interface Place {
  readonly schema: SchemaNode;
  readonly path: string;
  readonly isRequired: boolean;
}

/**
 * Every setting below a schema, in its order; what holds others has a row when it says something.
 */
export function settingRows(
  schema: TSchema,
  place: { readonly path: string; readonly isRequired: boolean },
): SettingRow[] {
  return rowsOf({ schema: schema as SchemaNode, ...place });
}

function rowsOf(place: Place): SettingRow[] {
  const inner = innerPlaces(place);
  if (inner.length === 0) return [rowOf(place)];
  const says = 'description' in place.schema;
  return [...(says ? [rowOf(place)] : []), ...inner.flatMap(rowsOf)];
}

function innerPlaces({ schema, path }: Place): Place[] {
  const { properties, required, patternProperties, items } = schema;
  if (isSchemaNode(properties)) {
    const needed = Array.isArray(required) ? required : [];
    return Object.entries(properties).map(([key, value]) => {
      return {
        schema: value as SchemaNode,
        path: `${path}.${key}`,
        isRequired: needed.includes(key),
      };
    });
  }
  if (isSchemaNode(patternProperties)) {
    const [value] = Object.values(patternProperties) as SchemaNode[];
    if (!value || !holdsOthers(value)) return [];
    return [{ schema: value, path: `${path}.<key>`, isRequired: true }];
  }
  if (isSchemaNode(items) && holdsOthers(items)) {
    return [{ schema: items, path: `${path}[]`, isRequired: true }];
  }
  return [];
}

function holdsOthers(schema: SchemaNode): boolean {
  return 'properties' in schema || 'patternProperties' in schema;
}

function rowOf({ schema, path, isRequired }: Place): SettingRow {
  const { description, default: fallback, properties } = schema;
  const words = [description, allowedBy(schema)].filter(
    (part) => part !== undefined && part !== '',
  );
  const meaning = words.join('; ');
  // Left out, it is not empty: each of the settings in it has its own default.
  if (isSchemaNode(properties) && isEmpty(fallback)) {
    return { path, fallback: 'the defaults below', meaning };
  }
  return { path, fallback: fallbackOf(fallback, isRequired), meaning };
}

function fallbackOf(fallback: unknown, isRequired: boolean): string {
  if (fallback === undefined) return isRequired ? 'required' : '';
  return isEmpty(fallback) ? 'none' : `\`${JSON.stringify(fallback).replaceAll('"', '')}\``;
}

function isEmpty(fallback: unknown): boolean {
  return JSON.stringify(fallback) === '{}' || JSON.stringify(fallback) === '[]';
}

/** What may be written there, in words. */
function allowedBy(schema: SchemaNode): string {
  const words = wordsOf(schema);
  if (words.length > 0) return words.map((word) => `\`${word}\``).join(', ');
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) return alternatives.map(allowedBy).filter(Boolean).join(' or ');
  const kind = kindOf(schema);
  if (kind !== '') return `names ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
  const { type, format, items, patternProperties, minimum, maximum } = schema;
  if (type === 'array' && isSchemaNode(items)) return holdsOthers(items) ? '' : listOf(items);
  if (isSchemaNode(patternProperties)) return recordOf(schema);
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'integer') return [integerOf(minimum, maximum), unitOf(schema)].join('');
  if (format === 'date') return 'YYYY-MM-DD';
  if (format === 'enterprise-number') return 'the ten digits of the crossroads bank';
  return '';
}

function listOf(items: SchemaNode): string {
  const inner = allowedBy(items);
  return inner === '' ? 'a list' : `a list: ${inner}`;
}

/** What its keys name, and what each of them has. */
function recordOf(schema: SchemaNode): string {
  const [value] = Object.values(schema['patternProperties'] as Record<string, SchemaNode>);
  if (!value || holdsOthers(value)) return '';
  const { propertyNames } = schema;
  const keys = isSchemaNode(propertyNames) ? allowedBy(propertyNames) : 'a name of your own';
  return `per key (${keys}): ${allowedBy(value)}`;
}

function integerOf(minimum: unknown, maximum: unknown): string {
  const bounds = [
    ...(typeof minimum === 'number' ? [`from ${minimum.toLocaleString('en')}`] : []),
    ...(typeof maximum === 'number' ? [`to ${maximum.toLocaleString('en')}`] : []),
  ];
  return `a whole number ${bounds.join(' ')}`.trim();
}

function unitOf(schema: SchemaNode): string {
  return schema['x-unit'] === 'cents' ? ', in cents' : '';
}

function kindOf(schema: SchemaNode): string {
  const kind = schema['x-reference'];
  return typeof kind === 'string'
    ? kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : '';
}
