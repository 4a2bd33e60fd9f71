import { parseNationalNumber } from '../contract/national-number.ts';

/** Eleven digits with whatever stands between them, but letters, that are not part of more. */
const candidates = /(?<![0-9])[0-9](?:[^\p{L}\p{N}]*[0-9]){10}(?![0-9])/gu;

/**
 * What has digits enough by itself, and is no national number: UUIDs and chip numbers, which are
 * hexadecimal, and the time of a moment.
 */
const others =
  /(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{14})(?![0-9a-z])|t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:[0-9]{2})?(?![0-9a-z])/gi;

/** Who hides a number may encode it more than once; who does it oftener is not read by anybody. */
const MAX_ENCODINGS = 3;

/**
 * Whether a national number stands in the path or the query of an address, in the digits of any
 * script, with anything between them that is no letter. Addresses end up in histories, proxies and
 * logs, so such a request is refused before anything else looks at it.
 *
 * @param url the path and query as they came, percent-encoded
 */
export function hasNationalNumber(url: string): boolean {
  const [path = '', ...queries] = url.split('?');
  return [...path.split('/'), ...queries.join('?').split(/[&=;]/)]
    .flatMap(readings)
    .map((part) => withPlainDigits(part).replaceAll(others, 'x'))
    .flatMap((part) => part.match(candidates) ?? [])
    .some((candidate) => parseNationalNumber(candidate.replaceAll(/[^0-9]/g, '')) !== undefined);
}

/** As it is written: eleven digits, with the usual separators between the parts that it has. */
const written =
  /(?<![\p{L}\p{N}])[0-9]{2}(?:[\s.,\-–/]?[0-9]{2}){2}[\s.,\-–/]{0,3}[0-9]{3}[\s.,\-–/]{0,3}[0-9]{2}(?![\p{L}\p{N}])/gu;

/**
 * Whether a text for people has a national number in it, as people write one: on its own or between
 * words. Narrower than for an address, so that a day with an hour may stand in a title.
 */
export function mentionsNationalNumber(text: string): boolean {
  const found = withPlainDigits(text).match(written) ?? [];
  return found.some((one) => parseNationalNumber(one.replaceAll(/[^0-9]/g, '')) !== undefined);
}

/** Signs that show nothing, and accents: they stand between digits without being seen. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{M}]/gu;

const ASCII = /^\p{ASCII}*$/u;

/** A text as it reads, with the digits of every script (Unicode category Nd) as 0 to 9. */
function withPlainDigits(text: string): string {
  if (ASCII.test(text)) return text;
  const plain = text.normalize('NFKC').replaceAll(UNSEEN, '');
  return plain.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

/** The digits of a script follow one another from 0 to 9 (Unicode Standard, section 4.6). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

/** A part of an address as it came and as it is once decoded, twice, and so on. */
function readings(part: string): string[] {
  const found = [part];
  let last = part;
  while (found.length <= MAX_ENCODINGS && /[%+]/.test(last)) {
    last = decoded(last);
    found.push(last);
  }
  return found;
}

/** What is no UTF-8 is no digit, and hides none of those beside it. */
function decoded(part: string): string {
  const bytes = Buffer.from(part.replaceAll('+', ' '), 'utf8').toString('latin1');
  const raw = bytes.replaceAll(/%([0-9a-f]{2})/gi, (_escape, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(raw, 'latin1').toString('utf8');
}
