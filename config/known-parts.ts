import type { Path } from './configuration-error.ts';

/** What can still be relied on in settings that have mistakes. */
export interface KnownParts {
  /** A copy without what is wrong. A list keeps its places: ask `isRight` before reading one. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Whether there is no mistake at, in or around this place. */
  isRight(path: Path): boolean;
}

/**
 * Takes out of settings what is wrong by itself, so that the rest can be compared. A setting in a
 * list takes the whole list with it, because the others would move up; a list at the top stays.
 *
 * @param wrong the places of all mistakes, those of missing keys too
 * @returns undefined when the settings are no group of keys at all
 */
export function findKnownParts(value: unknown, wrong: readonly Path[]): KnownParts | undefined {
  if (!isGroup(value)) return undefined;
  const known = structuredClone(value);
  for (const path of wrong) {
    const firstPlace = path.findIndex((step) => typeof step === 'number');
    const keys = firstPlace === -1 ? path : path.slice(0, firstPlace);
    const isListAtTop = keys.length === 1 && firstPlace === 1;
    if (!isListAtTop) removeAt(known, keys);
  }
  return {
    value: known,
    isRight: (path) => !wrong.some((other) => isWithin(other, path) || isWithin(path, other)),
  };
}

function removeAt(group: Record<string, unknown>, path: Path): void {
  const last = path.at(-1);
  let inner: unknown = group;
  for (const step of path.slice(0, -1)) inner = isGroup(inner) ? inner[step] : undefined;
  if (isGroup(inner) && last !== undefined) delete inner[last];
}

function isWithin(inner: Path, outer: Path): boolean {
  return outer.every((step, index) => inner[index] === step);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
