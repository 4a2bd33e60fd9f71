import { createCipheriv, createDecipheriv } from 'node:crypto';
import { formatUuid } from '../database/uuid.ts';
import type { Key, KeyRing } from '../secrets/key-ring.ts';
import { drawNonce, NONCE_BYTES } from '../secrets/draw-nonce.ts';

/** How long a quoted tariff is accepted: 96 hours. */
export const TARIFF_LIFETIME_MS = 96 * 60 * 60 * 1000;

/** Parties beside the holder that one tariff can name. */
const MAX_SHARES = 11;
const SHARE_BYTES = 10;
const TAG_BYTES = 16;
const BODY_BYTES = 16 + 4 + 5 + 16 + 6 + 4 + 4 + 1 + MAX_SHARES * SHARE_BYTES;
const NOBODY = '000000000000';

/** A price that was promised to a holder, with who bears it. */
export interface TariffQuote {
  readonly passholderId: string;
  /** What the holder pays. */
  readonly priceCents: number;
  /** Milliseconds since 1970, to the second. */
  readonly quotedAt: number;
  /** The version of the configuration that decided. */
  readonly configVersionId: string;
  readonly residenceId: string | null;
  /** `regular`, `social`, `coupon` or `<plugin>:<role>`. */
  readonly source: string;
  /** Of what the holder gets so often only, the number of core.ticket_grant; 0 of all else. */
  readonly grantNumber: number;
  /** What the others bear, by party id, zeros included. */
  readonly shares: readonly { readonly partyId: string; readonly cents: number }[];
}

/** What a quote is bound to: it opens for no other event or price. */
export interface QuoteSubject {
  readonly eventId: string;
  readonly regularPriceCents: number;
}

/** What the short names inside a quote stand for. */
export interface QuoteNames {
  /** Ids of parties and municipalities by {@link fingerprintOf}. */
  readonly ids: ReadonlyMap<string, string>;
  /** `regular`, `social`, `coupon` and `<plugin>:<role>` by {@link sourceCode}. */
  readonly sources: ReadonlyMap<number, string>;
}

/**
 * Seals a quote into a tariff id: 260 characters, always, whatever is in it. Nobody but us can
 * read or make one (AES-256-GCM), so it says neither why a price is what it is nor that two
 * holders have the same one.
 */
export function sealQuote(key: Key, subject: QuoteSubject, quote: TariffQuote): string {
  // Zero shares only keep the number of rows equal; when there are too many, they go first.
  const shares = [...quote.shares].sort((a, b) => Number(b.cents > 0) - Number(a.cents > 0));
  const kept = shares.slice(0, MAX_SHARES);
  if (shares.slice(MAX_SHARES).some(({ cents }) => cents > 0)) {
    throw new Error(`a tariff can name ${MAX_SHARES} payers beside the holder`);
  }

  const body = Buffer.alloc(BODY_BYTES);
  let at = idBytes(quote.passholderId).copy(body, 0);
  at = body.writeUInt32BE(quote.priceCents, at);
  at = body.writeUIntBE(Math.floor(quote.quotedAt / 1000), at, 5);
  at += idBytes(quote.configVersionId).copy(body, at);
  at += body.write(quote.residenceId ? fingerprintOf(quote.residenceId) : NOBODY, at, 'hex');
  at = body.writeUInt32BE(sourceCode(quote.source), at);
  at = body.writeUInt32BE(quote.grantNumber, at);
  at = body.writeUInt8(kept.length, at);
  for (const { partyId, cents } of kept) {
    at += body.write(fingerprintOf(partyId), at, 'hex');
    at = body.writeUInt32BE(cents, at);
  }

  const nonce = drawNonce();
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(aadOf(subject));
  const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
  const whole = Buffer.concat([Buffer.from([key.id]), nonce, sealed, cipher.getAuthTag()]);
  return whole.toString('base64url');
}

/** What a tariff id turns out to be. */
export type OpenedQuote = TariffQuote | 'invalid' | 'expired';

/**
 * Opens a tariff id.
 *
 * @returns `invalid` for what we never made, or made for another event or price; `expired` when it
 * is older than {@link TARIFF_LIFETIME_MS}
 */
export function openQuote(
  tariffId: string,
  subject: QuoteSubject,
  context: { keys: KeyRing; names: QuoteNames; now: number },
): OpenedQuote {
  const whole = Buffer.from(tariffId, 'base64url');
  if (whole.length !== 1 + NONCE_BYTES + BODY_BYTES + TAG_BYTES) return 'invalid';
  // Decoding is lenient: what we did not write ourselves is not ours.
  if (whole.toString('base64url') !== tariffId) return 'invalid';
  const key = context.keys.byId('tariff-sealing', whole.readUInt8(0));
  const body = key && unseal(key, whole.subarray(1), subject);
  const quote = body && readBody(body, context.names);
  if (!quote) return 'invalid';
  return quote.quotedAt + TARIFF_LIFETIME_MS < context.now ? 'expired' : quote;
}

function unseal(key: Key, sealed: Buffer, subject: QuoteSubject): Buffer | undefined {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aadOf(subject))
    .setAuthTag(tag);
  try {
    const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
}

function readBody(body: Buffer, names: QuoteNames): TariffQuote | undefined {
  const passholderId = formatUuid(body.subarray(0, 16));
  const priceCents = body.readUInt32BE(16);
  const quotedAt = body.readUIntBE(20, 5) * 1000;
  const configVersionId = formatUuid(body.subarray(25, 41));
  const residence = body.toString('hex', 41, 47);
  const residenceId = residence === NOBODY ? null : (names.ids.get(residence) ?? null);
  const source = names.sources.get(body.readUInt32BE(47));
  if (source === undefined) return undefined;
  const grantNumber = body.readUInt32BE(51);

  const shares: { partyId: string; cents: number }[] = [];
  for (let i = 0, at = 56; i < body.readUInt8(55); i++, at += SHARE_BYTES) {
    const partyId = names.ids.get(body.toString('hex', at, at + 6));
    if (partyId === undefined) return undefined;
    shares.push({ partyId, cents: body.readUInt32BE(at + 6) });
  }
  const bearers = { configVersionId, residenceId, source, grantNumber, shares };
  return { passholderId, priceCents, quotedAt, ...bearers };
}

/** The first six bytes of an id in hex: enough to tell the parties of one installation apart. */
export function fingerprintOf(id: string): string {
  return id.slice(0, 8) + id.slice(9, 13);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** FNV-1a, 32 bits: a number for a name. */
export function sourceCode(source: string): number {
  let hash = 0x811c9dc5;
  for (const char of source) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

function aadOf({ eventId, regularPriceCents }: QuoteSubject): Buffer {
  return Buffer.from(`pasklaar tariff ${eventId} ${regularPriceCents}`);
}
