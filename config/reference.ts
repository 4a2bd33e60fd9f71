import type { TSchema } from 'typebox';
import { wordsOf } from './compile-schema.ts';
import { formatPath } from './configuration-error.ts';
import type { Mistake } from './mistake.ts';
import { nearestSpelling } from './nearest-spelling.ts';
import { type Branch, collect, type Place } from './walk-schema.ts';
import { wordUnknown } from './wording.ts';

/** The keys that exist, per kind of thing that settings can refer to: organizers, places, ... */
export type Catalogue = Readonly<Record<string, readonly string[]>>;

/** How a kind is called in messages, where that is not its own name. */
const titles: Readonly<Record<string, string>> = { legalEntity: 'legal entity' };

/**
 * Finds the texts that their schema marks as references (`'x-reference': 'organizer'`) and whose
 * kind has no such key. Works on values and, through `propertyNames`, on keys of records. In a
 * union it is enough that one alternative knows the text.
 *
 * @throws Error when the schema refers to a kind that the catalogue does not have.
 */
export function findUnknownReferences(
  schema: TSchema,
  value: unknown,
  catalogue: Catalogue,
): readonly Mistake[] {
  const at = (place: Place): UnknownReference[] => {
    const kind = place.schema['x-reference'];
    if (typeof kind !== 'string' || typeof place.value !== 'string') return [];
    const keys = Object.hasOwn(catalogue, kind) ? catalogue[kind] : undefined;
    if (keys === undefined) {
      throw new Error(
        `${formatPath(place.path)} refers to a ${kind}, of which none are catalogued`,
      );
    }
    return keys.includes(place.value) ? [] : [{ place, kinds: [kind], words: [] }];
  };
  return collect(schema, value, { at, choose: chooseKnown }).map(({ place, kinds, words }) => {
    const name = String(place.value);
    const allowed = [...new Set([...words, ...kinds.flatMap((kind) => catalogue[kind] ?? [])])];
    const suggestion = nearestSpelling(name, allowed);
    const title = kinds.map((kind) => titles[kind] ?? kind).join(' or ');
    return {
      path: place.path,
      at: place.part,
      ...wordUnknown(title, name, { allowed, suggestion }),
    };
  });
}

interface UnknownReference {
  readonly place: Place;
  readonly kinds: readonly string[];
  /** Fixed words that the place takes besides references. */
  readonly words: readonly string[];
}

function chooseKnown(branches: readonly Branch<UnknownReference>[]): readonly UnknownReference[] {
  const fitting = branches.filter((branch) => branch.fits);
  const words = branches.flatMap(({ schema }) => wordsOf(schema));
  const [first] = fitting.toSorted((a, b) => a.found.length - b.found.length);
  return (first?.found ?? []).map(({ place }) => {
    const same = fitting.flatMap(({ found }) => found).filter((other) => isSame(other, place));
    return { place, kinds: [...new Set(same.flatMap(({ kinds }) => kinds))], words };
  });
}

function isSame({ place }: UnknownReference, other: Place): boolean {
  return place.part === other.part && formatPath(place.path) === formatPath(other.path);
}
