import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { openCard } from '../rights/open-card.ts';
import type { ChangedCard } from './changed-card.ts';

/**
 * Blocks a card: from now on it grants nothing. One that is blocked already stays as it is.
 *
 * @param asked.card any number of the card, as typed, scanned or tapped
 * @throws Problem `pass-not-found`, `pass-of-another-card-system`; the refusals of
 * core/passes/change-card.sql
 */
export async function blockCard(
  core: Core,
  caller: Caller,
  asked: { readonly card: string; readonly command: CommandKey | null },
): Promise<ChangedCard> {
  const now = core.now();
  const question = { card: asked.card, eventId: null, day: clockAt(now).day };
  const { card } = await openCard(core, caller, question);
  return callForJson<ChangedCard>(core.pool, 'core.block_card', [
    caller.cardSystemId,
    card.number,
    new Date(now).toISOString(),
    asked.command?.key ?? null,
    asked.command?.hash ?? null,
  ]);
}
