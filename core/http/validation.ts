import { Ajv, type Options, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { formats } from './formats.ts';
import type { JsonSchema } from './request-schemas.ts';

const options: Options = {
  // The first error is enough, and a large body cannot make a large answer.
  allErrors: false,
  allowUnionTypes: true,
  strict: true,
  // V8 does it better, and each start would pay for it.
  code: { optimize: false },
  useDefaults: true,
  // An error then knows its schema, so that the answer can say what would be right.
  verbose: true,
};

/**
 * Makes the compiler of request schemas. Values of a body are taken as they are: "12" is no number.
 * Those of a path, a query and headers are always text and are read as what the schema asks.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<JsonSchema> {
  const exact = withFormats(new Ajv({ ...options, coerceTypes: false }));
  // "Infinity" is read as a number, and else no bound would be looked at: each number has one.
  const reading = withFormats(new Ajv({ ...options, coerceTypes: 'array', strictNumbers: false }));
  return ({ schema, httpPart }) =>
    httpPart === 'body' ? exact.compile(schema) : ofDecimals(reading.compile(schema), schema);
}

/** A number as people write it: never a space, 0x10 or 1e3, which JavaScript reads as numbers. */
const DECIMAL = /^[+-]?[0-9]+(?:\.[0-9]+)?$/;

/** Has what is no decimal number refused like a number that is empty. */
function ofDecimals(validate: ValidateFunction, schema: JsonSchema) {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const names = properties.filter(([, one]) => isOfNumbers(one)).map(([name]) => name);
  if (names.length === 0) return validate;
  const keepDecimal = (value: unknown): unknown =>
    typeof value === 'string' && !DECIMAL.test(value) ? '' : value;
  const check = (data: Record<string, unknown>): boolean => {
    for (const name of names) {
      const value = data[name];
      if (value !== undefined) {
        data[name] = Array.isArray(value) ? value.map(keepDecimal) : keepDecimal(value);
      }
    }
    const isValid = validate(data);
    check.errors = validate.errors ?? null;
    return isValid;
  };
  check.errors = validate.errors ?? null;
  return check;
}

/** Also of a list of them. */
function isOfNumbers(schema: JsonSchema): boolean {
  const { items, type } = schema as { items?: JsonSchema; type?: string | string[] };
  const types = [type].flat();
  if (types.includes('array') && items !== undefined) return isOfNumbers(items);
  return types.includes('number') || types.includes('integer');
}

function withFormats(ajv: Ajv): Ajv {
  // CommonJS: the function is the module and its `default` at the same time.
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  return ajv.addVocabulary(['x-reference', 'x-secret', 'x-unit', 'x-form']);
}
