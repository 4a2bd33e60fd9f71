import fc, { type Arbitrary } from 'fast-check';
import type { ApiRequest } from '../api/operation-case.ts';
import { oddValue, rightValue, type Schema } from './arbitrary-values.ts';
import type { DescribedOperation } from './described-operation.ts';

/** A request as it goes over the line, but for its token. */
export interface WireRequest {
  readonly method: string;
  /** After the host. */
  readonly url: string;
  /** A header `idempotency-key: new` stands for a key that nobody used. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

/** What a request is while it is changed. */
interface Draft {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of the body as JSON. */
  readonly raw?: string | Buffer;
}

type Change = (draft: Draft) => Draft;

/** What requests of one operation are made from. */
export interface Material {
  readonly operation: DescribedOperation;
  /** Calls that are right. */
  readonly good: readonly ApiRequest[];
  /** Ids, numbers and names that exist. */
  readonly known: readonly string[];
}

/**
 * Requests of an operation: right ones, ones that are wrong in up to three places, and some that
 * are made from the description alone.
 */
export function arbitraryRequest(material: Material): Arbitrary<WireRequest> {
  const { good } = material;
  const start = fc.nat(good.length - 1).map((at) => draftOf(good[at]));
  const changes = fc.array(change(material), { maxLength: 3 });
  return fc
    .tuple(start, changes)
    .map(([draft, list]) => finish(list.reduce((made, one) => one(made), draft)));
}

/** The first of the right requests with a value in each place in turn: path, query and body. */
export function requestsWith(value: string, { operation, good }: Material): WireRequest[] {
  const { body, parameters } = operation;
  const changes = [
    ...placesInPath(operation).map((at) => setSegment(at, value)),
    ...parameters.flatMap((one) => (one.in === 'query' ? [setQuery(one.name, value)] : [])),
    ...(body ? placesIn(body, []).map(({ path }) => setBody(path, value)) : []),
  ];
  return changes.map((one) => finish(one(draftOf(good[0]))));
}

function draftOf(request: ApiRequest | undefined): Draft {
  const { method = 'GET', path = '/', body, file } = request ?? {};
  const [address = '', query = ''] = path.split('?');
  return {
    method,
    segments: `/api${address}`.split('/').slice(1),
    query: [...new URLSearchParams(query)],
    headers: {
      ...(method !== 'GET' && { 'idempotency-key': 'new' }),
      ...((body !== undefined || file !== undefined) && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
    ...(body === undefined && file && { body: { file: file.toString('base64') } }),
  };
}

function finish({ method, segments, query, headers, body, raw }: Draft): WireRequest {
  const asked = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method,
    url: `/${segments.join('/')}${asked === '' ? '' : `?${asked}`}`,
    headers,
    ...(payload !== undefined && { payload }),
  };
}

/** As a browser does, and what has no encoding as it would come by mistake. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function change(material: Material): Arbitrary<Change> {
  const { operation, known } = material;
  const { body, parameters } = operation;
  const value = (schema: Schema): Arbitrary<unknown> =>
    fc.oneof(
      { weight: 4, arbitrary: rightValue(schema, known) },
      { weight: 2, arbitrary: fc.constantFrom(...known) },
      { weight: 3, arbitrary: oddValue },
    );
  const queries = parameters.filter((one) => one.in === 'query');
  const inPath = placesInPath(operation);
  return fc.oneof(
    ...queries.map(({ name, schema }) => value(schema).map((next) => setQuery(name, next))),
    ...inPath.map((at) => value({ type: 'string' }).map((next) => setSegment(at, next))),
    ...(body ? bodyChanges(body, value) : []),
    oddQuery,
    oddHeader,
    oddBody,
  );
}

/** Which segments of its address are parameters. */
function placesInPath({ template }: DescribedOperation): number[] {
  return template.split('/').flatMap((part, at) => (part.startsWith('{') ? [at - 1] : []));
}

function bodyChanges(
  schema: Schema,
  value: (schema: Schema) => Arbitrary<unknown>,
): Arbitrary<Change>[] {
  const places = placesIn(schema, []);
  const weighted = fc.nat(places.length - 1).chain((at) => {
    const { path, schema: sub } = places[at] ?? { path: [], schema };
    return value(sub).map((next) => setBody(path, next));
  });
  const taken = fc.nat(places.length - 1).map((at) => setBody(places[at]?.path ?? [], undefined));
  // Most of what can be wrong is in the body.
  return [weighted, weighted, weighted, taken];
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly schema: Schema;
}

function placesIn(schema: Schema, path: readonly (string | number)[]): Place[] {
  const { anyOf = [], oneOf = [], items, properties = {} } = schema;
  const inner = [
    ...Object.entries(properties).flatMap(([name, sub]) => placesIn(sub, [...path, name])),
    ...(items ? placesIn(items, [...path, 0]) : []),
    ...[...anyOf, ...oneOf].flatMap((sub) =>
      placesIn(sub, path).filter((one) => one.path !== path),
    ),
  ];
  return [{ path, schema }, ...inner];
}

function setQuery(name: string, value: unknown): Change {
  return (draft) => {
    const others = draft.query.filter(([known]) => known !== name);
    const list = Array.isArray(value) ? value.slice(0, 5) : [value];
    const added = list.map((one): [string, string] => [name, textOf(one)]);
    return { ...draft, query: value === null ? others : [...others, ...added] };
  };
}

function setSegment(at: number, value: unknown): Change {
  return (draft) => ({ ...draft, segments: draft.segments.with(at, encode(textOf(value))) });
}

function setBody(path: readonly (string | number)[], value: unknown): Change {
  return (draft) => ({ ...draft, body: setAt(draft.body, path, value) });
}

function setAt(whole: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(whole) ? (whole as unknown[]) : [];
    return list.length === 0
      ? [setAt(undefined, rest, value)]
      : list.with(0, setAt(list[0], rest, value));
  }
  const object = typeof whole === 'object' && whole !== null ? { ...whole } : {};
  return { ...object, [step]: setAt((object as Record<string, unknown>)[step], rest, value) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const oddQuery: Arbitrary<Change> = fc
  .tuple(fc.constantFrom('zzz', 'organizerId', 'limit', 'start', '__proto__', 'at', ''), oddValue)
  .map(([name, value]) => setQuery(name, value));

const oddHeader: Arbitrary<Change> = fc
  .constantFrom<readonly [string, string]>(
    ['content-type', 'text/plain'],
    ['content-type', 'application/json; charset=utf-16'],
    ['content-type', 'application/problem+json'],
    ['content-type', 'multipart/form-data'],
    ['content-type', 'multipart/form-data; boundary=x'],
    ['content-type', '; ;'],
    ['content-encoding', 'gzip'],
    ['content-encoding', 'identity'],
    ['idempotency-key', ''],
    ['idempotency-key', 'no uuid'],
    ['idempotency-key', '00000000-0000-4000-8000-000000000000'],
    ['accept', 'application/xml'],
    ['accept-language', 'xx-invalid;q=9'],
    ['x-forwarded-for', '192.0.2.1, nonsense'],
    ['x-http-method-override', 'DELETE'],
    ['if-none-match', '*'],
    ['range', 'bytes=0-1'],
    ['cookie', '__proto__=1; a=%E0%A4%A'],
  )
  .map(([name, value]) => (draft) => ({ ...draft, headers: { ...draft.headers, [name]: value } }));

const oddBody: Arbitrary<Change> = fc
  .constantFrom<string | Buffer>(
    '',
    '{',
    '{"a":1,"a":2}',
    '{"__proto__":{"x":1}}',
    '1e400',
    '"\\ud800"',
    '\ufeff{}',
    Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    `${'['.repeat(200)}${']'.repeat(200)}`,
    `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
    `[${'{},'.repeat(2_000)}{}]`,
    '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nabc\r\n--x--\r\n',
  )
  .map((raw) => (draft) => {
    const headers = { 'content-type': 'application/json', ...draft.headers };
    return draft.method === 'GET' ? draft : { ...draft, headers, raw };
  });
