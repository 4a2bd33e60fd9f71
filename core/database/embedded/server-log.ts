import fs from 'node:fs';

/** The file in which the server writes what it has to say. */
export interface ServerLog {
  file: string;
  /** A file descriptor for the server to append to; the caller closes its own copy. */
  open(): number;
  /** The last lines written since the previous `open()`. */
  readNew(): string;
}

const keptBytes = 10 * 1024 * 1024;
const shownLines = 12;

/**
 * The log of the server, readable by its owner only. A file over 10 MB is set aside as `<file>.1`,
 * in place of the previous one, so that the disk holds 20 MB of it at most per start.
 */
export function openServerLog(file: string): ServerLog {
  let offset = 0;
  return {
    file,
    open() {
      if (sizeOf(file) > keptBytes) fs.renameSync(file, `${file}.1`);
      offset = sizeOf(file);
      return fs.openSync(file, 'a', 0o600);
    },
    readNew() {
      const said = fs.readFileSync(file).subarray(offset).toString('utf8');
      return said.trimEnd().split('\n').slice(-shownLines).join('\n');
    },
  };
}

function sizeOf(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
