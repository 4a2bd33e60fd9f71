import type { Caller } from '../access/caller.ts';
import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { calendarWindows } from '../events/calendar-windows.ts';
import { readReward } from './read-reward.ts';
import { handingOut } from './redeem-reward.ts';
import { problemOfCard, reasonOf, type RefusalReason } from './redemption-refusals.ts';

/** Whether a holder can have a reward now, and if not, why. */
export type RedeemStatus =
  | { readonly redeemable: true }
  | { readonly redeemable: false; readonly reason: RefusalReason; readonly message: string };

/**
 * Says whether a holder can have a reward now. It promises nothing: redeeming decides again, under
 * lock.
 *
 * @throws Problem `reward-not-found`, `invalid-uitpas-number`; `forbidden` when none of the
 * caller's organizers hands the reward out
 */
export async function redeemStatus(
  core: Core,
  caller: Caller,
  { rewardId, card }: { rewardId: string; card: string },
): Promise<RedeemStatus> {
  handingOut(await readReward(core, caller, rewardId), caller);
  const refusal = await refusalNow(core, caller, { rewardId, card });
  if (refusal === null) return { redeemable: true };
  const why = reasonOf(refusal.name);
  if (!why) throw new Error(`no reason of UiTPAS for ${refusal.name}`);
  return { redeemable: false, reason: why.reason, message: refusal.message ?? why.message };
}

async function refusalNow(
  core: Core,
  caller: Caller,
  { rewardId, card }: { rewardId: string; card: string },
): Promise<{ name: string; message?: string | undefined } | null> {
  const now = core.now();
  try {
    const name = await callFunction<string | null>(core.pool, 'core.redeem_status', [
      caller.cardSystemId,
      rewardId,
      readPassIdentifier(card),
      caller.resolvesDiscreetAliases,
      new Date(now).toISOString(),
      JSON.stringify(calendarWindows(now)),
    ]);
    return name === null ? null : { name };
  } catch (error) {
    const problem = problemOfCard(error) ?? error;
    if (problem instanceof Problem && reasonOf(problem.definition.name)) {
      return { name: problem.definition.name, message: problem.details.endUserMessage?.nl };
    }
    throw problem;
  }
}
