import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The claim of one running application on a data folder. */
export interface AppLock {
  /** Tells later starts where this one listens. @param address such as `http://localhost:3000` */
  announce(address: string): void;
  /** Gives the folder free. May be called more than once. */
  release(): void;
}

/** What `<dataFolder>/app.lock` holds, as JSON. */
interface Holder {
  pid: number;
  /** ISO 8601 instant. */
  startedAt: string;
  /** Null until it listens. */
  address: string | null;
}

/** Another application works on the same data. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  /** Where it listens; null when it is still starting. */
  readonly address: string | null;
  /** Its process id; null when it could not be read. */
  readonly pid: number | null;

  constructor(holder: Holder | undefined) {
    const { address = null, pid = null } = holder ?? {};
    const where = address === null ? 'already starting' : `already running at ${address}`;
    super(pid === null ? where : `${where} (pid ${pid})`);
    this.address = address;
    this.pid = pid;
  }
}

/** Source: https://www.sqlite.org/rescode.html */
const sqliteBusy = 5;

/** Long enough for a winner of the same instant to have written who it is. */
const patienceMs = 250;

/** The garbage collector closes an unreachable database, which would give the folder free. */
const held = new Set<DatabaseSync>();

/**
 * Claims a data folder for this process, so that one application at a time works on it.
 *
 * The claim itself is a lock of the operating system on `<dataFolder>/app.mutex` (Node's SQLite is
 * its only door to one). The system gives it to exactly one process, and takes it back when that
 * process ends in whatever way, so nothing is ever stale and no process id has to be believed:
 * those mean nothing after a restart, for a zombie, or between two containers that share a folder.
 * `<dataFolder>/app.lock` only tells people, and a second start, who the holder is.
 *
 * @param dataFolder made when it is absent; on a file system with locks.
 * @throws AlreadyRunning when another process, or this one, holds it.
 * @throws Error when the folder cannot be written or locked.
 */
export function takeAppLock(dataFolder: string, startedAt: Temporal.Instant): AppLock {
  makeDataFolder(dataFolder);
  const lockFile = path.join(dataFolder, 'app.lock');
  const mutex = openMutex(path.join(dataFolder, 'app.mutex'));
  try {
    mutex.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    mutex.close();
    if ((cause as { errcode?: number }).errcode === sqliteBusy) {
      throw new AlreadyRunning(readHolder(lockFile));
    }
    throw new Error(`${dataFolder} cannot be locked by this account.`, { cause });
  }
  held.add(mutex);

  const holder: Holder = { pid: process.pid, startedAt: startedAt.toString(), address: null };
  writeHolder(lockFile, holder);
  return {
    announce: (address) => writeHolder(lockFile, { ...holder, address }),
    release() {
      if (!held.delete(mutex)) return;
      fs.rmSync(lockFile, { force: true });
      mutex.close();
    },
  };
}

/**
 * Makes the data folder when it is absent, closed to all others (mode 0700). Made by root it can be
 * passed through, not read (0711): PostgreSQL then runs as another account, on a folder in it.
 */
export function makeDataFolder(dataFolder: string): void {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  fs.mkdirSync(dataFolder, { recursive: true, mode });
}

function openMutex(file: string): DatabaseSync {
  try {
    makeForOwner(file);
    return new DatabaseSync(file, { timeout: patienceMs });
  } catch (cause) {
    throw new Error(`${file} cannot be opened by this account.`, { cause });
  }
}

/**
 * SQLite would let others read it, and gives its journal the same mode. A file that is there is not
 * touched: closing it would give up a lock that this process has on it.
 *
 * Source: https://www.sqlite.org/howtocorrupt.html, 2.2
 */
function makeForOwner(file: string): void {
  try {
    fs.closeSync(fs.openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Written aside and renamed: a reader sees the old text or the new one, never half. */
function writeHolder(lockFile: string, holder: Holder): void {
  const draft = `${lockFile}.new`;
  fs.writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  fs.renameSync(draft, lockFile);
}

function readHolder(lockFile: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(lockFile, 'utf8')) as Holder;
  } catch {
    // Released this instant, or edited by hand: the refusal stands, only its words are poorer.
    return undefined;
  }
}
