import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { findCard } from '../rights/find-card.ts';
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
  const lost = await findCard(core, caller, question);
  const { rows } = await core.pool.query<{ card: string }>({
    name: 'passes.replace-card',
    text: 'select core.replace_card($1, $2, $3, $4, $5, $6, $7, $8) as card',
    values: [
      caller.cardSystemId,
      lost.card.number,
      given.number,
      given.mayBeNew,
      new Date(now).toISOString(),
      caller.resolvesDiscreetAliases,
      command?.key ?? null,
      command?.hash ?? null,
    ],
  });
  return JSON.parse(rows[0]?.card ?? '') as ChangedCard;
}
