import { Ajv, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { formats } from './formats.ts';
import type { JsonSchema } from './request-schemas.ts';

const options: Options = {
  // The first error is enough, and a large body cannot make a large answer.
  allErrors: false,
  allowUnionTypes: true,
  strict: true,
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
  return ({ schema, httpPart }) => (httpPart === 'body' ? exact : reading).compile(schema);
}

function withFormats(ajv: Ajv): Ajv {
  // CommonJS: the function is the module and its `default` at the same time.
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  return ajv.addVocabulary(['x-reference', 'x-secret', 'x-unit', 'x-form']);
}
