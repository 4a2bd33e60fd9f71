import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { passholderNoActiveCardSystems } from '../passes/problems.ts';
import { checkIn } from '../points/check-in.ts';
import type { SavedCheckIn } from '../points/save-check-in.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { readCheckInCode } from './check-in-code.ts';
import { checkInCodeExpired, checkInCodeInvalid } from './problems.ts';

/** What a holder asks with the code of an event in hand. */
export interface CodeCommand {
  /** Of the caller's municipality. */
  readonly passholderId: string;
  readonly code: string;
  readonly command: CommandKey;
}

/**
 * Saves a check-in of a holder who scanned the code of an event. Who has the code is at the event,
 * so the caller need not act for its organizer; all else is judged as for a tap.
 *
 * @throws Problem `checkin-code-invalid`, `checkin-code-expired`; `passholder-not-found` for a
 * holder of another municipality, alike for nobody; `passholder-no-active-cardsystems` without an
 * active card; `checkin-not-allowed`
 */
export async function checkInByCode(
  core: Core,
  caller: Caller,
  asked: CodeCommand,
): Promise<SavedCheckIn> {
  const { cardSystemId } = caller;
  const answerAgain = async (id: string): Promise<SavedCheckIn> =>
    callForJson(core.pool, 'core.show_check_in', [cardSystemId, id]);
  return unlessDoneBefore(
    core,
    { cardSystemId, kind: 'check-in', command: asked.command, answerAgain },
    async () => checkInNow(core, caller, asked),
  );
}

async function checkInNow(
  core: Core,
  caller: Caller,
  { code, command, passholderId }: CodeCommand,
): Promise<SavedCheckIn> {
  const { cardSystemId, municipality } = caller;
  const read = readCheckInCode(core.keys, code);
  if (read?.cardSystemId !== cardSystemId) throw checkInCodeInvalid();
  if (read.until < core.now()) throw checkInCodeExpired();
  const card = await callForJson<{ number: string | null } | null>(
    core.pool,
    'core.active_card_of',
    [cardSystemId, passholderId, municipality.id],
  );
  if (!card) throw passholderNotFound();
  if (card.number === null) throw passholderNoActiveCardSystems();
  const { eventId } = read;
  const tap = { card: card.number, eventId, command, isPresent: true };
  const { saved } = await checkIn(core, caller, tap);
  return saved;
}
