import type { Contradiction } from '../../core/contract/plugin.ts';
import type { TalentConfig } from './config.ts';

/** The oldest is not younger than the youngest, and the groups of ages rise. */
export function findContradictions({ ageBands, ages }: TalentConfig): Contradiction[] {
  const at = ageBands.findIndex((age, place) => place > 0 && age <= (ageBands[place - 1] ?? 0));
  return [
    ...(ages.from <= ages.until
      ? []
      : [
          {
            at: ['ages', 'until'],
            message: `is ${ages.until}, younger than from: expected ${ages.from} or more`,
          },
        ]),
    ...(at < 0
      ? []
      : [
          {
            at: ['ageBands', at],
            message: `is not above the age before it: expected more than ${ageBands[at - 1]}`,
          },
        ]),
  ];
}
