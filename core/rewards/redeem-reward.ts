import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId, mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { refusalOf } from '../database/refusal.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { calendarWindows } from '../events/calendar-windows.ts';
import type { StoredReward } from './change-reward.ts';
import { problemOfCard } from './redemption-refusals.ts';
import { readReward } from './read-reward.ts';
import { redemptionRows } from './reward-money.ts';

/** What a desk asks: this holder takes this reward. */
export interface RedeemCommand {
  readonly rewardId: string;
  /** Any number of the card. */
  readonly card: string;
  readonly command: CommandKey;
}

/** A redemption, made now or by the same command before. */
export interface MadeRedemption {
  readonly id: string;
  readonly rewardId: string;
  readonly organizerId: string;
  readonly cardNumber: string;
  /** ISO 8601. */
  readonly happenedAt: string;
}

/** How often a reward may be changed while somebody redeems it. */
const MAX_ATTEMPTS = 5;

/**
 * Gives a holder a reward for its points. The organizer that hands it out is the one that the
 * caller acts for, else another of its own.
 *
 * @throws Problem `reward-not-found`; `forbidden` when none of the caller's organizers hands it
 * out; and what core/rewards/redeem-reward.sql refuses
 */
export async function redeemReward(
  core: Core,
  caller: Caller,
  asked: RedeemCommand,
): Promise<MadeRedemption> {
  const { cardSystemId } = caller;
  const answerAgain = async (id: string): Promise<MadeRedemption> =>
    callForJson(core.pool, 'core.show_redemption', [cardSystemId, id]);
  return unlessDoneBefore(
    core,
    { cardSystemId, kind: 'reward-redeem', command: asked.command, answerAgain },
    async () => {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        const made = await redeemNow(core, caller, asked);
        if (made !== 'reward-changed') return made;
      }
      throw new Error(`reward ${asked.rewardId} keeps changing while it is redeemed`);
    },
  );
}

/**
 * Who of the caller's organizers hands a reward out, by its id.
 *
 * @throws Problem `forbidden` when none does
 */
export function handingOut(reward: StoredReward, caller: Caller): string {
  const own = reward.redeemableAt.filter((id) => mayActFor(caller, id));
  const acting = actingOrganizerId(caller);
  const [first] = own;
  if (first === undefined) {
    throw forbidden({ detail: 'no organizer that you act for hands this reward out' });
  }
  return own.includes(acting) ? acting : first;
}

async function redeemNow(
  core: Core,
  caller: Caller,
  { rewardId, card, command }: RedeemCommand,
): Promise<MadeRedemption | 'reward-changed'> {
  const reward = await readReward(core, caller, rewardId);
  const organizerId = handingOut(reward, caller);
  const now = core.now();
  const { worthCents, fundedBy } = reward;
  const money = { factId: randomUUID(), worthCents, organizerId, happenedAt: now };
  const facts = redemptionRows({ ...money, fundedBy: fundedBy ?? [] }, caller);
  const decided = {
    id: randomUUID(),
    rewardId,
    rewardVersion: reward.version,
    organizerId,
    card: readPassIdentifier(card),
    resolvesDiscreet: caller.resolvesDiscreetAliases,
    client: caller.clientId,
    moment: new Date(now).toISOString(),
  };
  try {
    return await callForJson<MadeRedemption>(core.pool, 'core.redeem_reward', [
      caller.cardSystemId,
      JSON.stringify(decided),
      JSON.stringify(calendarWindows(now)),
      JSON.stringify(facts),
      command.key,
      command.hash,
    ]);
  } catch (error) {
    if (refusalOf(error)?.name === 'reward-changed') return 'reward-changed';
    throw problemOfCard(error) ?? error;
  }
}
