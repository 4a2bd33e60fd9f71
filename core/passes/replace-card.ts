import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { openCard } from '../rights/open-card.ts';
import type { ChangedCard } from './changed-card.ts';
import { readNewCard } from './new-card.ts';

/** What a desk asks: this card is lost or broken, the holder takes that one. */
export interface CardReplacement {
  /** Any number of the old card, as typed, scanned or tapped. */
  readonly card: string;
  /** Of a card in the stock, or a pass number that nobody has yet. */
  readonly newNumber: string;
  readonly command: CommandKey | null;
}

/**
 * Replaces a card in one action: the old one is blocked, the new one active. Roles, points and
 * history belong to the holder and stay; past facts keep the number that was used. The old number
 * finds the old card, blocked, and not the new one: who finds a lost card gains nothing.
 *
 * @returns the new card
 * @throws Problem `invalid-uitpas-number`, `pass-not-found`, `pass-of-another-card-system`; the
 * refusals of core/passes/change-card.sql
 */
export async function replaceCard(
  core: Core,
  caller: Caller,
  { card, newNumber, command }: CardReplacement,
): Promise<ChangedCard> {
  const now = core.now();
  const given = readNewCard(newNumber);
  const question = { card, eventId: null, day: clockAt(now).day };
  const lost = await openCard(core, caller, question);
  return callForJson<ChangedCard>(core.pool, 'core.replace_card', [
    caller.cardSystemId,
    lost.card.number,
    given.number,
    given.mayBeNew,
    new Date(now).toISOString(),
    caller.resolvesDiscreetAliases,
    command?.key ?? null,
    command?.hash ?? null,
  ]);
}
