import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';

/** Who looks, as `core.note_looks` takes it. */
export interface LookRow {
  readonly clientId: string;
  readonly organizerId: string;
  /** ISO 8601. */
  readonly lookedAt: string;
}

/**
/**
 * Records that a caller was told the status of a holder, whatever it is. A rights check is not
 * recorded, and neither is a pass.
 */
export async function noteLook(core: Core, caller: Caller, passholderId: string): Promise<void> {
  const look = lookAtPerson(core, caller);
  await callFunction(core.pool, 'core.note_look', [
    caller.cardSystemId,
    passholderId,
    JSON.stringify(look),
  ]);
}

/**
 * The look of a caller who opens a person; a status is looked at as a person is.
 *
 * @returns null for a pass holder who signed in: who sees the own data looks at nobody
 */
export function lookAtPerson(core: Core, caller: Caller): LookRow | null {
  if (caller.citizen) return null;
  return {
    clientId: caller.clientId,
    organizerId: actingOrganizerId(caller),
    lookedAt: new Date(core.now()).toISOString(),
  };
}
