import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { cardBlocked, passNotFound } from '../passes/problems.ts';
import { openCard } from '../rights/open-card.ts';

/**
 * The points of whoever holds a card, and nothing else of that person.
 *
 * @param chipNumber as core/passes/chip-number.ts reads it
 * @throws Problem `card-blocked`; `pass-not-found` for a card of nobody;
 * `pass-of-another-card-system`
 */
export async function pointsAtKiosk(
  core: Core,
  caller: Caller,
  chipNumber: string,
): Promise<number> {
  const { day } = clockAt(core.now());
  const { card, holder } = await openCard(core, caller, { card: chipNumber, eventId: null, day });
  if (card.status === 'BLOCKED') throw cardBlocked();
  if (card.status !== 'ACTIVE' || !holder) throw passNotFound();
  return holder.points;
}
