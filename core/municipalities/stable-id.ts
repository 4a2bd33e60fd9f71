import { createHash } from 'node:crypto';
import { uuidOfHash } from '../database/uuid.ts';

/** The ids made so far: a tap asks for several of them, and configuration names few things. */
const made = new Map<string, string>();

/**
 * The id of something that configuration names: always the same for the same name, so that a file
 * can be read without asking the database.
 *
 * @param path names out of configuration only, never something that a request brings
 * @example stableId('lier', 'organizer', 'library')
 */
export function stableId(...path: readonly string[]): string {
  const name = path.join('/');
  const known = made.get(name);
  if (known !== undefined) return known;
  const id = uuidOfHash(createHash('sha256').update(`pasklaar/${name}`).digest());
  made.set(name, id);
  return id;
}
