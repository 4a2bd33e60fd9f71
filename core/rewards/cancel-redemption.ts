import { randomUUID } from 'node:crypto';
import type { EntityManager, InferEntity } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId, mayActFor } from '../access/may-act-for.ts';
import { accountOf } from '../billing/account-of.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { reversalRow } from '../billing/money-fact-rows.ts';
import { readMoneyFact } from '../billing/read-money-fact.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { redeemedRewardNotFound } from './problems.ts';
import { Redemption } from './redemption.entity.ts';
import { deskOf } from './reward-money.ts';

/**
 * Cancels a redemption, once: points, stock, money and limit are as if it never was, on today's
 * date. Points that would have expired meanwhile expire with the next ones.
 *
 * Who acts for the organizer that handed the reward out, or that offers it, may; to others it does
 * not exist.
 *
 * @throws Problem `redeemed-reward-not-found`, also when it was cancelled before
 */
export async function cancelRedemption(
  core: Core,
  caller: Caller,
  { id, command }: { id: string; command: CommandKey },
): Promise<void> {
  const { cardSystemId } = caller;
  const kind = 'reward-cancel';
  await unlessDoneBefore<void>(
    core,
    { cardSystemId, kind, command, answerAgain: async () => {} },
    async () => {
      const em = tenantManager(core.orm, cardSystemId);
      const redemption = await em.findOne(
        Redemption,
        { cardSystemId, id, cancelledAt: null },
        { populate: ['reward'] },
      );
      if (!redemption || !isConcerned(redemption, caller)) throw redeemedRewardNotFound();
      const now = core.now();
      const facts = await reversalRows(em, redemption, { caller, now });
      await callFunction(core.pool, 'core.cancel_redemption', [
        cardSystemId,
        id,
        JSON.stringify(facts),
        new Date(now).toISOString(),
        command.key,
        command.hash,
      ]);
    },
  );
}

type StoredRedemption = InferEntity<typeof Redemption>;

function isConcerned({ organizer, reward }: StoredRedemption, caller: Caller): boolean {
  return [organizer.id, reward.organizer.id].some((one) => mayActFor(caller, one));
}

async function reversalRows(
  em: EntityManager,
  { cardSystemId, organizer, moneyFact }: StoredRedemption,
  { caller, now }: { caller: Caller; now: number },
): Promise<MoneyFactRow[]> {
  if (!moneyFact) return [];
  const stored = await readMoneyFact(em, cardSystemId, moneyFact.id);
  if (!stored) throw new Error(`fact ${moneyFact.id} of a redemption is not there`);
  const { installation } = caller;
  const desk = installation.organizer(organizer.id) ? deskOf(organizer.id, caller) : caller;
  const reversal = {
    id: randomUUID(),
    municipality: installation.byId(stored.municipalityId) ?? caller.municipality,
    giver: accountOf(installation, desk),
    sellerId: actingOrganizerId(caller),
    happenedAt: now,
  };
  return [reversalRow(stored, reversal, installation)];
}
