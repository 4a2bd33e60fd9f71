import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { lookAtPerson } from './note-looks.ts';
import { openPrivate } from './private-details.ts';

/** What few may see of a holder. */
export interface ReadPrivate {
  /** Null when there is none. */
  readonly note: string | null;
  readonly hasPicture: boolean;
}

/** What `core.read_private` answers. */
interface StoredPrivate {
  readonly noteSealed: string | null;
  readonly hasPicture: boolean;
}

/**
 * Opens what few may see of a pass holder of the caller's municipality, and records the look.
 *
 * @throws Problem `passholder-not-found` for any other holder, alike for nobody
 */
export async function readPrivate(
  core: Core,
  caller: Caller,
  passholderId: string,
): Promise<ReadPrivate> {
  const stored = await callForJson<StoredPrivate | null>(core.pool, 'core.read_private', [
    caller.cardSystemId,
    passholderId,
    caller.municipality.id,
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
  if (!stored) throw passholderNotFound();
  const { noteSealed, hasPicture } = stored;
  const of = { kind: 'note', passholderId } as const;
  const note = noteSealed && openPrivate(core.keys, Buffer.from(noteSealed, 'base64'), of);
  return { note: note === null || note === '' ? null : note.toString('utf8'), hasPicture };
}
