import type { ApiDescription } from '../fixtures/check-answer.ts';
import { notServed } from './not-served.ts';
import { referenceOperations } from './reference.ts';
import { servedOperations } from './served-operations.ts';

/** Every published operation: served as published, served but different, or not served, and why. */
export function compatibilityRows(description: ApiDescription): string[][] {
  const served = servedOperations(description).filter(({ isUitpas }) => isUitpas);
  const rows = referenceOperations().map((operation) => {
    const { method, path, publishedPath, tag, operationId } = operation;
    const ours = served.find((one) => one.method === method && one.path === path);
    const state = ours ? (ours.differs === undefined ? 'as published' : 'different') : 'not served';
    const why = ours ? (ours.differs ?? '') : (notServed[operationId] ?? '');
    return [tag, `\`${method} ${publishedPath}\``, state, why];
  });
  return [['of', 'operation', 'here', 'why'], ...rows];
}

/** How many operations there are in each state: `[['as published', '8'], ...]`. */
export function compatibilityCounts(description: ApiDescription): string[][] {
  const [, ...rows] = compatibilityRows(description);
  const states = ['as published', 'different', 'not served'].map((state) => [
    state,
    String(rows.filter((row) => row[2] === state).length),
  ]);
  return [['here', 'operations'], ...states, ['all', String(rows.length)]];
}
