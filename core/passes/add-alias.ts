import assert from 'node:assert/strict';
import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { readPassIdentifier } from './pass-identifier.ts';

/** An old number that is to find a holder. */
export interface NewAlias {
  readonly passholderId: string;
  /** As it stands on the old card. */
  readonly number: string;
  /**
   * It betrays poverty (an old opportunity pass): only desks that may resolve it find the holder.
   */
  readonly isDiscreet: boolean;
  readonly command?: CommandKey;
}

/**
 * Lets the number of a taken-over card find its holder, who is of the caller's municipality. The
 * same alias again changes nothing but its discretion.
 *
 * @throws the refusals of core/passes/add-alias.sql
 */
export async function addAlias(core: Core, caller: Caller, alias: NewAlias): Promise<void> {
  const { passholderId, isDiscreet } = alias;
  const number = readPassIdentifier(alias.number);
  assert(number.length > 0 && number.length <= 64, 'an alias has 1 to 64 characters');
  await callFunction(core.pool, 'core.add_card_alias', [
    caller.cardSystemId,
    passholderId,
    caller.municipality.id,
    number,
    isDiscreet,
    alias.command?.key ?? null,
    alias.command?.hash ?? null,
  ]);
}
