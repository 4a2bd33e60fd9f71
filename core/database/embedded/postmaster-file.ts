import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** What `postmaster.pid` says; it may be of a server that is long gone. */
export interface PostmasterFile {
  pid: number;
  port: number;
  /** `ready` accepts connections; empty while the server is still writing the file. */
  status: 'starting' | 'stopping' | 'ready' | 'standby' | '';
}

/**
 * Reads `postmaster.pid` in a data folder of PostgreSQL.
 * Source: src/include/utils/pidfile.h of PostgreSQL 18 (line 1 pid, 4 port, 8 status).
 *
 * @returns undefined when there is none, or when it is not written whole yet.
 */
export function readPostmasterFile(pgFolder: string): PostmasterFile | undefined {
  const lines = readIfPresent(path.join(pgFolder, 'postmaster.pid'))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0) || !(port > 0)) return undefined;
  return { pid, port, status: (lines[7] ?? '').trim() as PostmasterFile['status'] };
}

/**
 * The command line of a living process, words joined by spaces; empty when there is no such
 * process or when it is a zombie.
 */
export function readCommandLine(pid: number): string {
  if (fs.existsSync('/proc/self/cmdline')) {
    return (readIfPresent(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim();
  }
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
    encoding: 'utf8',
  }).stdout.trim();
}

/**
 * True when the process is alive and the PostgreSQL server of this data folder. A process id proves
 * nothing: in a container the same small number soon belongs to another process, and a server
 * that was killed can stay a zombie. Only the command line is believed.
 *
 * @param pgFolder its real path, as the server was given it.
 */
export function isPostmasterOf(pgFolder: string, pid: number): boolean {
  return readCommandLine(pid).includes(`postgres -D ${pgFolder} `);
}

/**
 * Processes that a killed server left behind on its data folder. They end by themselves, but a
 * busy one only after its query; PostgreSQL refuses to start until then.
 *
 * @returns process ids; none where the system has no /proc.
 */
export function findOrphans(pgFolder: string): number[] {
  if (!fs.existsSync('/proc/self/cwd')) return [];
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readWorkingFolder(pid) === pgFolder)
    .filter((pid) => readCommandLine(pid).startsWith('postgres: '));
}

function readWorkingFolder(pid: number): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Gone meanwhile, a zombie, or another account's: not one of ours.
    return undefined;
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    // ESRCH: the process ended between the opening and the reading of its file in /proc.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}
