import { randomUUID } from 'node:crypto';
import type { EntityManager, InferEntity } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId, mayActFor } from '../access/may-act-for.ts';
import { accountOf } from '../billing/account-of.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { reversalRow } from '../billing/money-fact-rows.ts';
import { readMoneyFact } from '../billing/read-money-fact.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
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
  const em = tenantManager(core.orm, cardSystemId);
  const redemption = await em.findOne(
    Redemption,
    { cardSystemId, id, cancelledAt: null },
    { populate: ['reward'] },
  );
  if (!redemption || !isConcerned(redemption, caller)) {
    if (await wasCancelledBy(core, caller, command)) return;
    throw redeemedRewardNotFound();
  }
  const now = core.now();
  const facts = await reversalRows(em, redemption, { caller, now });
  await core.pool.query({
    name: 'rewards.cancel-redemption',
    text: 'select core.cancel_redemption($1, $2, $3, $4, $5, $6)',
    values: [
      cardSystemId,
      id,
      JSON.stringify(facts),
      new Date(now).toISOString(),
      command.key,
      command.hash,
    ],
  });
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

/** Whether the same command cancelled it: keys hold for ever. */
async function wasCancelledBy(
  core: Core,
  { cardSystemId }: Caller,
  { key, hash }: CommandKey,
): Promise<boolean> {
  if (key === null) return false;
  const { rows } = await core.pool.query<{ id: string | null }>({
    name: 'rewards.earlier-cancel',
    text: "select core.earlier_fact($1, $2, $3, 'reward-cancel') as id",
    values: [cardSystemId, key, hash],
  });
  return rows.some(({ id }) => id !== null);
}
