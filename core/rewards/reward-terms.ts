import type { CalendarPeriod } from '../contract/period.ts';
import { invalidData } from '../http/problems.ts';
import type { Installation } from '../municipalities/installation.ts';
import { invalidCardSystem } from './problems.ts';

/** The categories of the UiTPAS API 4.0. */
export const REWARD_CATEGORIES = [
  'Eten en drinken',
  'Doen',
  'Gadget of item',
  'Goede doel',
] as const;
export type RewardCategory = (typeof REWARD_CATEGORIES)[number];

/** From a moment to a moment, both included, ISO 8601; without an end it has none. */
export interface AskedPeriod {
  readonly begin: string;
  readonly end?: string;
}

/** A reward as a client of UiTPAS writes it: what it may not decide is not read. */
export interface AskedReward {
  readonly title: string;
  readonly type: 'POINTS' | 'WELCOME';
  readonly promotionalDescription: string;
  readonly practicalInfo?: string;
  readonly moreInfoURL?: string;
  readonly points?: number;
  readonly categories?: readonly RewardCategory[];
  readonly pictures?: readonly string[];
  readonly publicationPeriod: AskedPeriod;
  readonly redeemPeriod?: AskedPeriod;
  readonly grantingPeriod?: AskedPeriod;
  readonly maxAvailableUnits?: number;
  readonly redeemConstraint?: { readonly volume: number; readonly period: CalendarPeriod };
  readonly organizers?: readonly { readonly id: string }[];
  readonly owningCardSystem?: { readonly id: number };
  readonly applicableCardSystems?: readonly { readonly id: number }[];
  readonly allCardSystems?: boolean;
  readonly forKids?: boolean;
  readonly sport?: boolean;
  readonly featured?: boolean;
  readonly online?: boolean;
}

/** All that the one who offers a reward decides about it, complete and without contradiction. */
export interface RewardTerms {
  readonly type: 'POINTS' | 'WELCOME';
  readonly title: string;
  readonly promotionalDescription: string;
  readonly practicalInfo: string | null;
  readonly moreInfoUrl: string | null;
  readonly categories: readonly RewardCategory[];
  readonly pictures: readonly string[];
  /** The ids of the organizers that hand it out, one at least. */
  readonly redeemableAt: readonly string[];
  readonly points: number;
  /** Null without a maximum. */
  readonly maximumUnits: number | null;
  readonly limitVolume: number | null;
  readonly limitPeriod: CalendarPeriod | null;
  readonly publishedFrom: Date;
  readonly publishedUntil: Date | null;
  readonly redeemableFrom: Date;
  readonly redeemableUntil: Date | null;
  readonly grantedFrom: Date | null;
  readonly grantedUntil: Date | null;
  readonly isForAllCardSystems: boolean;
  readonly isForKids: boolean;
  readonly isSport: boolean;
  readonly isFeatured: boolean;
  readonly isOnline: boolean;
}

/** By what a reward is read: where it is offered, and by whom. */
export interface TermsContext {
  readonly installation: Installation;
  readonly cardSystemId: number;
  /** Hands it out when no organizer is named. */
  readonly actingOrganizerId: string;
}

/**
 * Reads the terms of a reward. What is left out follows from the rest: it can be redeemed while it
 * is published, a welcome is granted while it is published, and 0 units or none is no maximum.
 *
 * @throws Problem `invalid-data` that points to what is missing or cannot be; `invalid-card-system`
 * for a card system that is not the client's own
 */
export function readRewardTerms(asked: AskedReward, context: TermsContext): RewardTerms {
  assertComplete(asked);
  assertOwnCardSystem(asked, context.cardSystemId);
  const { publicationPeriod: published, redeemPeriod = published, redeemConstraint } = asked;
  const granted = asked.type === 'WELCOME' ? (asked.grantingPeriod ?? published) : null;
  return {
    type: asked.type,
    title: asked.title,
    promotionalDescription: asked.promotionalDescription,
    practicalInfo: asked.practicalInfo ?? null,
    moreInfoUrl: asked.moreInfoURL ?? null,
    categories: [...new Set(asked.categories)],
    pictures: asked.pictures ?? [],
    redeemableAt: organizersOf(asked, context),
    points: asked.points ?? 0,
    maximumUnits: (asked.maxAvailableUnits ?? 0) === 0 ? null : (asked.maxAvailableUnits ?? null),
    limitVolume: redeemConstraint?.volume ?? null,
    limitPeriod: redeemConstraint?.period ?? null,
    publishedFrom: new Date(published.begin),
    publishedUntil: endOf(published),
    redeemableFrom: new Date(redeemPeriod.begin),
    redeemableUntil: endOf(redeemPeriod),
    grantedFrom: granted && new Date(granted.begin),
    grantedUntil: granted && endOf(granted),
    isForAllCardSystems: asked.allCardSystems ?? true,
    isForKids: asked.forKids ?? false,
    isSport: asked.sport ?? false,
    isFeatured: asked.featured ?? false,
    isOnline: asked.online ?? false,
  };
}

function assertComplete(asked: AskedReward): void {
  const needed = asked.type === 'POINTS' ? (['points', 'categories', 'moreInfoURL'] as const) : [];
  for (const name of needed) {
    if (asked[name] === undefined)
      throw wrongAt(`/${name}`, `is missing: a POINTS reward needs it`);
  }
  if (asked.type === 'WELCOME' && (asked.points ?? 0) !== 0) {
    throw wrongAt('/points', 'must be 0 or left out: a WELCOME reward costs nothing');
  }
  for (const name of ['publicationPeriod', 'redeemPeriod', 'grantingPeriod'] as const) {
    const { begin, end } = asked[name] ?? {};
    if (begin === undefined || end === undefined) continue;
    if (Date.parse(end) < Date.parse(begin)) throw wrongAt(`/${name}/end`, 'is before its begin');
  }
}

function assertOwnCardSystem(asked: AskedReward, own: number): void {
  const { owningCardSystem, applicableCardSystems = [] } = asked;
  const named = [...(owningCardSystem ? [owningCardSystem] : []), ...applicableCardSystems];
  const strange = named.find(({ id }) => id !== own);
  if (strange) throw invalidCardSystem({ detail: `${strange.id} is not your card system: ${own}` });
}

function organizersOf(asked: AskedReward, context: TermsContext): string[] {
  const { organizers = [] } = asked;
  for (const [at, { id }] of organizers.entries()) {
    const known = context.installation.organizer(id);
    if (known?.municipality.cardSystemId === context.cardSystemId) continue;
    throw wrongAt(`/organizers/${at}/id`, 'is no organizer of this card system');
  }
  const ids = organizers.map(({ id }) => id);
  return ids.length === 0 ? [context.actingOrganizerId] : [...new Set(ids)];
}

function endOf({ end }: AskedPeriod): Date | null {
  return end === undefined ? null : new Date(end);
}

function wrongAt(jsonPointer: string, expectation: string): Error {
  return invalidData({ detail: `${jsonPointer} ${expectation}`, jsonPointer });
}
