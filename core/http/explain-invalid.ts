import type { FastifySchemaValidationError } from 'fastify';
import { countOf } from '../../config/count-of.ts';
import { nearestSpelling } from '../../config/nearest-spelling.ts';
import { nameForm } from '../../config/word-value.ts';
import { maskNationalNumbersIn } from '../contract/national-number.ts';
import type { Problem } from '../contract/problem.ts';
import { bodyMissing, invalidData, queryLimitExceeded } from './problems.ts';

/** What was validated and did not pass. */
export interface InvalidRequest {
  /** `body`, `querystring`, `params` or `headers`. */
  readonly part: string;
  readonly error: FastifySchemaValidationError;
  /** All that was found, of which `error` is the first: of a union one for each alternative. */
  readonly errors?: readonly FastifySchemaValidationError[];
  readonly hasBody: boolean;
}

/**
 * Turns what the validator found into a problem that says where it is and what would be right. The
 * wrong value itself is never repeated: it may be a person's.
 */
export function explainInvalid({
  part,
  error: first,
  errors = [first],
  hasBody,
}: InvalidRequest): Problem {
  if (part === 'body' && !hasBody)
    return bodyMissing({ detail: 'send a JSON body, as application/json' });
  const error = asChoice(first, errors);
  const pointer = `${error.instancePath}${missingOrUnknown(error)}`;
  if (part === 'body') {
    const where = pointer === '' ? 'the body' : pointer;
    return invalidData({ detail: `${where} ${expectation(error)}`, jsonPointer: pointer });
  }
  if (part === 'querystring' && pointer === '/limit' && error.keyword === 'maximum') {
    return queryLimitExceeded({ detail: `limit ${expectation(error)}` });
  }
  const name = pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
  return invalidData({ detail: `${partNames[part] ?? part} ${name} ${expectation(error)}` });
}

/** A union of words fails once for each: together they are a choice of words. */
function asChoice(
  first: FastifySchemaValidationError,
  errors: readonly FastifySchemaValidationError[],
): FastifySchemaValidationError {
  if (first.keyword !== 'const') return first;
  const isHere = ({ instancePath }: FastifySchemaValidationError): boolean =>
    instancePath === first.instancePath;
  const words = errors.filter((error) => error.keyword === 'const' && isHere(error));
  if (words.length < 2) return first;
  const allowedValues = words.map(({ params }) => params['allowedValue']);
  return { ...first, keyword: 'enum', params: { allowedValues } };
}

const partNames: Readonly<Record<string, string>> = {
  querystring: 'query parameter',
  params: 'path parameter',
  headers: 'header',
};

/** For these the validator points at the object around the property. */
function missingOrUnknown({ keyword, params }: FastifySchemaValidationError): string {
  if (keyword === 'required') return `/${escapePointer(String(params['missingProperty']))}`;
  if (keyword !== 'additionalProperties') return '';
  const name = String(params['additionalProperty']);
  return `/${escapePointer(maskNationalNumbersIn(name).slice(0, 60))}`;
}

/** RFC 6901. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  date: 'a date, YYYY-MM-DD, of the years 1000 to 2999',
  'date-time': 'a moment with its offset, such as 2026-11-20T10:00:00+01:00',
  time: 'a time with its offset',
  email: 'an e-mail address',
  byte: 'in base64',
};

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function expectation(error: FastifySchemaValidationError): string {
  const { keyword, params } = error;
  const limit = String(params['limit']);
  switch (keyword) {
    case 'required':
      return `is missing${choiceOf(schemaOf(error), error)}`;
    case 'additionalProperties':
      return `is not known here; known are ${knownProperties(error)}`;
    case 'type':
      return `must be ${[params['type']].flat().map(nameOfType).join(' or ')}`;
    case 'enum':
      return wordChoice(error);
    case 'const':
      return `must be ${String(params['allowedValue'])}`;
    case 'format':
      return `must be ${formats[String(params['format'])] ?? `a ${String(params['format'])}`}`;
    case 'pattern':
      return `must be ${nameForm(String(params['pattern']), schemaOf(error))}`;
    case 'minLength':
      return `must have ${countOf(Number(limit), 'character')} at least`;
    case 'maxLength':
      return `may have ${countOf(Number(limit), 'character')} at most`;
    case 'minItems':
      return `must have ${countOf(Number(limit), 'item')} at least`;
    case 'maxItems':
      return `may have ${countOf(Number(limit), 'item')} at most`;
    case 'minimum':
      return `must be ${limit} or more`;
    case 'maximum':
      return `may be ${limit} at most`;
    default:
      return error.message ?? 'is not valid';
  }
}

/** The words that are allowed, and the one that was probably meant. */
function wordChoice(error: FastifySchemaValidationError): string {
  const words = (error.params['allowedValues'] as unknown[]).map(String);
  const { data } = error as { data?: unknown };
  const near = typeof data === 'string' ? nearestSpelling(data, words) : undefined;
  const question = near === undefined ? '' : `: did you mean ${near}?`;
  return `must be one of ${words.join(', ')}${question}`;
}

function nameOfType(type: unknown): string {
  return types[String(type)] ?? String(type);
}

/** What may be given where nothing was, of a property that is a choice. */
function choiceOf(
  { properties = {} }: ErrorSchema,
  { params }: FastifySchemaValidationError,
): string {
  const words = wordsOf(properties[String(params['missingProperty'])] ?? {});
  return words.length === 0 ? '' : `: it must be one of ${words.join(', ')}`;
}

/** The words of an enumeration, also of one that is written as a union; none for anything else. */
function wordsOf(schema: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String);
  const parts = schema['anyOf'];
  if (!Array.isArray(parts)) return 'const' in schema ? [String(schema['const'])] : [];
  const words = parts.map(wordsOf);
  return words.every(({ length }) => length > 0) ? words.flat() : [];
}

interface ErrorSchema extends Readonly<Record<string, unknown>> {
  readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The schema that holds the rule which was broken: core/http/validation.ts has errors carry it. */
function schemaOf(error: FastifySchemaValidationError): ErrorSchema {
  return (error as { parentSchema?: ErrorSchema }).parentSchema ?? {};
}

function knownProperties(error: FastifySchemaValidationError): string {
  const names = Object.keys(schemaOf(error).properties ?? {});
  return names.length === 0 ? 'none' : names.join(', ');
}
