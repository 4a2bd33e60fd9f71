import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { REWARD_CATEGORIES } from './reward-terms.ts';
import type { FoundRewards } from './search-rewards.ts';

/** The facets of the UiTPAS API 4.0. */
export const REWARD_FACETS = [
  'categories',
  'forKids',
  'sport',
  'online',
  'lastChance',
  'owningCardSystemId',
  'type',
] as const;
export type RewardFacet = (typeof REWARD_FACETS)[number];

/** Each value that can be asked for, in Dutch, and how many rewards it finds. */
export type ShownFacet = Record<string, { name: { nl: string }; count: number }>;

const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  categories: Object.fromEntries(REWARD_CATEGORIES.map((category) => [category, category])),
  forKids: { true: 'Speciaal voor kinderen', false: 'Niet speciaal voor kinderen' },
  sport: { true: 'Sportactiviteiten', false: 'Geen sportactiviteiten' },
  online: { true: 'Online', false: 'Niet online' },
  lastChance: { true: 'Laatste kans', false: 'Nog lang' },
  type: { POINTS: 'Omruilvoordeel', WELCOME: 'Welkomstvoordeel' },
};

/** Shows the facets that were asked, with every value that there can be. */
export function showFacets(
  asked: readonly RewardFacet[],
  { totalItems, facets }: Pick<FoundRewards, 'totalItems' | 'facets'>,
  { config: { cardSystem } }: ActiveMunicipality,
): Partial<Record<RewardFacet, ShownFacet>> {
  const ofCardSystem = { [cardSystem.id]: { name: { nl: cardSystem.name }, count: totalItems } };
  return Object.fromEntries(
    asked.map((facet) => {
      if (facet === 'owningCardSystemId') return [facet, ofCardSystem];
      const values = Object.entries(NAMES[facet] ?? {}).map(([value, nl]) => {
        return [value, { name: { nl }, count: facets[facet]?.[value] ?? 0 }];
      });
      return [facet, Object.fromEntries(values)];
    }),
  );
}
