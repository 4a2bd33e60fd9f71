import { open } from 'node:fs/promises';
import { readTable, refusedTable, type Table, type TableOptions } from './read-table.ts';

const MEGABYTE = 1_000_000;

/**
 * Reads a delimited list from a file, as {@link readTable} does. A file that cannot be opened, is a
 * folder or is larger than `maxBytes` (default 250 MB) is refused by a problem, not by throwing.
 */
export async function readTableFile<const Key extends string>(
  path: string,
  options: TableOptions<Key> & { readonly maxBytes?: number },
): Promise<Table<Key>> {
  const { columns, maxBytes = 250 * MEGABYTE } = options;
  const refused = (code: string, nl: string) => refusedTable(columns, [{ code, nl }]);
  try {
    await using file = await open(path, 'r');
    const status = await file.stat();
    if (!status.isFile()) return refused('not-a-file', `${path} is geen bestand.`);
    if (status.size > maxBytes) {
      const limit = `${maxBytes / MEGABYTE} MB`;
      return refused('file-too-large', `${path} is groter dan ${limit}; splits de lijst.`);
    }
    return readTable(await file.readFile(), options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return refused('file-not-found', `${path} bestaat niet.`);
    return refused('file-not-readable', `${path} kan niet gelezen worden (${String(error.code)}).`);
  }
}
