import { parseNationalNumber } from '../contract/national-number.ts';

/** Eleven digits with the usual separators, that are not part of a longer number. */
const candidates = /(?<![0-9])[0-9](?:[\s.\-–/_]{0,2}[0-9]){10}(?![0-9])/gu;

/** UUIDs and chip numbers: hexadecimal, so by chance there can be eleven digits in a row. */
const hexadecimal =
  /(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{14})(?![0-9a-z])/gi;

/**
 * Whether a national number stands in the path or the query of an address. Addresses end up in
 * histories, proxies and logs, so such a request is refused before anything else looks at it.
 *
 * @param url the path and query as they came, percent-encoded
 */
export function hasNationalNumber(url: string): boolean {
  const [path = '', ...queries] = url.split('?');
  return [...path.split('/'), ...queries.join('?').split(/[&=;]/)]
    .map((part) => decoded(part).normalize('NFKC').replaceAll(hexadecimal, ' '))
    .flatMap((part) => part.match(candidates) ?? [])
    .some((candidate) => parseNationalNumber(candidate.replaceAll(/[^0-9]/g, '')) !== undefined);
}

/** As it is written: eleven digits, with the usual separators between the parts that it has. */
const written =
  /(?<![\p{L}\p{N}])[0-9]{2}(?:[\s.\-–/]?[0-9]{2}){2}[\s.\-–/]{0,3}[0-9]{3}[\s.\-–/]{0,3}[0-9]{2}(?![\p{L}\p{N}])/gu;

/**
 * Whether a text for people has a national number in it, as people write one: on its own or between
 * words. Narrower than for an address, so that a day with an hour may stand in a title.
 */
export function mentionsNationalNumber(text: string): boolean {
  const found = text.normalize('NFKC').match(written) ?? [];
  return found.some((one) => parseNationalNumber(one.replaceAll(/[^0-9]/g, '')) !== undefined);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    // Not an encoding at all: the router refuses it.
    return part;
  }
}
