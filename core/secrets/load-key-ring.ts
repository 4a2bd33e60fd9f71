import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  formatKeyFile,
  KEY_BYTES,
  KEY_PURPOSES,
  MAX_KEY_ID,
  parseKeyFile,
  type StoredKey,
} from './key-file.ts';
import type { Key, KeyPurpose, KeyRing } from './key-ring.ts';

/** How long a change of the file by another process is waited for. */
const PATIENCE_MS = 2_000;
const RETRY_MS = 20;

/** What making keys asks for. */
export interface KeyMaking {
  /** Milliseconds since 1970: when a new key says it was made. */
  readonly now: number;
}

/** What loading keys asks for. */
export interface KeyLoading extends KeyMaking {
  /** False where others work by keys: what new ones make would not be found by theirs. */
  readonly mayMakeFirst: boolean;
}

/**
 * Reads the keys of the installation from `<dataFolder>/keys.json`, and makes the file, with a key
 * for each purpose, when there is none. Several processes may start at once: they get the same
 * keys. A purpose that a newer version of Pasklaar adds gets its key here too.
 *
 * The file must be readable for its owner only (mode 0600). Back it up apart from the database:
 * without it nobody is found by national number any more.
 *
 * @throws Error when the file is readable for others, broken, or cannot be written; or missing
 * where it may not be made
 */
export async function loadKeyRing(
  dataFolder: string,
  { now, mayMakeFirst }: KeyLoading,
): Promise<KeyRing> {
  const file = path.join(dataFolder, 'keys.json');
  const stored = await readKeys(file);
  if (!stored && !mayMakeFirst) {
    throw new Error(
      `${file} is missing, and the database is worked on with its keys: copy it from the other ` +
        'servers, or put it back from the backup',
    );
  }
  const found = stored ?? (await makeFirstKeys(file, now));
  const missing = KEY_PURPOSES.filter((purpose) => found.every((key) => key.purpose !== purpose));
  const keys =
    missing.length === 0 ? found : await addKeys(file, missing, { now, onlyFirst: true });
  return ringOf(keys);
}

/**
 * Adds a key for a purpose: it makes everything new from now on, in each process that loads the
 * keys after this, and the older keys keep reading what they made.
 *
 * @returns the id of the new key
 * @throws Error when there is no key file yet, another change is under way, or all ids are used
 */
export async function rotateKey(
  dataFolder: string,
  purpose: KeyPurpose,
  { now }: KeyMaking,
): Promise<number> {
  const file = path.join(dataFolder, 'keys.json');
  const keys = await addKeys(file, [purpose], { now, onlyFirst: false });
  return newestId(keys, purpose);
}

async function readKeys(file: string): Promise<StoredKey[] | undefined> {
  const status = await stat(file).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (status === undefined) return undefined;
  const isForOthers = status.mode % 0o100 !== 0;
  if (isForOthers) {
    throw new Error(`${file} can be read by others than its owner: chmod 600 ${file}`);
  }
  return parseKeyFile(await readFile(file, 'utf8'), file);
}

/** Linking makes the file whole or not at all, and never replaces the one of a faster process. */
async function makeFirstKeys(file: string, now: number): Promise<StoredKey[]> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await using handle = await open(draft, 'wx', 0o600);
    await writeDraft(
      handle,
      KEY_PURPOSES.map((purpose) => makeKey(purpose, 1, now)),
    );
    await link(draft, file).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
    await syncFolder(file);
  } finally {
    await rm(draft, { force: true });
  }
  const keys = await readKeys(file);
  if (keys === undefined) throw new Error(`${file} was removed while it was being made`);
  return keys;
}

/**
 * Adds keys to the file that there is. The draft is also the lock: it is made before the file is
 * read, so that of two changes at once neither is lost.
 */
async function addKeys(
  file: string,
  purposes: readonly KeyPurpose[],
  { now, onlyFirst }: KeyMaking & { onlyFirst: boolean },
): Promise<StoredKey[]> {
  const draft = `${file}.new`;
  await using handle = await takeDraft(draft);
  try {
    const keys = await readKeys(file);
    if (keys === undefined) throw new Error(`${file} does not exist: start Pasklaar first`);
    const wanted = purposes.filter((purpose) => !onlyFirst || newestId(keys, purpose) === 0);
    const added = wanted.map((purpose) => makeKey(purpose, newestId(keys, purpose) + 1, now));
    const whole = [...keys, ...added];
    await writeDraft(handle, whole);
    await rename(draft, file);
    await syncFolder(file);
    return whole;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function takeDraft(draft: string): Promise<FileHandle> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    try {
      return await open(draft, 'wx', 0o600);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    await delay(RETRY_MS);
  }
  throw new Error(`the keys are being changed by another process; if none is, remove ${draft}`);
}

async function writeDraft(handle: FileHandle, keys: readonly StoredKey[]): Promise<void> {
  await handle.writeFile(formatKeyFile(keys));
  await handle.sync();
}

/** What was sealed may never outlive its key: the name of the file is on the disk too. */
async function syncFolder(file: string): Promise<void> {
  await using folder = await open(path.dirname(file), 'r');
  await folder.sync();
}

function makeKey(purpose: KeyPurpose, id: number, now: number): StoredKey {
  if (id > MAX_KEY_ID) throw new Error(`all ${MAX_KEY_ID} ids of ${purpose} are used`);
  return { purpose, id, madeAt: new Date(now).toISOString(), bytes: randomBytes(KEY_BYTES) };
}

function newestId(keys: readonly StoredKey[], purpose: KeyPurpose): number {
  return Math.max(0, ...keys.filter((key) => key.purpose === purpose).map(({ id }) => id));
}

function ringOf(keys: readonly StoredKey[]): KeyRing {
  const byName = new Map(keys.map(({ purpose, id, bytes }) => [`${purpose} ${id}`, { id, bytes }]));
  const find = (purpose: KeyPurpose, id: number): Key | undefined => byName.get(`${purpose} ${id}`);
  const newest = new Map(KEY_PURPOSES.map((purpose) => [purpose, newestId(keys, purpose)]));
  return {
    current(purpose) {
      const key = find(purpose, newest.get(purpose) ?? 0);
      assert(key !== undefined, `every purpose has a key, ${purpose} too`);
      return key;
    },
    byId: find,
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
