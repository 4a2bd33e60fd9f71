import { codewordsOf, versionFor } from './qr-codewords.ts';

/** The modules of a QR code, row by row; true is dark. Without the quiet zone around it. */
export type QrMatrix = readonly (readonly boolean[])[];

/** A symbol while it is drawn: row after row, 1 is dark, and what is fixed holds no data. */
interface Drawing {
  readonly size: number;
  readonly dark: Uint8Array;
  readonly fixed: Uint8Array;
}

/** What turns a data module over, by its row and column; one of these makes the calmest picture. */
const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/**
 * Draws a text of at most 106 bytes as a QR code with error correction level M (ISO/IEC 18004), in
 * which 15 % of the modules may be unreadable.
 */
export function drawQr(text: string): QrMatrix {
  const bytes = Buffer.from(text, 'utf8');
  const version = versionFor(bytes.length);
  const size = 17 + 4 * version.version;
  const plain = startDrawing(size, version.version);
  placeCodewords(plain, codewordsOf(bytes, version));
  const masked = MASKS.map((_, mask) => applyMask(plain, mask));
  return masked.reduce((best, one) => (unrestOf(one) < unrestOf(best) ? one : best));
}

function startDrawing(size: number, version: number): Drawing {
  const drawing = { size, dark: new Uint8Array(size * size), fixed: new Uint8Array(size * size) };
  for (let at = 0; at < size; at += 1) {
    fix(drawing, [6, at], at % 2 === 0);
    fix(drawing, [at, 6], at % 2 === 0);
  }
  for (const corner of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const) {
    // With the light border that parts a finder from the data.
    drawSquares(drawing, corner, 4);
  }
  // Of these small versions all but the first have one alignment pattern.
  if (version > 1) drawSquares(drawing, [size - 7, size - 7], 2);
  drawFormat(drawing, 0);
  return drawing;
}

function fix({ size, dark, fixed }: Drawing, [row, column]: Place, isDark: boolean): void {
  if (row < 0 || column < 0 || row >= size || column >= size) return;
  dark[row * size + column] = isDark ? 1 : 0;
  fixed[row * size + column] = 1;
}

type Place = readonly [row: number, column: number];

/** Squares around a middle, dark and light in turns from the second on; the middle is dark. */
function drawSquares(drawing: Drawing, [row, column]: Place, reach: number): void {
  for (let down = -reach; down <= reach; down += 1) {
    for (let right = -reach; right <= reach; right += 1) {
      const distance = Math.max(Math.abs(down), Math.abs(right));
      const isDark = reach === 4 ? distance !== 2 && distance !== 4 : distance !== 1;
      fix(drawing, [row + down, column + right], isDark);
    }
  }
}

/** Which correction level (M) and mask it has, twice, and the module that is always dark. */
function drawFormat(drawing: Drawing, mask: number): void {
  const { size } = drawing;
  const bits = formatBits(mask);
  const isDark = (bit: number): boolean => ((bits >>> bit) & 1) === 1;
  for (let bit = 0; bit < 6; bit += 1) fix(drawing, [bit, 8], isDark(bit));
  fix(drawing, [7, 8], isDark(6));
  fix(drawing, [8, 8], isDark(7));
  fix(drawing, [8, 7], isDark(8));
  for (let bit = 9; bit < 15; bit += 1) fix(drawing, [8, 14 - bit], isDark(bit));
  for (let bit = 0; bit < 8; bit += 1) fix(drawing, [8, size - 1 - bit], isDark(bit));
  for (let bit = 8; bit < 15; bit += 1) fix(drawing, [size - 15 + bit, 8], isDark(bit));
  fix(drawing, [size - 8, 8], true);
}

/** Level M is 00; ten bits of a BCH code follow, and all is turned over by a fixed pattern. */
function formatBits(mask: number): number {
  let rest = mask;
  for (let at = 0; at < 10; at += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  return ((mask << 10) | rest) ^ 0x5412;
}

/** In columns of two from the right, up and down in turns, over all that is not fixed. */
function placeCodewords({ size, dark, fixed }: Drawing, codewords: readonly number[]): void {
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    // The column of the timing pattern is passed over.
    const last = right <= 6 ? right - 1 : right;
    const isUpward = ((last + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const row = isUpward ? size - 1 - step : step;
      for (const column of [last, last - 1]) {
        const place = row * size + column;
        if (fixed[place] === 1 || at >= codewords.length * 8) continue;
        dark[place] = ((codewords[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1;
        at += 1;
      }
    }
  }
}

function applyMask({ size, dark, fixed }: Drawing, mask: number): boolean[][] {
  const isTurned = MASKS[mask] ?? (() => false);
  const turned = dark.map((module, place) => {
    const isData = fixed[place] !== 1;
    return isData && isTurned(Math.floor(place / size), place % size) ? 1 - module : module;
  });
  drawFormat({ size, dark: turned, fixed: fixed.slice() }, mask);
  return Array.from({ length: size }, (_, row) =>
    Array.from(turned.slice(row * size, (row + 1) * size), (module) => module === 1),
  );
}

/** How hard a picture is to read: long runs, blocks, what looks like a finder, and imbalance. */
function unrestOf(modules: readonly (readonly boolean[])[]): number {
  const columns = modules.map((_, column) => modules.map((row) => row[column] ?? false));
  const lines = [...modules, ...columns].map((line) =>
    line.map((isDark) => (isDark ? '1' : '0')).join(''),
  );
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []);
  const finders = lines.flatMap((line) => line.match(/(?=10111010000|00001011101)/g) ?? []);
  const blocks = modules.slice(1).flatMap((row, above) =>
    row.slice(1).filter((isDark, left) => {
      const upper = modules[above];
      return [row[left], upper?.[left], upper?.[left + 1]].every((other) => other === isDark);
    }),
  );
  const all = modules.flat();
  const darkPart = all.filter(Boolean).length / all.length;
  return (
    runs.reduce((sum, { length }) => sum + length - 2, 0) +
    3 * blocks.length +
    40 * finders.length +
    10 * Math.floor(Math.abs(darkPart - 0.5) * 20)
  );
}
