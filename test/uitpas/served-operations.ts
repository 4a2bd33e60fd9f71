import type { ApiDescription, Operation } from '../fixtures/check-answer.ts';

/** One operation as `/api/openapi.json` serves it. */
export interface ServedOperation {
  readonly operationId: string;
  readonly method: string;
  /** After `/api`, with each parameter written `{}`. */
  readonly path: string;
  /** The caller holds one of these; any client may where there is none. */
  readonly permissions: readonly string[];
  /** In what it differs from the published one; undefined where it does not, or is ours. */
  readonly differs: string | undefined;
  readonly isUitpas: boolean;
  /** The types of the problems that it describes. */
  readonly problems: readonly string[];
}

/** Every operation under `/api`, out of the description that is served. */
export function servedOperations(description: ApiDescription): ServedOperation[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { 'x-uitpas': uitpas, 'x-permissions': permissions = [], operationId } = operation;
      return {
        operationId,
        method: method.toUpperCase(),
        path: path.replace(/^\/api/, '').replaceAll(/\{[^}]+\}/g, '{}'),
        permissions,
        differs: typeof uitpas === 'string' ? uitpas : undefined,
        isUitpas: uitpas !== undefined,
        problems: problemTypesOf(operation),
      };
    }),
  );
}

function problemTypesOf({ responses }: Operation): string[] {
  const examples = Object.values(responses).flatMap(({ content = {} }) =>
    Object.values(content['application/problem+json']?.examples ?? {}),
  );
  return examples.map((example: { value: { type: string } }) => example.value.type);
}
