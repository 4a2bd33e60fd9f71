import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { Core } from '../core.ts';

/** Who looks, as `core.note_looks` takes it. */
export interface LookRow {
  readonly clientId: string;
  readonly organizerId: string;
  /** ISO 8601. */
  readonly lookedAt: string;
  /** The social status is told too: of every holder, whatever it is. */
  readonly atStatus: boolean;
}

/** The look of a caller who opens a person. */
export function lookAtPerson(core: Core, caller: Caller): LookRow {
  return {
    clientId: caller.clientId,
    organizerId: actingOrganizerId(caller),
    lookedAt: new Date(core.now()).toISOString(),
    atStatus: false,
  };
}

/** The look of a caller who opens a pass holder in full, with the status if it may be told that. */
export function lookAtPassholder(core: Core, caller: Caller): LookRow {
  return { ...lookAtPerson(core, caller), atStatus: caller.permissions.has('SOCIALTARIFF_READ') };
}
