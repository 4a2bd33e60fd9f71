import type { ApiDescription, Operation } from '../fixtures/check-answer.ts';
import type { Schema } from './arbitrary-values.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

interface WithInput extends Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema } | undefined>>;
  };
}

/** An operation as the served document describes it: all that a request can be made from. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly template: string;
  readonly parameters: readonly Parameter[];
  /** Undefined for one that takes no body. */
  readonly body: Schema | undefined;
}

/** Every operation of the document, in its order. */
export function describedOperations({ paths }: ApiDescription): DescribedOperation[] {
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const { operationId, parameters = [], requestBody } = operation as WithInput;
      return {
        operationId,
        method: method.toUpperCase(),
        template,
        parameters,
        body: requestBody?.content['application/json']?.schema,
      };
    }),
  );
}
