import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { addToDay, clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { invalidPassNumber } from '../passes/problems.ts';
import { lookAtPerson } from './note-looks.ts';
import { readRegistrationToken } from './registration-token.ts';

/** Who is to be in whose family. */
export interface NewFamilyMember {
  readonly passholderId: string;
  /** Of who is added. */
  readonly uitpasNumber: string;
  readonly icon?: string | undefined;
  /** A registration token of who is added; a pass holder who signed in needs one. */
  readonly token: string | null;
  readonly command: CommandKey;
}

/** Where a municipality says nothing. */
const FAMILY = { maxMembers: 12, maxAdults: 4 };
const ADULT_YEARS = 18;

/**
 * Adds a pass holder to the family of another, both of the caller's municipality.
 *
 * @throws Problem `forbidden` to a pass holder without a good token, `invalid-uitpas-number`; the
 * refusals of core/persons/families.sql
 */
export async function addFamilyMember(
  core: Core,
  caller: Caller,
  { passholderId, uitpasNumber, icon, token, command }: NewFamilyMember,
): Promise<void> {
  const { cardSystemId, citizen, municipality } = caller;
  const now = core.now();
  const read = token === null ? undefined : readRegistrationToken(core.keys, token, now);
  const isGood = read?.cardSystemId === cardSystemId;
  if ((citizen || token !== null) && !isGood) {
    throw forbidden({ detail: 'x-registration-token is no token of this pass, or is over' });
  }
  const card = readPassIdentifier(uitpasNumber);
  if (card === '') throw invalidPassNumber({ jsonPointer: '/uitpasNumber' });
  const asked = {
    id: randomUUID(),
    card,
    resolvesDiscreet: caller.resolvesDiscreetAliases,
    tokenHolder: read?.passholderId ?? null,
    icon: icon ?? null,
    joinedAt: new Date(now).toISOString(),
    ...FAMILY,
    ...municipality.config.families,
    adultsBornUntil: addToDay(clockAt(now).day, { years: -ADULT_YEARS }),
  };
  await callFunction(core.pool, 'core.add_family_member', [
    cardSystemId,
    passholderId,
    municipality.id,
    JSON.stringify(asked),
    read?.id ?? null,
    JSON.stringify(lookAtPerson(core, caller)),
    command.key,
    command.hash,
  ]);
}
