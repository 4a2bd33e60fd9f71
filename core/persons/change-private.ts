import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { lookAtPerson } from './note-looks.ts';
import { type PrivateDetails, sealPrivate } from './private-details.ts';

/** What few may see of a holder, as it is to be from now on. */
export interface PrivateChange {
  readonly passholderId: string;
  readonly details: PrivateDetails;
  readonly command: CommandKey;
}

/**
 * Changes the note or the picture of a pass holder of the caller's municipality.
 *
 * @throws the refusals of core/persons/person-private.sql
 */
export async function changePrivate(
  core: Core,
  caller: Caller,
  { passholderId, details, command }: PrivateChange,
): Promise<void> {
  await callFunction(core.pool, 'core.change_private', [
    caller.cardSystemId,
    passholderId,
    caller.municipality.id,
    JSON.stringify(sealPrivate(core.keys, passholderId, details)),
    JSON.stringify(lookAtPerson(core, caller)),
    command.key,
    command.hash,
  ]);
}
