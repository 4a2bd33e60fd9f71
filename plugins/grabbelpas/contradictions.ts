import type { Contradiction } from '../../core/contract/plugin.ts';
import type { GrabbelpasConfig } from './config.ts';

/** Settings of the holiday pass that are each right, and cannot both be. */
export function findContradictions({
  ages,
  department,
  givers,
}: GrabbelpasConfig): Contradiction[] {
  const found: Contradiction[] = [];
  if (ages.until < ages.from) {
    const message = `must be ${ages.from} or more, which is from`;
    found.push({ at: ['ages', 'until'], message });
  }
  if (Object.hasOwn(givers, department)) {
    const message = 'is the department itself: nobody is owed for what it gives';
    found.push({ at: ['givers', department], message });
  }
  return found;
}
