import { type Zippable, zipSync } from 'fflate';

/** A file in an archive. */
export interface ZippedFile {
  /** Without folders. */
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Packs a few small files into a ZIP archive. The same files with the same moment are the same
 * bytes.
 *
 * @param moment what the archive says that its files were made, in local time
 */
export function zipFiles(files: readonly ZippedFile[], moment: Temporal.PlainDateTime): Buffer {
  const { year, month, day, hour, minute, second } = moment;
  // The format has no time zone, and the library takes the fields of this one.
  const mtime = new Date(year, month - 1, day, hour, minute, second);
  const entries: Zippable = {};
  for (const { name, content } of files) entries[name] = [content, { mtime }];
  return Buffer.from(zipSync(entries));
}
