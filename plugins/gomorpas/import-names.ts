import type { Contradiction } from '../../core/contract/plugin.ts';
import type { Benefit, GomorpasConfig } from './config.ts';

/** What is compared of a name: letters and digits, without capitals and accents. */
export function plainName(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** All that a benefit can be called in a list. */
function namesOf(key: string, { importNames, title }: Benefit): Set<string> {
  return new Set([key, title, ...importNames].map(plainName));
}

/** The key of each benefit by all that a list can call it. */
export function benefitNames({ benefits }: GomorpasConfig): Map<string, string> {
  const pairs = Object.entries(benefits).flatMap(([key, benefit]) =>
    [...namesOf(key, benefit)].map((name) => [name, key] as const),
  );
  return new Map(pairs);
}

/** A benefit is a number or a budget, and each name in a list must be that of one benefit. */
export function contradictionOf({ benefits }: GomorpasConfig): Contradiction | null {
  const seen = new Map<string, string>();
  for (const [key, benefit] of Object.entries(benefits)) {
    const at = ['benefits', key];
    if (Boolean(benefit.tickets) === (benefit.budgetCents !== undefined)) {
      return { at, message: 'is a number and a budget, or neither: give tickets or budgetCents' };
    }
    for (const name of namesOf(key, benefit)) {
      const other = seen.get(name);
      if (other !== undefined) {
        return { at, message: `has a name of the benefit ${other}: no list could tell them apart` };
      }
      seen.set(name, key);
    }
  }
  return null;
}
