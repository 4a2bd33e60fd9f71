import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The passwords of the two roles in the embedded database. */
export interface DatabasePasswords {
  readonly owner: string;
  readonly app: string;
}

/**
 * Reads the passwords out of `<dataFolder>/database-passwords.json`; undefined when it is absent.
 */
export function readDatabasePasswords(dataFolder: string): DatabasePasswords | undefined {
  const file = fileIn(dataFolder);
  if (!fs.existsSync(file)) return undefined;
  return JSON.parse(fs.readFileSync(file, 'utf8')) as DatabasePasswords;
}

/**
 * As {@link readDatabasePasswords}; makes them when they are absent, readable by their owner only.
 */
export function keepDatabasePasswords(dataFolder: string): DatabasePasswords {
  const kept = readDatabasePasswords(dataFolder);
  if (kept) return kept;
  const made = { owner: makePassword(), app: makePassword() };
  const file = fileIn(dataFolder);
  // Written aside and renamed: whole or absent, whenever this process is killed.
  fs.rmSync(`${file}.new`, { force: true });
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
  return made;
}

/** A password that nobody has to type. */
export function makePassword(): string {
  return randomBytes(24).toString('base64url');
}

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'database-passwords.json');
}
