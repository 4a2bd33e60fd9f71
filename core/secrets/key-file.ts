import type { Key, KeyPurpose } from './key-ring.ts';

/** Every purpose that there is a key for. */
export const KEY_PURPOSES = [
  'national-number-hash',
  'national-number-sealing',
  'private-sealing',
  'plugin-sealing',
  'link-sealing',
  'tariff-sealing',
  'derived-role-id',
  'custom-token',
] as const satisfies readonly KeyPurpose[];

/** The length of a key. */
export const KEY_BYTES = 32;

/** The highest id of a key: it is one byte of what the key seals. */
export const MAX_KEY_ID = 255;

/** A key with its purpose: a purpose of a later version of Pasklaar stays in the file. */
export interface StoredKey extends Key {
  readonly purpose: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

/**
 * Reads the text of a key file.
 *
 * @throws Error that says what is wrong with the file, never what is in it
 */
export function parseKeyFile(text: string, file: string): StoredKey[] {
  const rows = rowsOf(text, file);
  const keys = rows.map((row, at) => keyOf(row, `${file}: key ${at + 1}`));
  const names = new Set(keys.map(({ purpose, id }) => `${purpose} ${id}`));
  if (names.size < keys.length) throw new Error(`${file}: two keys have one purpose and id`);
  const bytes = new Set(keys.map((key) => key.bytes.toString('hex')));
  if (bytes.size < keys.length) throw new Error(`${file}: two keys are the same`);
  return keys;
}

/** Writes keys as the text of a key file. */
export function formatKeyFile(keys: readonly StoredKey[]): string {
  const rows = keys.map(({ purpose, id, madeAt, bytes }) => {
    return { purpose, id, madeAt, secret: bytes.toString('base64') };
  });
  return `${JSON.stringify({ keys: rows }, null, 2)}\n`;
}

function rowsOf(text: string, file: string): unknown[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The error of JSON.parse quotes what it read: it may not be passed on.
    throw new Error(`${file} is not JSON; put back the file of your backup`);
  }
  const rows = isObject(content) ? content['keys'] : undefined;
  if (!Array.isArray(rows)) throw new Error(`${file} has no list of keys`);
  return rows;
}

function keyOf(row: unknown, where: string): StoredKey {
  const { purpose, id, madeAt, secret } = isObject(row) ? row : {};
  if (typeof purpose !== 'string' || purpose === '') throw new Error(`${where} has no purpose`);
  if (!Number.isInteger(id) || Number(id) < 1 || Number(id) > MAX_KEY_ID) {
    throw new Error(`${where} (${purpose}) has no id from 1 to ${MAX_KEY_ID}`);
  }
  const bytes = Buffer.from(typeof secret === 'string' ? secret : '', 'base64');
  if (bytes.length !== KEY_BYTES) {
    throw new Error(`${where} (${purpose} ${String(id)}) has no secret of ${KEY_BYTES} bytes`);
  }
  return { purpose, id: Number(id), madeAt: typeof madeAt === 'string' ? madeAt : '', bytes };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
