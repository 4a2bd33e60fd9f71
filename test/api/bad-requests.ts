import type { ApiRequest } from './operation-case.ts';

/** A part of a request as the description of the API has it. */
export type PartSchema = Readonly<{
  type?: string | readonly string[];
  format?: string;
  maxLength?: number;
  maximum?: number;
  minimum?: number;
  maxItems?: number;
  minItems?: number;
  required?: readonly string[];
  properties?: Readonly<Record<string, PartSchema>>;
  additionalProperties?: boolean;
  items?: PartSchema;
  anyOf?: readonly PartSchema[];
}>;

/** One parameter as the description of the API has it. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: PartSchema;
}

/** A request that must be refused. */
export interface BadRequest {
  /** What is wrong with it. */
  readonly wrong: string;
  readonly request: ApiRequest;
  /** Where in the body it is wrong, when it is there. */
  readonly pointer?: string;
}

interface BadValue {
  readonly wrong: string;
  readonly value: unknown;
}

const LONG = 'x'.repeat(3000);

/** What no value of a schema can be. */
function badValues(schema: PartSchema): BadValue[] {
  const types = [schema.type ?? []].flat();
  const otherType = types.includes('object') ? 'text' : { an: 'object' };
  const values: BadValue[] = [{ wrong: 'another type', value: otherType }];
  if (!types.includes('null')) values.push({ wrong: 'null', value: null });
  if (types.includes('string')) {
    values.push(
      { wrong: 'a number for a text', value: 7 },
      { wrong: 'a NUL byte', value: 'a\0b' },
      { wrong: 'half a surrogate pair', value: 'a\ud800' },
      { wrong: 'a bell', value: 'a\u0007b' },
      { wrong: 'text that is turned around', value: 'a\u202eb' },
      { wrong: 'too long', value: LONG },
    );
  }
  if (schema.format !== undefined) values.push({ wrong: 'another form', value: 'no-such-form' });
  if (schema.format === 'uuid') {
    const value = 'urn:uuid:0b7fb9b8-3a8c-4c1f-9a3e-6f3f0d3a2b11';
    values.push({ wrong: 'a UUID with a prefix', value });
  }
  if (schema.format === 'date') {
    values.push({ wrong: 'no day of the calendar', value: '2026-02-30' });
    values.push({ wrong: 'a year that is none', value: '0000-01-01' });
  }
  if (types.includes('integer') || types.includes('number')) {
    values.push(
      { wrong: 'a text for a number', value: '7' },
      { wrong: 'too large', value: (schema.maximum ?? 0) + 1 },
      { wrong: 'too small', value: (schema.minimum ?? 0) - 1 },
      { wrong: 'a fraction', value: 0.001 },
    );
  }
  if (types.includes('array')) {
    values.push({ wrong: 'too many', value: Array.from({ length: 1001 }, () => 1) });
    if (schema.minItems !== undefined) values.push({ wrong: 'too few', value: [] });
  }
  return values;
}

/** Every way in which a body can be wrong at one place, of a body that is right. */
export function badBodies(request: ApiRequest, schema: PartSchema): BadRequest[] {
  return walk(schema, request.body, '').map(({ body, pointer, wrong }) => {
    return { wrong: `${pointer || 'the body'}: ${wrong}`, pointer, request: { ...request, body } };
  });
}

interface BadBody {
  readonly wrong: string;
  readonly pointer: string;
  readonly body: unknown;
}

function walk(schema: PartSchema, value: unknown, pointer: string): BadBody[] {
  const here = badValues(schema).map((bad) => ({ wrong: bad.wrong, pointer, body: bad.value }));
  // Its own null is no value at all: the body is missing then.
  const kept = pointer === '' ? here.filter(({ wrong }) => wrong !== 'null') : here;
  return [...kept, ...walkObject(schema, value, pointer), ...walkArray(schema, value, pointer)];
}

function walkObject(schema: PartSchema, value: unknown, pointer: string): BadBody[] {
  const { properties, required = [], additionalProperties } = schema;
  if (!properties) return [];
  const object = (value ?? {}) as Record<string, unknown>;
  const missing = required.map((name) => {
    const { [name]: _left, ...body } = object;
    return { wrong: 'missing', pointer: `${pointer}/${name}`, body };
  });
  const unknown = { wrong: 'unknown', pointer: `${pointer}/zzz`, body: { ...object, zzz: 1 } };
  const inner = Object.entries(properties).flatMap(([name, property]) =>
    walk(property, object[name], `${pointer}/${name}`).map((bad) => {
      return { ...bad, body: { ...object, [name]: bad.body } };
    }),
  );
  return [...missing, ...(additionalProperties === false ? [unknown] : []), ...inner];
}

function walkArray(schema: PartSchema, value: unknown, pointer: string): BadBody[] {
  const { items } = schema;
  if (!items || !Array.isArray(value) || value.length === 0) return [];
  const array = value as unknown[];
  return walk(items, array[0], `${pointer}/0`).map((bad) => {
    return { ...bad, body: array.with(0, bad.body) };
  });
}

/** Every way in which a query can be wrong at one parameter. */
export function badQueries(request: ApiRequest, parameters: readonly Parameter[]): BadRequest[] {
  const [path = '', query = ''] = request.path.split('?');
  return parameters.flatMap(({ name, schema, required }) => {
    const withValue = (value: string): ApiRequest => {
      const changed = new URLSearchParams(query);
      changed.set(name, value);
      return { ...request, path: `${path}?${changed.toString()}` };
    };
    const without = new URLSearchParams(query);
    without.delete(name);
    const missing = { ...request, path: `${path}?${without.toString()}` };
    return [
      ...(required ? [{ wrong: `query ${name} missing`, request: missing }] : []),
      ...badTexts(schema).map(({ wrong, value }) => {
        return { wrong: `query ${name}: ${wrong}`, request: withValue(String(value)) };
      }),
    ];
  });
}

/** In an address everything is a text. */
function badTexts(schema: PartSchema): BadValue[] {
  const { items, anyOf, type } = schema;
  if (items) return badTexts(items);
  if (anyOf) return [{ wrong: 'none of those', value: 'gold' }];
  const isNumber = type === 'integer' || type === 'number';
  const numbers = [{ wrong: 'no number', value: 'seven' }];
  const values = badValues(schema).filter(({ value }) => typeof value !== 'object' && value !== 7);
  const texts = values.filter(({ wrong }) => wrong !== 'a text for a number');
  const isAnyText = type === 'string' && schema.format === undefined;
  const known = texts.filter(({ wrong }) => !(isAnyText && wrong === 'half a surrogate pair'));
  return [...(isNumber ? numbers : []), ...known];
}
