import type { Contradiction } from '../../core/contract/plugin.ts';
import type { StaffConfig } from './config.ts';

/** Settings of the staff card that are each right, and cannot both be. */
export function findContradictions({ zones, mealBudget }: StaffConfig): Contradiction[] {
  const openings = Object.entries(zones).flatMap(([key, { schedule }]) =>
    schedule.map((opening, index) => ({ opening, at: ['zones', key, 'schedule', index] })),
  );
  return [
    ...openings.flatMap(({ opening, at }) => {
      if (opening.from === '24:00') {
        const message = 'no day has a minute from 24:00 on: say 00:00, of the day after';
        return [{ at: [...at, 'from'], message }];
      }
      const twice = opening.days.findIndex((day, place) => opening.days.indexOf(day) < place);
      if (twice === -1) return [];
      return [{ at: [...at, 'days', twice], message: 'this day stands above already' }];
    }),
    ...(mealBudget?.centsPerMonth === 0
      ? [{ at: ['mealBudget', 'centsPerMonth'], message: 'is nothing: leave mealBudget out' }]
      : []),
  ];
}
