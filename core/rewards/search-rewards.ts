import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { escapeLike } from '../database/escape-like.ts';
import { tenantManager } from '../database/orm.ts';
import { organizerId } from '../municipalities/installation.ts';
import { calendarWindows } from '../events/calendar-windows.ts';
import type { StoredReward } from './change-reward.ts';
import { lastChanceUntil } from './reward-shape.ts';
import type { RewardSort } from './reward-sort.ts';
import type { RewardCategory } from './reward-terms.ts';
import { Reward } from './reward.entity.ts';

/** Which rewards are asked; null for what does not matter. */
export interface RewardSearch {
  readonly type: 'POINTS' | 'WELCOME' | null;
  readonly subset: 'ALL' | 'ENDUSERS' | 'REDEEMABLE' | 'REDEEMABLE-FUTURE' | 'ENDUSER-FUTURE';
  readonly status: 'ACTIVE' | 'INACTIVE' | 'DELETED' | null;
  /** Handed out by one of these. */
  readonly organizerIds: readonly string[] | null;
  /** A part of its title, or of the name or city of an organizer that hands it out. */
  readonly text: string | null;
  readonly categories: readonly RewardCategory[] | null;
  readonly pointsFrom: number | null;
  readonly pointsTo: number | null;
  readonly sport: boolean | null;
  readonly forKids: boolean | null;
  readonly featured: boolean | null;
  readonly online: boolean | null;
  readonly lastChance: boolean | null;
  /** A holder who can have it now. */
  readonly redeemableBy: string | null;
  /** A holder who switched its category on. */
  readonly interestingFor: string | null;
  readonly sort: readonly RewardSort[];
  readonly start: number;
  readonly limit: number;
}

/** How many rewards there are of each value, under all filters but the one of the facet. */
export type FacetCounts = Readonly<Record<string, Readonly<Record<string, number>> | null>>;

/** A part of the rewards that were found, in order. */
export interface FoundRewards {
  readonly totalItems: number;
  readonly member: readonly StoredReward[];
  readonly facets: FacetCounts;
}

/** Finds the rewards of the caller's card system that are what was asked. */
export async function searchRewards(
  core: Core,
  caller: Caller,
  search: RewardSearch,
): Promise<FoundRewards> {
  const { cardSystemId } = caller;
  const now = core.now();
  const { text } = search;
  const asked = {
    ...search,
    text: text === null ? null : `%${escapeLike(text)}%`,
    textOrganizerIds: text === null ? [] : organizersCalled(caller, text),
    moment: new Date(now).toISOString(),
    lastChanceUntil: new Date(lastChanceUntil(now)).toISOString(),
    windows: calendarWindows(now),
  };
  const { totalItems, ids, facets } = await callForJson<{
    totalItems: number;
    ids: string[];
    facets: FacetCounts;
  }>(core.pool, 'core.search_rewards', [cardSystemId, JSON.stringify(asked)]);
  const rewards = await tenantManager(core.orm, cardSystemId).find(Reward, {
    cardSystemId,
    id: { $in: ids },
  });
  const byId = new Map(rewards.map((reward) => [reward.id, reward]));
  return { totalItems, facets, member: ids.flatMap((id) => byId.get(id) ?? []) };
}

/** The organizers of the card system whose name or city has a text in it, by id. */
function organizersCalled({ installation, cardSystemId }: Caller, text: string): string[] {
  const folded = text.toLocaleLowerCase('nl-BE');
  const has = (name: string): boolean => name.toLocaleLowerCase('nl-BE').includes(folded);
  return installation.ofCardSystem(cardSystemId).flatMap(({ key, config }) =>
    Object.entries(config.organizers)
      .filter(([, { name }]) => has(name) || has(config.name))
      .map(([organizer]) => organizerId(key, organizer)),
  );
}
