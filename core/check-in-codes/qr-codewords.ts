import assert from 'node:assert/strict';

/** The size of a symbol, and its codewords in blocks at level M (ISO/IEC 18004:2024). */
export interface QrVersion {
  readonly version: number;
  /** Codewords in all. */
  readonly total: number;
  readonly blocks: number;
  /** Of each block, for correction. */
  readonly corrections: number;
}

/** Up to 106 bytes: larger symbols would also have to say which version they are. */
const QR_VERSIONS: readonly QrVersion[] = [
  { version: 1, total: 26, blocks: 1, corrections: 10 },
  { version: 2, total: 44, blocks: 1, corrections: 16 },
  { version: 3, total: 70, blocks: 1, corrections: 26 },
  { version: 4, total: 100, blocks: 2, corrections: 18 },
  { version: 5, total: 134, blocks: 2, corrections: 24 },
  { version: 6, total: 172, blocks: 4, corrections: 16 },
];

/** Mode (4 bits) and length (8 bits) come before the bytes, and a terminator of 4 after them. */
const HEAD_BITS = 12;
const BYTE_MODE = 0b0100;

/** The smallest version that holds so many bytes. */
export function versionFor(byteCount: number): QrVersion {
  const found = QR_VERSIONS.find((one) => dataCount(one) * 8 >= HEAD_BITS + byteCount * 8);
  assert(found, `${byteCount} bytes are more than a small QR code holds`);
  return found;
}

/** The codewords of a symbol in the order in which they are drawn: the blocks taken in turns. */
export function codewordsOf(bytes: Buffer, version: QrVersion): number[] {
  const data = dataCodewords(bytes, dataCount(version));
  const { blocks, corrections } = version;
  const short = Math.floor(data.length / blocks);
  const longer = data.length % blocks;
  const parts: number[][] = [];
  for (let block = 0, at = 0; block < blocks; block += 1) {
    // The blocks that are one longer come last.
    const size = short + (block >= blocks - longer ? 1 : 0);
    parts.push(data.slice(at, at + size));
    at += size;
  }
  const corrected = parts.map((part) => correctionsOf(part, corrections));
  return [...inTurns(parts), ...inTurns(corrected)];
}

function dataCount({ total, blocks, corrections }: QrVersion): number {
  return total - blocks * corrections;
}

function dataCodewords(bytes: Buffer, count: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >> at) % 2);
  };
  put(BYTE_MODE, 4);
  put(bytes.length, 8);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, count * 8 - bits.length));
  while (bits.length % 8 > 0) bits.push(0);
  const codewords: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    codewords.push(bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  }
  for (let pad = 0; codewords.length < count; pad += 1) codewords.push(pad % 2 === 0 ? 0xec : 0x11);
  return codewords;
}

function inTurns(parts: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => parts.flatMap((part) => part[at] ?? [])).flat();
}

/** The remainder of a block by the generator polynomial of that many corrections (Reed-Solomon). */
export function correctionsOf(block: readonly number[], count: number): number[] {
  const generator = generatorOf(count);
  const remainder = Array.from<number>({ length: count }).fill(0);
  for (const codeword of block) {
    const factor = codeword ^ (remainder.shift() ?? 0);
    remainder.push(0);
    for (const [at, coefficient] of generator.entries()) {
      remainder[at] = (remainder[at] ?? 0) ^ multiply(coefficient, factor);
    }
  }
  return remainder;
}

/** The product of (x - 2^i) for i below `count`, without its first coefficient, which is 1. */
function generatorOf(count: number): number[] {
  const coefficients = [...Array.from<number>({ length: count - 1 }).fill(0), 1];
  let root = 1;
  for (let factor = 0; factor < count; factor += 1) {
    for (let at = 0; at < count; at += 1) {
      const product = multiply(coefficients[at] ?? 0, root);
      coefficients[at] = product ^ (coefficients[at + 1] ?? 0);
    }
    root = multiply(root, 2);
  }
  return coefficients;
}

/** Multiplies in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}
