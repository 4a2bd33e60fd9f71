import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId, mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { refusalOf } from '../database/refusal.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { calendarWindows } from './calendar-windows.ts';
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
  try {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const made = await redeemNow(core, caller, asked);
      if (made !== 'reward-changed') return made;
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // What is refused now may have been carried out then: keys hold for ever.
    const earlier = await replayRedemption(core, caller, asked.command);
    if (earlier) return earlier;
    throw error;
  }
  throw new Error(`reward ${asked.rewardId} keeps changing while it is redeemed`);
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
    const { rows } = await core.pool.query<{ made: string }>({
      name: 'rewards.redeem',
      text: 'select core.redeem_reward($1, $2, $3, $4, $5, $6) as made',
      values: [
        caller.cardSystemId,
        JSON.stringify(decided),
        JSON.stringify(calendarWindows(now)),
        JSON.stringify(facts),
        command.key,
        command.hash,
      ],
    });
    return JSON.parse(rows[0]?.made ?? '') as MadeRedemption;
  } catch (error) {
    if (refusalOf(error)?.name === 'reward-changed') return 'reward-changed';
    throw problemOfCard(error) ?? error;
  }
}

async function replayRedemption(
  core: Core,
  { cardSystemId }: Caller,
  { key, hash }: CommandKey,
): Promise<MadeRedemption | null> {
  if (key === null) return null;
  const { rows } = await core.pool.query<{ made: string | null }>({
    name: 'rewards.replay-redemption',
    text: 'select core.replay_redemption($1, $2, $3) as made',
    values: [cardSystemId, key, hash],
  });
  return JSON.parse(rows[0]?.made ?? 'null') as MadeRedemption | null;
}
