/** A picture of a holder: what it is, and its bytes. */
export interface Picture {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Buffer;
}

/** Bytes at most: a face on a screen, not a poster. */
export const MAX_PICTURE_BYTES = 524_288;

/** How they begin: ISO/IEC 10918-1 (JPEG) and ISO/IEC 15948 (PNG). */
const BEGINNINGS = [
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
] as const;

/**
 * Reads a picture: what it is says its first bytes, never its name.
 *
 * @param base64 RFC 4648, with `+` and `/`
 * @returns undefined when it is no JPEG or PNG, is too large, or is no base64
 */
export function readPicture(base64: string): Picture | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > MAX_PICTURE_BYTES) return undefined;
  const found = BEGINNINGS.find(([, start]) => bytes.subarray(0, start.length).equals(start));
  return found && { type: found[0], bytes };
}
