import { createHmac } from 'node:crypto';
import { uuidOfHash } from '../database/uuid.ts';
import type { Key } from '../secrets/key-ring.ts';

/**
 * The id of a role that nobody issued: always the same for the same holder, role and start, and
 * nothing can be read from it.
 *
 * @param role `<plugin>/<role>/<first day>`; for whatever an organizer sees by an outward name
 * `<municipality>/<name>/<organizer>`: the same when a role behind it begins or ends
 */
export function derivedRoleId(key: Key, holderId: string, role: string): string {
  return uuidOfHash(createHmac('sha256', key.bytes).update(`${holderId}/${role}`).digest());
}
