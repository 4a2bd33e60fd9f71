import type { Caller } from '../access/caller.ts';
import { HOLDER } from '../billing/money-fact.ts';
import type { Cents } from '../contract/money.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { changeReward, type StoredReward } from './change-reward.ts';
import { rewardNotFound } from './problems.ts';
import { readReward } from './read-reward.ts';
import type { Funder } from './reward-money.ts';

/** What a reward is worth to who hands it out, and who bears that. */
export interface Funding {
  /** Of one unit; 0 when nobody owes anything for it. */
  readonly worthCents: Cents;
  /** In proportion, by the keys of parties; none when it is worth nothing. */
  readonly fundedBy: readonly { readonly party: string; readonly weight: number }[];
}

/**
 * Decides who funds a reward, from the next redemption on: what was redeemed before stays as it was
 * booked. For rewards that an organizer of the caller's municipality offers.
 *
 * @throws Problem `reward-not-found`; `invalid-data` for a party that the municipality does not
 * have
 */
export async function fundReward(
  core: Core,
  caller: Caller,
  asked: { rewardId: string; funding: Funding; command: CommandKey },
): Promise<Funding> {
  const { rewardId, funding, command } = asked;
  const reward = await changeReward(core, caller, {
    rewardId,
    command,
    kind: 'reward-funding',
    mayChange: (one) => isOffered(one, caller),
    change: (one) => {
      one.fundedBy = readFunders(funding, caller);
      one.worthCents = funding.worthCents;
    },
  });
  return fundingOf(reward);
}

/**
 * Who funds a reward now.
 *
 * @throws Problem `reward-not-found`
 */
export async function readFunding(core: Core, caller: Caller, rewardId: string): Promise<Funding> {
  const reward = await readReward(core, caller, rewardId);
  if (!isOffered(reward, caller)) throw rewardNotFound();
  return fundingOf(reward);
}

function isOffered(reward: StoredReward, { installation, municipality }: Caller): boolean {
  const offering = installation.organizer(reward.organizer.id);
  return offering?.municipality.key === municipality.key;
}

function fundingOf({ worthCents, fundedBy }: StoredReward): Funding {
  const funders = (fundedBy ?? []).map(({ party, weight }) => ({ party, weight }));
  return { worthCents, fundedBy: funders };
}

function readFunders({ worthCents, fundedBy }: Funding, caller: Caller): Funder[] | null {
  if ((worthCents === 0) !== (fundedBy.length === 0)) {
    const detail = '/fundedBy names who bears the worth: somebody when there is one, else nobody';
    throw invalidData({ detail, jsonPointer: '/fundedBy' });
  }
  const { cardSystemId, installation, municipality } = caller;
  const parties = installation.partiesOfCardSystem(cardSystemId);
  const funders = fundedBy.map(({ party: key, weight }, at) => {
    const jsonPointer = `/fundedBy/${at}/party`;
    const isTwice = fundedBy.findIndex(({ party }) => party === key) < at;
    const known = parties.find(({ key: own, municipality: town }) => {
      return own === key && (own === town || town === municipality.key);
    });
    if (known && !isTwice && key !== HOLDER) return { party: key, partyId: known.id, weight };
    const expected = isTwice ? 'is named before' : `is no party of ${municipality.key}`;
    throw invalidData({ detail: `${jsonPointer} ${expected}`, jsonPointer });
  });
  return funders.length === 0 ? null : funders;
}
