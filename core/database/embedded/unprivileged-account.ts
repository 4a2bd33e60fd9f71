import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Numeric user and group that own a file or run a process. */
interface Ids {
  uid: number;
  gid: number;
}

/** A program with everything needed to spawn it under the chosen account. */
export interface Launch {
  file: string;
  args: string[];
  options: { cwd: string; env: Record<string, string>; uid?: number; gid?: number };
}

/** The account that PostgreSQL runs under. */
export interface Account {
  /** For messages, such as `account 101` or `a user namespace`. */
  label: string;
  /** Whom the data files belong to. */
  owner: Ids;
  /** How to run a program under this account. */
  launch(program: string, args: string[]): Launch;
}

/** A fixed environment: nothing of the caller's (PGDATA, LANG, TZ ...) may change the database. */
const surroundings = {
  cwd: '/',
  env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' },
};

/**
 * Chooses who runs PostgreSQL, which refuses to run as root. A normal user runs it himself. Root
 * tries, in this order: the owner of the existing data, `postgres`, `nobody`, the owner of the data
 * folder, and at last a user namespace in which root is called nobody (for a checkout under a
 * home folder that only root can enter). The first that can run the program and enter the data
 * folder is taken.
 *
 * @returns the account, and the major version of PostgreSQL as the program itself reports it.
 * @throws Error that says what was tried when nobody can run it.
 */
export async function chooseAccount(
  postgres: string,
  dataFolder: string,
): Promise<{ account: Account; postgresMajor: number }> {
  const failures: string[] = [];
  for (const account of listCandidates(dataFolder)) {
    try {
      return { account, postgresMajor: await askVersion(account, postgres, dataFolder) };
    } catch (error) {
      failures.push(`${account.label}: ${lastLine(error)}`);
    }
  }
  throw new Error(
    [
      `Nobody could run ${postgres} on the data in ${dataFolder}:`,
      ...failures.map((failure) => `  ${failure}`),
      'PostgreSQL does not run as root: start as a normal user who owns both, or set DATABASE_URL.',
    ].join('\n'),
  );
}

/**
 * Refuses data that this account may not touch. Root may touch all, and hands it over at a start.
 *
 * @throws Error that names the owner.
 */
export function refuseForeignData(account: Account, pgFolder: string): void {
  const owner = readOwner(pgFolder);
  if (owner === undefined || owner.uid === account.owner.uid || currentIds().uid === 0) return;
  throw new Error(
    `${pgFolder} belongs to account ${owner.uid} and this is account ${account.owner.uid}: ` +
      'start as that account, or as root.',
  );
}

/**
 * Hands a folder and all in it over to the account, when it is somebody else's. Only root gets
 * that far (see `refuseForeignData`). PostgreSQL must not be running on it.
 */
export function giveTo(account: Account, folder: string): void {
  const { uid, gid } = account.owner;
  if (fs.statSync(folder).uid === uid) return;
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    fs.lchownSync(path.join(folder, entry), uid, gid);
  }
  // Last, so that a change of owner that was cut short is done again at the next start.
  fs.chownSync(folder, uid, gid);
}

function listCandidates(dataFolder: string): Account[] {
  const current = currentIds();
  if (current.uid !== 0) return [asMyself(current)];
  const owners = [
    readOwner(path.join(dataFolder, 'pg')),
    readPasswordEntry('postgres'),
    readPasswordEntry('nobody'),
    readOwner(dataFolder),
  ];
  const unprivileged = owners.filter((ids) => ids !== undefined && ids.uid !== 0);
  return [...unprivileged.map((ids) => asOther(ids as Ids)), asNobodyInUserNamespace(current)];
}

function asMyself(owner: Ids): Account {
  return {
    label: `account ${owner.uid}`,
    owner,
    launch: (file, args) => ({ file, args, options: surroundings }),
  };
}

function asOther(owner: Ids): Account {
  return {
    label: `account ${owner.uid}`,
    owner,
    launch: (file, args) => ({ file, args, options: { ...surroundings, ...owner } }),
  };
}

function asNobodyInUserNamespace(root: Ids): Account {
  const unshare = ['--user', '--map-user=65534', '--map-group=65534', '--'];
  return {
    label: 'a user namespace',
    owner: root,
    launch: (file, args) => ({
      file: 'unshare',
      args: [...unshare, file, ...args],
      options: surroundings,
    }),
  };
}

/** One process for both questions: may this account enter the data folder, and which version? */
async function askVersion(account: Account, postgres: string, folder: string): Promise<number> {
  const question = 'test -x "$1" || { echo "cannot enter $1" >&2; exit 1; }; exec "$2" --version';
  const { file, args, options } = account.launch('sh', ['-c', question, 'sh', folder, postgres]);
  const { stdout } = await run(file, args, options);
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
  if (major === undefined) throw new Error(`${postgres} --version answered ${stdout}`);
  return Number(major);
}

function currentIds(): Ids {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (uid === undefined || gid === undefined) {
    throw new Error('The embedded PostgreSQL runs on Linux and macOS only: set DATABASE_URL.');
  }
  return { uid, gid };
}

function readOwner(folder: string): Ids | undefined {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  return stat && { uid: stat.uid, gid: stat.gid };
}

/** Source: passwd(5), fields name:password:uid:gid:... */
function readPasswordEntry(name: string): Ids | undefined {
  const lines = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim().split('\n').at(-1) ?? '';
}
