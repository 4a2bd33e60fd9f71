import { crc32 } from 'node:zlib';

/** A file in the archive; its name is plain ASCII. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** 1 January 1980, the first day of this format: when a file was made is nobody's business. */
const DATE = 33;
const VERSION = 20;

/** Writes an archive of a few small files, stored as they are (APPNOTE 6.3.10 of PKWARE). */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const shared = sharedHead(name, bytes);
    const head = Buffer.concat([uint32(0x04034b50), shared, Buffer.from(name, 'ascii')]);
    const made = uint16(VERSION);
    // No comment, the first disk, no attributes.
    const tail = Buffer.concat([uint16(0), uint16(0), uint16(0), uint32(0), uint32(at)]);
    directory.push(uint32(0x02014b50), made, shared, tail, Buffer.from(name, 'ascii'));
    bodies.push(head, bytes);
    at += head.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const count = uint16(entries.length);
  const end = [uint32(0x06054b50), uint16(0), uint16(0), count, count];
  const sizes = [uint32(list.length), uint32(at), uint16(0)];
  return Buffer.concat([...bodies, list, ...end, ...sizes]);
}

/** What is said of a file both before it and in the list at the end. */
function sharedHead(name: string, bytes: Buffer): Buffer {
  const [flags, method, time, extra] = [uint16(0), uint16(0), uint16(0), uint16(0)];
  const size = uint32(bytes.length);
  const sum = uint32(crc32(bytes));
  const length = uint16(name.length);
  const when = [time, uint16(DATE)];
  return Buffer.concat([uint16(VERSION), flags, method, ...when, sum, size, size, length, extra]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
