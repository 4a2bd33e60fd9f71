import { type Parsed, refuseCell } from '../contract/cells.ts';

/** The encodings that a list of a town may have. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** A file as text: without byte order mark, its letters and accents in one form (NFC). */
export interface DecodedText {
  readonly encoding: Encoding;
  readonly text: string;
}

const OTHER_FILES: { starts: number[]; name: string }[] = [
  { starts: [0x50, 0x4b, 0x03, 0x04], name: 'een Excel- of OpenDocument-werkmap' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], name: 'een oude Excel-werkmap' },
  { starts: [0x25, 0x50, 0x44, 0x46], name: 'een pdf' },
  { starts: [0x1f, 0x8b], name: 'een ingepakt bestand (gzip)' },
];

const NOT_TEXT = refuseCell(
  'not-text',
  'Dit bestand is geen tekst. Bewaar de lijst als CSV UTF-8 en probeer opnieuw.',
);

/**
 * Finds the encoding of a file and decodes it: by its byte order mark, by the zero bytes that
 * UTF-16 leaves between Latin letters, by whether it is valid UTF-8, and else as windows-1252, of
 * which latin-1 is a part.
 *
 * A file that is UTF-8 but for a few broken bytes stays UTF-8: those places hold U+FFFD.
 *
 * @returns the text, or why this is not a text file
 */
export function decodeText(bytes: Uint8Array): Parsed<DecodedText> {
  if (bytes.length === 0) return refuseCell('empty-file', 'Dit bestand is leeg.');
  const other = OTHER_FILES.find(({ starts }) => starts.every((byte, at) => bytes[at] === byte));
  if (other !== undefined) {
    return refuseCell(
      'other-kind-of-file',
      `Dit is ${other.name}, geen CSV. Bewaar de lijst als CSV UTF-8 en probeer opnieuw.`,
    );
  }

  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes).normalize('NFC');
  if (text.trim() === '') return refuseCell('empty-file', 'Dit bestand is leeg.');
  return isText(text) ? { value: { encoding, text } } : NOT_TEXT;
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return utf16WithoutMark(bytes) ?? (isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** In a list, the delimiters and digits alone make every second byte of UTF-16 mostly zero. */
function utf16WithoutMark(bytes: Uint8Array): Encoding | undefined {
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2);
  let zeroFirst = 0;
  let zeroSecond = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (bytes[2 * pair] === 0) zeroFirst += 1;
    if (bytes[2 * pair + 1] === 0) zeroSecond += 1;
  }
  if (zeroSecond > pairs * 0.4 && zeroFirst < pairs * 0.1) return 'utf-16le';
  if (zeroFirst > pairs * 0.4 && zeroSecond < pairs * 0.1) return 'utf-16be';
  return undefined;
}

/** Windows-1252 text has next to no valid UTF-8 sequences; damaged UTF-8 is full of them. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  if (broken === 0) return true;
  const whole = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return whole > broken;
}

/** Text has no zero characters, and next to no other controls than tabs and line ends. */
function isText(text: string): boolean {
  const sample = text.slice(0, 65_536);
  const controls = sample.match(/\p{Cc}/gu)?.filter((one) => !/\s/.test(one)).length ?? 0;
  return !text.includes('\0') && controls <= sample.length * 0.01;
}
