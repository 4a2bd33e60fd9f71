import { nameKey } from '../../core/contract/name-key.ts';
import type { Contradiction } from '../../core/contract/plugin.ts';
import type { Benefit, GomorpasConfig } from './config.ts';

/** All that a benefit can be called in a list. */
function namesOf(key: string, { importNames, title }: Benefit): Set<string> {
  return new Set([key, title, ...importNames].map(nameKey));
}

/** The key of each benefit by all that a list can call it. */
export function benefitNames({ benefits }: GomorpasConfig): Map<string, string> {
  const pairs = Object.entries(benefits).flatMap(([key, benefit]) =>
    [...namesOf(key, benefit)].map((name) => [name, key] as const),
  );
  return new Map(pairs);
}

/** A benefit is a number or a budget, and each name in a list must be that of one benefit. */
export function contradictionsOf({ benefits }: GomorpasConfig): Contradiction[] {
  const seen = new Map<string, string>();
  return Object.entries(benefits).flatMap(([key, benefit]): Contradiction[] => {
    const at = ['benefits', key];
    const isNeither = Boolean(benefit.tickets) === (benefit.budgetCents !== undefined);
    const shared = [...namesOf(key, benefit)]
      .map((name) => seen.get(name))
      .find((other) => other !== undefined);
    for (const name of namesOf(key, benefit)) seen.set(name, seen.get(name) ?? key);
    return [
      ...(isNeither
        ? [{ at, message: 'is a number and a budget, or neither: give tickets or budgetCents' }]
        : []),
      ...(shared === undefined
        ? []
        : [{ at, message: `has a name of the benefit ${shared}: no list could tell them apart` }]),
    ];
  });
}
