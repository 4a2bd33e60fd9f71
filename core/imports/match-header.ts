import { distance } from 'fastest-levenshtein';
import { maskNationalNumbersIn } from '../contract/national-number.ts';
import type { ImportColumn } from '../contract/plugin.ts';
import type { Reason } from '../contract/text.ts';
import { nameKey } from '../contract/name-key.ts';

/** Where each column of a list was found: its place from 0, or null when it is absent. */
export type ColumnPlaces<Key extends string> = Record<Key, number | null>;

/**
 * Matches the header of a list with the columns that are expected; case, accents, spaces and
 * punctuation do not matter. A header without text is no column.
 *
 * @returns the place of each column, or every header that is missing, unknown or there twice, each
 * with the nearest spelling; what was expected once, where there is none
 */
export function matchHeader<Key extends string>(
  header: readonly string[],
  columns: readonly (ImportColumn & { readonly key: Key })[],
): { places: ColumnPlaces<Key> } | { problems: Reason[] } {
  const matches = header.map((title) => {
    const key = nameKey(title);
    return columns.find(({ titles }) => titles.some((known) => nameKey(known) === key));
  });
  if (matches.every((match) => match === undefined)) return { problems: [noHeader(columns)] };

  const missing = columns.filter((column) => !matches.includes(column));
  const unknown = header.filter((title, at) => title !== '' && matches[at] === undefined);
  const problems = [
    ...columns.flatMap((column) => {
      const found = header.filter((_title, at) => matches[at] === column);
      return found.length > 1 ? [duplicateHeader(found)] : [];
    }),
    ...missing.filter(({ required }) => required).map((column) => missingHeader(column, unknown)),
    ...unknown.map((title) => unknownHeader(title, missing, columns)),
    ...(unknown.some((title) => meant(title, missing, columns) === undefined)
      ? [{ code: 'expected-header', nl: expected(columns) }]
      : []),
  ];
  if (problems.length > 0) return { problems };

  const places = columns.map((column) => {
    const at = matches.indexOf(column);
    return [column.key, at === -1 ? null : at];
  });
  return { places: Object.fromEntries(places) as ColumnPlaces<Key> };
}

function noHeader(columns: readonly ImportColumn[]): Reason {
  return {
    code: 'no-header',
    nl: `De eerste rij bevat geen enkele bekende kolomtitel. ${expected(columns)}`,
  };
}

function duplicateHeader(found: readonly string[]): Reason {
  const titles = found.map(quoted).join(' en ');
  return {
    code: 'duplicate-header',
    nl: `Deze kolommen zeggen hetzelfde: ${titles}. Eén volstaat.`,
  };
}

function missingHeader(column: ImportColumn, unknown: readonly string[]): Reason {
  const near = unknown.find((title) => nearest(title, [column]) !== undefined);
  const hint = near === undefined ? '' : ` Is ${quoted(near)} bedoeld?`;
  const names = column.titles.map(quoted).join(' of ');
  return { code: 'missing-header', nl: `De kolom ${names} ontbreekt.${hint}` };
}

function unknownHeader(
  title: string,
  missing: readonly ImportColumn[],
  columns: readonly ImportColumn[],
): Reason {
  const near = meant(title, missing, columns);
  const hint = near === undefined ? '' : ` Bedoelde u ${quoted(near)}?`;
  return { code: 'unknown-header', nl: `De kolom ${quoted(title)} is onbekend.${hint}` };
}

function meant(
  title: string,
  missing: readonly ImportColumn[],
  columns: readonly ImportColumn[],
): string | undefined {
  return nearest(title, missing) ?? nearest(title, columns);
}

/** The known title nearest to a wrong one, when at most a third of it was mistyped. */
function nearest(title: string, columns: readonly ImportColumn[]): string | undefined {
  const key = nameKey(title.slice(0, 100));
  const candidates = columns
    .flatMap(({ titles }) => titles)
    .map((known) => ({ known, errors: distance(key, nameKey(known)) }))
    .filter(({ known, errors }) => errors <= Math.max(1, Math.floor(nameKey(known).length / 3)));
  return candidates.toSorted((a, b) => a.errors - b.errors)[0]?.known;
}

function expected(columns: readonly ImportColumn[]): string {
  const titles = columns.map(({ titles: [title = ''], required }) =>
    required ? title : `${title} (mag ontbreken)`,
  );
  return `Verwacht: ${titles.join(', ')}.`;
}

/** A file without header has persons in its first row. */
function quoted(title: string): string {
  return `'${maskNationalNumbersIn(title.slice(0, 60))}'`;
}
