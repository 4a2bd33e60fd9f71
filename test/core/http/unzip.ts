import assert from 'node:assert/strict';
import { crc32, inflateRawSync } from 'node:zlib';
import type { ZippedFile } from '../../../core/http/zip-files.ts';

/** Reads an archive by the list at its end, as programs do. */
export function unzip(archive: Buffer): ZippedFile[] {
  const end = archive.length - 22;
  assert.equal(archive.readUInt32LE(end), 0x06054b50, 'it ends as an archive does');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  assert.equal(at + archive.readUInt32LE(end + 12), end, 'the list stands right before the end');
  return Array.from({ length: count }, () => {
    assert.equal(archive.readUInt32LE(at), 0x02014b50);
    const [packedBytes, bytes, nameBytes] = [
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameBytes);
    const local = archive.readUInt32LE(at + 42);
    assert.equal(archive.readUInt32LE(local), 0x04034b50);
    const from = local + 30 + nameBytes;
    const content = inflateRawSync(archive.subarray(from, from + packedBytes));
    assert.equal(content.length, bytes);
    assert.equal(crc32(content), archive.readUInt32LE(at + 16), `${name} is whole`);
    at += 46 + nameBytes;
    return { name, content };
  });
}
