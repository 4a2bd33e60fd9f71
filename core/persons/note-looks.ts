import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { Core } from '../core.ts';

/** Who looks, as `core.note_looks` takes it. */
export interface LookRow {
  readonly clientId: string;
  readonly organizerId: string;
  /** ISO 8601. */
  readonly lookedAt: string;
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
