import assert from 'node:assert/strict';

/*
 * Reads QR codes as a scanner does after it found the modules: written from the standard (ISO/IEC
 * 18004), apart from what draws them. Level M, versions 1 to 6, bytes only.
 */

type Modules = readonly (readonly boolean[])[];

/** Of level M: blocks, corrections in each, and the data codewords of each block. */
const LAYOUTS: Readonly<Record<number, readonly [corrections: number, ...data: number[]]>> = {
  21: [10, 16],
  25: [16, 28],
  29: [26, 44],
  33: [18, 32, 32],
  37: [24, 43, 43],
  41: [16, 27, 27, 27, 27],
};

/** Reads the text in a code; throws when a pattern or a correction is wrong. */
export function readQr(modules: Modules): string {
  const size = modules.length;
  const layout = LAYOUTS[size];
  assert(layout, `${size} modules are none of a small QR code`);
  const [corrections, ...dataCounts] = layout;
  assertPatterns(modules);
  const unmasked = turnOver(modules, readFormat(modules));
  const stream = readStream(unmasked);
  const blocks = dataCounts.map((count) => Array.from<number>({ length: count + corrections }));
  const longest = Math.max(...dataCounts);
  let at = 0;
  for (let place = 0; place < longest + corrections; place += 1) {
    for (const block of blocks) {
      if (place < block.length) block[place] = stream[at++] ?? Number.NaN;
    }
  }
  for (const block of blocks) assertCorrect(block, corrections);
  const data = blocks.flatMap((block) => block.slice(0, block.length - corrections));
  const bits = data.map((codeword) => codeword.toString(2).padStart(8, '0')).join('');
  assert.equal(bits.slice(0, 4), '0100', 'it holds bytes');
  const length = Number.parseInt(bits.slice(4, 12), 2);
  const bytes = Array.from({ length }, (_, byte) =>
    Number.parseInt(bits.slice(12 + byte * 8, 20 + byte * 8), 2),
  );
  return Buffer.from(bytes).toString('utf8');
}

/** Reads the code that is drawn on the page of a PDF, as filled squares. */
export function readPdfQr(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  assert.match(text, /^%PDF-1\.4\n[^]*%%EOF\n$/);
  assertPlaces(text);
  const squares = Array.from(text.matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) [\d.]+ re$/gm), (found) =>
    found.slice(1, 4).map(Number),
  );
  const side = squares[0]?.[2] ?? 0;
  const left = Math.min(...squares.map(([x = 0]) => x));
  const top = Math.max(...squares.map(([, y = 0]) => y));
  const places = squares.map(([x = 0, y = 0]) => {
    return [Math.round((top - y) / side), Math.round((x - left) / side)] as const;
  });
  return readQr(modulesAt(places));
}

/** Reads the code of an SVG picture with a quiet zone of four modules. */
export function readSvgQr(svg: string): string {
  const places = Array.from(svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g), ([, x, y]) => {
    return [Number(y) - 4, Number(x) - 4] as const;
  });
  return readQr(modulesAt(places));
}

/** Each object of a PDF begins where its list says, and the list where its end says. */
function assertPlaces(text: string): void {
  const start = Number(/startxref\n(\d+)\n/.exec(text)?.[1]);
  assert.equal(text.slice(start, start + 4), 'xref');
  const rows = Array.from(text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm), ([, at]) =>
    Number(at),
  );
  assert(rows.length > 3);
  for (const [at, place] of rows.entries()) assert(text.startsWith(`${at + 1} 0 obj`, place));
  const [, length, stream] = /\/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(text) ?? [];
  assert.equal(stream?.length, Number(length));
}

function modulesAt(places: readonly (readonly [row: number, column: number])[]): boolean[][] {
  const size = Math.max(...places.map(([row, column]) => Math.max(row, column))) + 1;
  const dark = new Set(places.map(([row, column]) => `${row} ${column}`));
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => dark.has(`${row} ${column}`)),
  );
}

const FINDER = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];

function assertPatterns(modules: Modules): void {
  const size = modules.length;
  const cut = (row: number, column: number) =>
    Array.from({ length: 7 }, (_, down) =>
      (modules[row + down] ?? [])
        .slice(column, column + 7)
        .map(Number)
        .join(''),
    );
  for (const [row, column] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const) {
    assert.deepEqual(cut(row, column), FINDER);
  }
  for (let at = 8; at < size - 8; at += 1) {
    assert.equal(modules[6]?.[at], at % 2 === 0);
    assert.equal(modules[at]?.[6], at % 2 === 0);
  }
  assert.equal(modules[size - 8]?.[8], true);
}

/** The mask; both copies of the format must be the same, and of level M. */
function readFormat(modules: Modules): number {
  const size = modules.length;
  const bit = (row: number, column: number) => Number(modules[row]?.[column]);
  const first = [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((column) => bit(8, column)),
    ...[7, 5, 4, 3, 2, 1, 0].map((row) => bit(row, 8)),
  ].join('');
  const second = [
    ...Array.from({ length: 7 }, (_, at) => bit(size - 1 - at, 8)),
    ...Array.from({ length: 8 }, (_, at) => bit(8, size - 8 + at)),
  ].join('');
  assert.equal(first, second);
  const known = MASK_FORMATS.indexOf(first);
  assert.notEqual(known, -1, `${first} is no format of level M`);
  return known;
}

/** ISO/IEC 18004, table C.1: level M, masks 0 to 7. */
const MASK_FORMATS = [
  '101010000010010',
  '101000100100101',
  '101111001111100',
  '101101101001011',
  '100010111111001',
  '100000011001110',
  '100111110010111',
  '100101010100000',
];

const CONDITIONS: readonly ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_i, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

function turnOver(modules: Modules, mask: number): boolean[][] {
  return modules.map((row, i) =>
    row.map((isDark, j) => (CONDITIONS[mask]?.(i, j) === true ? !isDark : isDark)),
  );
}

function isFunction(size: number, row: number, column: number): boolean {
  const isFinder =
    (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9);
  const near = size - 7;
  const isAlignment = size > 21 && Math.abs(row - near) <= 2 && Math.abs(column - near) <= 2;
  return isFinder || row === 6 || column === 6 || isAlignment;
}

function readStream(modules: Modules): number[] {
  const size = modules.length;
  let bits = '';
  let isUpward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = isUpward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isFunction(size, row, column)) bits += Number(modules[row]?.[column]);
      }
    }
    isUpward = !isUpward;
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2),
  );
}

/** A block is right when its polynomial is zero at each power of two below the corrections. */
function assertCorrect(block: readonly number[], corrections: number): void {
  const powers: number[] = [];
  for (let at = 0, value = 1; at < 255; at += 1) {
    powers.push(value);
    value = value >= 128 ? (value * 2) ^ 0x11d : value * 2;
  }
  const times = (a: number, b: number): number => {
    if (a === 0 || b === 0) return 0;
    return powers[(powers.indexOf(a) + powers.indexOf(b)) % 255] ?? 0;
  };
  for (let root = 0; root < corrections; root += 1) {
    const value = block.reduce((sum, codeword) => times(sum, powers[root] ?? 0) ^ codeword, 0);
    assert.equal(value, 0, 'the corrections fit the data');
  }
}
