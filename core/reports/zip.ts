import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipFile {
  /** ASCII, without folders. */
  readonly name: string;
  readonly content: Buffer;
}

const DEFLATED = 8;
const VERSION = 20;
/** The fields that a file has in common in front of its content and in the list at the end. */
const COMMON_BYTES = 26;

/**
 * Packs files into a ZIP archive (PKWARE APPNOTE 6.3.10): deflated, without encryption, below 4 GB.
 * The same files with the same moment are the same bytes.
 *
 * @param moment what the archive says that its files were made: local time in Brussels
 */
export function zip(files: readonly ZipFile[], moment: Temporal.PlainDateTime): Buffer {
  const parts: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const packed = deflateRawSync(content);
    const common = commonFields({ name, content, packed, moment });
    const local = Buffer.concat([signature(0x04034b50), common, Buffer.from(name), packed]);
    listed.push(listing(name, common, offset));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(listed);
  return Buffer.concat([...parts, directory, ending(files.length, directory.length, offset)]);
}

function commonFields(file: {
  name: string;
  content: Buffer;
  packed: Buffer;
  moment: Temporal.PlainDateTime;
}): Buffer {
  const { name, content, packed, moment } = file;
  const { year, month, day, hour, minute, second } = moment;
  const fields = Buffer.alloc(COMMON_BYTES);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(hour * 2048 + minute * 32 + Math.floor(second / 2), 6);
  fields.writeUInt16LE((year - 1980) * 512 + month * 32 + day, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

function listing(name: string, common: Buffer, offset: number): Buffer {
  const version = Buffer.alloc(2);
  version.writeUInt16LE(VERSION);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), version, common, tail, Buffer.from(name)]);
}

function ending(count: number, directoryBytes: number, offset: number): Buffer {
  const fields = Buffer.alloc(18);
  fields.writeUInt16LE(count, 4);
  fields.writeUInt16LE(count, 6);
  fields.writeUInt32LE(directoryBytes, 8);
  fields.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), fields]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
