import type { Caller } from '../access/caller.ts';
import type { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { refusalOf } from '../database/refusal.ts';
import { eventNotFound, maximumReached } from '../events/problems.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { cardBlocked } from '../passes/problems.ts';
import { checkIn } from '../points/check-in.ts';
import type { SavedCheckIn } from '../points/save-check-in.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { currentEvent } from './current-event.ts';

/**
 * Saves a check-in of whoever taps a kiosk, at the event of the kiosk: the same check-in as at any
 * desk, refused in the words that UiTPAS publishes for a kiosk.
 *
 * @param tap.chipNumber as core/passes/chip-number.ts reads it
 * @throws Problem `event-not-found` when nothing is open here; `passholder-not-found` for a card of
 * nobody; `card-blocked`; `maximum-reached` and `checkin-not-allowed` with the reason in words
 */
export async function checkInAtKiosk(
  core: Core,
  caller: Caller,
  tap: { readonly chipNumber: string; readonly command: CommandKey },
): Promise<SavedCheckIn> {
  const event = await currentEvent(core, caller);
  if (!event) throw eventNotFound({ endUserMessage: NOTHING_OPEN });
  const { chipNumber: card, command } = tap;
  const asked = { card, command, eventId: event.id, limitReached: maximumReached };
  try {
    const { saved } = await checkIn(core, caller, asked);
    return saved;
  } catch (error) {
    throw problemOfCard(error) ?? error;
  }
}

const NOTHING_OPEN = { nl: 'Hier is nu geen activiteit waarvoor u punten kunt sparen.' };

function problemOfCard(error: unknown): Error | undefined {
  const { name, detail } = refusalOf(error) ?? {};
  if (name === 'pass-not-found') return unknownPass();
  if (name !== 'invalid-card-status') return undefined;
  // A card in the stock, or one whose holder was erased, is nobody's.
  const isBlocked = detail?.['status'] === 'BLOCKED';
  return isBlocked ? cardBlocked() : unknownPass();
}

function unknownPass(): Problem {
  return passholderNotFound({ endUserMessage: { nl: 'Deze pas is niet gekend.' } });
}
