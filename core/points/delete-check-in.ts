import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { CheckIn } from './check-in.entity.ts';
import { checkInNotFound } from './problems.ts';

/** What a desk asks: this check-in never was. */
export interface CheckInDeletion {
  readonly id: string;
  readonly command: CommandKey;
}

/**
 * Takes a check-in back, with its points, once. Only who acts for the organizer of its event may:
 * to others it is a check-in that does not exist.
 *
 * @throws Problem `checkin-not-found`; `points-already-spent` when the balance would be negative
 */
export async function deleteCheckIn(
  core: Core,
  caller: Caller,
  { id, command }: CheckInDeletion,
): Promise<void> {
  const { cardSystemId } = caller;
  const found = await tenantManager(core.orm, cardSystemId).findOne(
    CheckIn,
    { cardSystemId, id },
    { populate: ['event'] },
  );
  if (!found || !mayActFor(caller, found.event.organizer.id)) throw checkInNotFound();
  await callFunction(core.pool, 'core.delete_check_in', [
    cardSystemId,
    id,
    new Date(core.now()).toISOString(),
    command.key,
    command.hash,
  ]);
}
