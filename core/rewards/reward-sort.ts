import { invalidData } from '../http/problems.ts';

const FIELDS = ['name', 'creationdate', 'redeemcount', 'featured', 'points'] as const;

/** By what rewards are put in order. */
export interface RewardSort {
  readonly field: (typeof FIELDS)[number];
  readonly descending: boolean;
}

/**
 * The query of a search, as far as it orders: the newer way, and the one that UiTPAS deprecates.
 */
export interface AskedOrder {
  readonly sort?: string;
  readonly 'sort[name]'?: 'asc' | 'desc';
  readonly 'sort[creationDate]'?: 'asc' | 'desc';
  readonly 'sort[redeemCount]'?: 'asc' | 'desc';
  readonly 'sort[featured]'?: 'asc' | 'desc';
  readonly 'sort[points]'?: 'asc' | 'desc';
}

/**
 * Reads by what rewards are put in order: `-redeemCount,points`, then what `sort[...]` adds.
 *
 * @throws Problem `invalid-data` for a field that there is not
 */
export function readRewardSort(asked: AskedOrder): RewardSort[] {
  const named = (asked.sort ?? '').split(',').filter((part) => part !== '');
  const sorts = named.map((part) => {
    const descending = part.startsWith('-');
    const field = fieldOf(part.slice(descending ? 1 : 0));
    if (field === undefined) {
      const known = 'name, creationdate, redeemCount, featured, points, each with - or without';
      throw invalidData({ detail: `query parameter sort must be a list of ${known}` });
    }
    return { field, descending };
  });
  const older = FIELDS.flatMap((field) => {
    const order = Object.entries(asked).find(([key]) => key.toLowerCase() === `sort[${field}]`);
    return order ? [{ field, descending: order[1] === 'desc' }] : [];
  });
  return [...sorts, ...older];
}

function fieldOf(text: string): RewardSort['field'] | undefined {
  return FIELDS.find((field) => field === text.toLowerCase());
}
