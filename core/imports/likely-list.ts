import type { ImportColumn } from '../contract/plugin.ts';
import { matchHeader } from './match-header.ts';
import type { Table } from './read-table.ts';

/** The columns of the other lists that a town takes over, by the name of the list. */
export type OtherLists = ReadonlyMap<string, readonly ImportColumn[]>;

/** Says first, of a file whose columns are refused, which other list has exactly those. */
export function nameLikelyList<Key extends string>(
  table: Table<Key>,
  others: OtherLists,
): Table<Key> {
  if (table.problems.length === 0 || table.header.length === 0) return table;
  const likely = [...others].find(([, columns]) => 'places' in matchHeader(table.header, columns));
  if (!likely) return table;
  const nl = `Dit lijkt de lijst «${likely[0]}»: geef die naam op in plaats van deze.`;
  return { ...table, problems: [{ code: 'another-list', nl }, ...table.problems] };
}
