import type { ApiRequest } from '../api/operation-case.ts';
import { idsIn } from './unknown-twin.ts';

/** What good calls name: ids, numbers, words. Requests are made out of these too. */
export function knownValues(requests: readonly ApiRequest[]): string[] {
  const texts = requests.flatMap(({ path, body }) => [
    ...idsIn(path),
    ...new URLSearchParams(path.split('?')[1] ?? '').values(),
    ...textsIn(body),
  ]);
  const short = texts.filter((text) => text.length > 0 && text.length <= 64);
  return [...new Set(short)];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
