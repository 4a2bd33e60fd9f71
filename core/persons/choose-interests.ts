import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import type { Interest } from './interest.ts';

/** What a holder asks a desk to switch on. */
export interface InterestChoice {
  readonly passholderId: string;
  readonly interests: readonly Interest[];
  readonly command: CommandKey;
}

/**
 * Writes down by what a pass holder of the caller's municipality wants rewards to be recommended:
 * what was chosen before is gone, and nothing is chosen until the holder asks for it.
 *
 * @returns what is switched on now
 * @throws the refusals of core/persons/choose-interests.sql
 */
export async function chooseInterests(
  core: Core,
  caller: Caller,
  { passholderId, interests, command }: InterestChoice,
): Promise<Interest[]> {
  return callForJson<Interest[]>(core.pool, 'core.choose_interests', [
    caller.cardSystemId,
    passholderId,
    caller.municipality.id,
    JSON.stringify([...new Set(interests)]),
    command.key,
    command.hash,
  ]);
}
