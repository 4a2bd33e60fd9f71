import fs from 'node:fs';
import path from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { inlineSchema, type Schema } from './inline-schema.ts';

/** The published document, beside the project where it is there. */
const FILE = path.resolve(import.meta.dirname, '../../../shared/reference/uitpas-openapi.json');

/** Why a test of the document is skipped; false where it is there. */
export const absent =
  !fs.existsSync(FILE) && 'NO REFERENCE: ../shared/reference/uitpas-openapi.json is not there';

/** One operation of the UiTPAS API 4.0, as published. */
export interface ReferenceOperation {
  readonly operationId: string;
  readonly method: string;
  /** Under `/api`, with each parameter written `{}`. */
  readonly path: string;
  /** With the names of its parameters. */
  readonly publishedPath: string;
  readonly tag: string;
  readonly summary: string;
  /** What its text says that the caller must hold; one of these. */
  readonly permissions: readonly string[];
  /** The problem types that it lists beside those of every operation. */
  readonly problems: readonly string[];
  readonly statuses: readonly string[];
  readonly queryNames: readonly string[];
  /** What is wrong with a request body; null when nothing is. */
  checkBody(body: unknown): string | null;
  /** What is wrong with the body of an answer; null when nothing is. */
  checkAnswer(status: number, contentType: string, body: unknown): string | null;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly $ref?: string;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly description?: string;
}

interface PublishedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

type Document = Readonly<Record<string, unknown>> & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const METHODS = ['get', 'post', 'put', 'delete'] as const;
/** What every operation can answer: the document lists these here and there. */
const ANYWHERE = /\/probs\/(?:auth|body|url)\//;

/** Every operation of the document. Empty where the document is {@link absent}. */
export function referenceOperations(): ReferenceOperation[] {
  if (absent !== false) return [];
  const document = JSON.parse(fs.readFileSync(FILE, 'utf8')) as Document;
  return Object.entries(document.paths).flatMap(([publishedPath, methods]) =>
    METHODS.flatMap((method) => {
      const published = methods[method] as PublishedOperation | undefined;
      if (!published) return [];
      const shared = (methods['parameters'] ?? []) as readonly Parameter[];
      return [operationOf(document, { published, method, publishedPath, shared })];
    }),
  );
}

function operationOf(
  document: Document,
  found: {
    published: PublishedOperation;
    method: string;
    publishedPath: string;
    shared: readonly Parameter[];
  },
): ReferenceOperation {
  const { published, method, publishedPath, shared } = found;
  const { description = '', summary = '', tags = [] } = published;
  const parameters = [...shared, ...(published.parameters ?? [])].map((one) =>
    one.$ref === undefined
      ? one
      : (inlineSchema(document, { $ref: one.$ref }) as unknown as Parameter),
  );
  const text = [description, ...Object.values(published.responses).map((r) => r.description ?? '')];
  const types = text.join('\n').match(/https:\/\/api\.publiq\.be\/probs\/[a-z/-]+/g) ?? [];
  return {
    operationId: published.operationId,
    method: method.toUpperCase(),
    path: publishedPath.replaceAll(/\{[^}]+\}/g, '{}'),
    publishedPath,
    tag: tags[0] ?? '',
    summary,
    permissions: [...new Set(description.match(/(?<=`)[A-Z]+(?:_[A-Z]+)+(?=`)/g) ?? [])],
    problems: [...new Set(types)].filter((type) => !ANYWHERE.test(type)),
    statuses: Object.keys(published.responses),
    queryNames: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
    checkBody: bodyChecker(document, published),
    checkAnswer: answerChecker(document, published),
  };
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);

function bodyChecker(document: Document, { requestBody }: PublishedOperation) {
  const schema = requestBody?.content?.['application/json']?.schema;
  let validate: ValidateFunction | undefined;
  return (body: unknown): string | null => {
    if (!schema) return body === undefined ? null : 'the document knows no body';
    validate ??= ajv.compile(inlineSchema(document, schema));
    return validate(body) ? null : textOf(validate.errors);
  };
}

function answerChecker(document: Document, { responses }: PublishedOperation) {
  const compiled = new Map<string, ValidateFunction>();
  return (status: number, contentType: string, body: unknown): string | null => {
    const answer = responses[status];
    if (!answer) return `${status} is not published`;
    const type = contentType.split(';')[0] ?? '';
    const schema = answer.content?.[type]?.schema;
    if (!schema) {
      const isEmpty = Object.keys(answer.content ?? {}).length === 0 && type === '';
      return isEmpty ? null : `${status} as ${type} is not published`;
    }
    const key = `${status} ${type}`;
    const validate =
      compiled.get(key) ?? ajv.compile(inlineSchema(document, schema, { isClosed: status < 300 }));
    compiled.set(key, validate);
    return validate(body) ? null : textOf(validate.errors);
  };
}

function textOf(errors: readonly ErrorObject[] | null | undefined): string {
  return (errors ?? [])
    .map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
    .join('; ');
}
