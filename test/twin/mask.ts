/*
 * Everything that may differ between two answers which are equal. What is not on these lists is
 * compared as it is.
 */

/** Headers that tell the moment of the answer and nothing of what it is about. */
const RANDOM_HEADERS: readonly string[] = ['date'];

/** Values of a line of the log that are the request's own: its time, its id, how long it took. */
const RANDOM_OF_LOG: readonly string[] = ['time', 'requestId', 'durationMs'];

/** The amounts that a social tariff or a role price lowers; never the regular price. */
const AMOUNTS: readonly RegExp[] = [
  /(?<="(?:priceCents|paidCents|toPayCents|chargedCents|price)":)-?\d+(?:\.\d+)?/g,
  /(?<=class="amount">)[^<]+/g,
];

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
/** A tariff id has this length, whatever it promises: one of another length is not masked. */
const TARIFF_ID = /(?<=")[A-Za-z0-9_-]{260}(?=")/g;

/** Sealed, of one length whoever is shown. */
const PICTURE_LINK = /(?<=\/api\/pictures\/)[A-Za-z0-9_-]{74}(?=")/g;
const CODE_LINK = /(?<=\/api\/check-in-codes\/(?:pdf|zip)\/)[A-Za-z0-9_-]{74}(?=")/g;

/** The number of a coupon, of ten digits. */
const COUPON_NUMBER = /(?<="id":)[12]\d{9}(?=,"coupon":)/g;

/** Sealed as well, of one length whoever it is about. */
const REGISTRATION_TOKEN = /(?<="token":")[A-Za-z0-9_-]{235}(?=")/g;

/** Random parts of answers that say nothing of a holder: each of one length. */
const SECRETS: readonly RegExp[] = [
  /(?<=\/api\/financial-reports\/)[A-Za-z0-9_-]{74}(?=")/g,
  /(?<="checkinCode":")[A-Za-z0-9_-]{74}(?=")/g,
  /(?<="code":"1-)[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?=")/g,
  /(?<="id":)[0-9]{10}(?=,)/g,
  /(?<="customToken":"1\.[0-9a-f-]{36}\.[0-9]{13}\.)[A-Za-z0-9_-]{43}(?=")/g,
];

/** Sealed: how long it is may not differ either. */
const SEALED: readonly RegExp[] = [
  /(?<="(?:idToken|token|sealed)":")[A-Za-z0-9_-]{80,}(?=")/g,
  /(?<=[?&](?:state|code)=)[A-Za-z0-9_-]{80,}/g,
];

/**
 * Gives every random id of one town a name by its place in the story: the same id, the same name.
 */
export type Rename = (text: string) => string;

/** Makes it. The name holds the version of the id: how it was made is no secret, if it is equal. */
export function makeRename(): Rename {
  const names = new Map<string, string>();
  return (text) =>
    text.replace(UUID, (id, version: string) => {
      const name = names.get(id) ?? `<id ${names.size + 1} of version ${version}>`;
      names.set(id, name);
      return name;
    });
}

/** Takes the ids out of a text in which they have no order. */
export function maskIds(text: string): string {
  return text.replace(UUID, (_id, version: string) => `<id of version ${version}>`);
}

/** Takes out of a body what is random in it. */
export function maskRandom(body: string, rename: Rename): string {
  const even = body
    .replace(TARIFF_ID, '<tariff id>')
    .replace(PICTURE_LINK, '<picture link>')
    .replace(REGISTRATION_TOKEN, '<registration token>')
    .replace(CODE_LINK, '<code link>')
    .replace(COUPON_NUMBER, '<coupon number>');
  return rename(maskSealed(SECRETS.reduce((text, one) => text.replace(one, '<secret>'), even)));
}

function maskSealed(text: string): string {
  return SEALED.reduce((masked, one) => masked.replace(one, ({ length }) => `<${length}>`), text);
}

/** Takes the amounts out of a body. */
export function maskAmounts(body: string): string {
  return AMOUNTS.reduce((text, amount) => text.replace(amount, '<amount>'), body);
}

/** The headers of an answer, with the length of its body as it is without amounts. */
export function maskHeaders(
  headers: Readonly<Record<string, unknown>>,
  bytes: { readonly sent: number; readonly compared: number },
): Record<string, unknown> {
  const shown = Object.entries(headers).filter(([name]) => !RANDOM_HEADERS.includes(name));
  const length = headers['content-length'];
  const isRight = length === undefined || Number(length) === bytes.sent;
  const { location } = headers;
  return {
    ...Object.fromEntries(shown),
    ...(typeof location === 'string' && { location: maskIds(maskSealed(location)) }),
    ...(length !== undefined && { 'content-length': isRight ? bytes.compared : 'wrong' }),
  };
}

/** One line of the log, without what is the request's own. */
export function maskLogLine(line: string): unknown {
  return JSON.parse(line, (key: string, value: unknown) =>
    RANDOM_OF_LOG.includes(key) ? `<${key}>` : value,
  );
}

/** A statement as it was prepared, or with its values taken out of its text. */
export function maskStatement(text: string): string {
  return text.replace(/'(?:[^']|'')*'/g, '?').replace(/\b\d+\b/g, '?');
}

/** The samples of `/metrics` that requests make: names and labels, and how many of each. */
export function maskMetrics(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^(#|process_|nodejs_|$)/.test(line))
    .filter((line) => !/_bucket\{/.test(line) || line.includes('le="+Inf"'))
    .map((line) => (/_sum\{/.test(line) ? line.replace(/ \S+$/, '') : line));
}
