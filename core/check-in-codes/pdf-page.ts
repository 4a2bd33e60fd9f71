import type { QrMatrix } from './draw-qr.ts';

/** What stands on the page. */
export interface QrPage {
  readonly title: string;
  /** Under the title. */
  readonly lines: readonly string[];
  readonly matrix: QrMatrix;
}

/** A4 in points, and the QR code in the middle of it. */
const [WIDTH, HEIGHT, SIDE] = [595, 842, 360];
const LINE_LENGTH = 48;

/**
 * Writes one page of A4 as a PDF (1.4, ISO 32000): the title, the lines and the QR code, drawn as
 * squares, so that it stays sharp at any size.
 */
export function writeQrPdf(page: QrPage): Buffer {
  const stream = Buffer.from(`${textOf(page)}${squaresOf(page.matrix)}`, 'latin1');
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  return writeObjects([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R ` +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream.toString('latin1')}\nendstream`,
    font,
  ]);
}

function writeObjects(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`);
  const count = objects.length + 1;
  const start = text.length;
  text += `xref\n0 ${count}\n0000000000 65535 f \n${rows.join('')}`;
  text += `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  // Every sign is one byte, so that places in the text are places in the file.
  return Buffer.from(text, 'latin1');
}

function textOf({ title, lines }: QrPage): string {
  const rows = [
    ...wrap(title).map((row) => ({ row, size: 22 })),
    ...lines.flatMap(wrap).map((row) => ({ row, size: 13 })),
  ];
  let y = HEIGHT - 90;
  return rows
    .map(({ row, size }) => {
      const text = `BT /F1 ${size} Tf 60 ${y} Td (${escape(row)}) Tj ET\n`;
      y -= size + 8;
      return text;
    })
    .join('');
}

function squaresOf(matrix: QrMatrix): string {
  const module = SIDE / matrix.length;
  const left = (WIDTH - SIDE) / 2;
  const squares = matrix.flatMap((row, down) =>
    row.flatMap((isDark, right) => {
      if (!isDark) return [];
      const x = left + right * module;
      const y = 140 + SIDE - (down + 1) * module;
      return [`${x.toFixed(3)} ${y.toFixed(3)} ${module.toFixed(3)} ${module.toFixed(3)} re`];
    }),
  );
  return `0 g\n${squares.join('\n')}\nf\n`;
}

function wrap(text: string): string[] {
  const rows: string[] = [];
  for (const word of text.split(/\s+/).flatMap(partsOf)) {
    const last = rows.at(-1);
    const fits = last !== undefined && last.length + 1 + word.length <= LINE_LENGTH;
    if (fits) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows;
}

/** A word that is longer than a line is broken. */
function partsOf(word: string): string[] {
  return word.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'gu')) ?? [];
}

/** What the font does not have becomes a question mark. */
function escape(text: string): string {
  const known = text.normalize('NFC').replaceAll(/[^\x20-\x7e\xa0-\xff]/gu, '?');
  return known.replaceAll(/[\\()]/g, String.raw`\$&`);
}
