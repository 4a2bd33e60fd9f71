import type { ErrorObject } from 'ajv/dist/2019.js';
import { alternativesOf, isSchemaNode, type SchemaNode } from './compile-schema.ts';
import type { Path } from './configuration-error.ts';
import { meantPattern } from './likely-meaning.ts';
import { type Checked, type Mistake, stepsOf } from './mistake.ts';
import { nearestSpelling } from './nearest-spelling.ts';
import { suggest, type Wording, wordUnknown } from './wording.ts';
import { nameForm, wordValue } from './word-value.ts';

const missing = ['required', 'dependentRequired'];
const unknown = ['additionalProperties', 'unevaluatedProperties'];

/** Whether a failure is about a key that is there or is not, rather than about a value. */
export function isAboutKey({ keyword }: ErrorObject): boolean {
  return [...missing, ...unknown, 'propertyNames'].includes(keyword);
}

/**
 * The keys that are unknown, missing or misshapen. An unknown key that is nearly a missing one is
 * that one misspelt: one mistake, at the key that is there.
 */
export function findKeyMistakes(failures: readonly ErrorObject[], checked: Checked): Mistake[] {
  const groups = Map.groupBy(failures, ({ instancePath }) => instancePath);
  return [...groups].flatMap(([pointer, group]) => {
    return findInGroup(stepsOf(pointer, checked.value), group, checked);
  });
}

function findInGroup(path: Path, group: readonly ErrorObject[], checked: Checked): Mistake[] {
  const schemas = group.map(({ parentSchema }): unknown => parentSchema).filter(isSchemaNode);
  const known = [...new Set(schemas.flatMap(keysOf))];
  const free = known.filter((key) => !checked.gives([...path, key]));
  const absent = new Map(
    group
      .filter(({ keyword }) => missing.includes(keyword))
      .map((failure) => [String(failure.params['missingProperty']), failure]),
  );

  const mistakes = group
    .filter(({ keyword }) => unknown.includes(keyword))
    .map((failure): Mistake => {
      const name = String(
        failure.params['additionalProperty'] ?? failure.params['unevaluatedProperty'],
      );
      const suggestion = nearestSpelling(name, [...absent.keys()]) ?? nearestSpelling(name, free);
      if (suggestion !== undefined) absent.delete(suggestion);
      const wording =
        wordPatternedKey(name, schemas) ?? wordUnknown('key', name, { allowed: known, suggestion });
      return { path: [...path, name], at: 'key', ...wording };
    });
  const misshapen = group
    .filter(({ keyword }) => keyword === 'propertyNames')
    .flatMap((failure) => findMisshapen(path, failure, group));
  const left = [...absent].map(([name, failure]): Mistake => {
    const message = `the key ${name} is missing${describe(name, failure)}`;
    return { path: [...path, name], at: 'parent', message };
  });
  return [...misshapen, ...mistakes, ...left];
}

function findMisshapen(path: Path, failure: ErrorObject, group: readonly ErrorObject[]): Mistake[] {
  const name = String(failure.params['propertyName']);
  const inside = group.filter((inner) => inner.propertyName === name);
  // In a union of fixed words and a form, the form says most.
  const forms = inside.filter(({ keyword }) => !['const', 'anyOf', 'oneOf'].includes(keyword));
  return [...forms, ...inside].slice(0, 1).map((inner) => {
    const schema: unknown = inner.parentSchema;
    const refused = { schema: isSchemaNode(schema) ? schema : {}, value: name, key: name };
    const wording = wordValue({ ...refused, written: name }, inner);
    return {
      path: [...path, name],
      at: 'key',
      ...wording,
      message: `the key ${wording.message}`,
    };
  });
}

/** For a group whose keys are free but for their form. */
function wordPatternedKey(name: string, schemas: readonly SchemaNode[]): Wording | undefined {
  const pattern = schemas.flatMap(({ patternProperties }) => {
    return isSchemaNode(patternProperties) ? Object.keys(patternProperties) : [];
  })[0];
  if (pattern === undefined || schemas.some((schema) => keysOf(schema).length > 0))
    return undefined;
  const message = `the key ${name} does not have the right form: it must be ${nameForm(pattern)}`;
  return suggest(message, meantPattern(name, pattern));
}

function keysOf(schema: SchemaNode): string[] {
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].filter(isSchemaNode) : [];
  const own = isSchemaNode(schema['properties']) ? Object.keys(schema['properties']) : [];
  return [...own, ...[...parts, ...alternativesOf(schema)].flatMap(keysOf)];
}

function describe(name: string, { parentSchema }: ErrorObject): string {
  const schema: unknown = parentSchema;
  const properties = isSchemaNode(schema) ? schema['properties'] : undefined;
  const property = isSchemaNode(properties) ? properties[name] : undefined;
  const description = isSchemaNode(property) ? property['description'] : undefined;
  return typeof description === 'string' ? ` (${description})` : '';
}
