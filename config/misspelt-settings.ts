import { nearestSpelling } from './nearest-spelling.ts';

interface Misspelt {
  readonly name: string;
  readonly message: string;
}

/** Shorter names are near to those of many other programs. */
const SHORTEST_NEAR = 8;

/** Of the variables that are given, those of ours that were meant to be one of the settings. */
export function findMisspelt(given: readonly string[], names: readonly string[]): Misspelt[] {
  return given
    .filter((name) => isOurs(name) && !names.includes(name))
    .flatMap((name) => {
      const near = nearestSpelling(name, names);
      return near === undefined ? [] : [didYouMean(name, near)];
    });
}

/** Those that nobody reads and that look like a setting; another program may read them. */
export function findNear(given: readonly string[], names: readonly string[]): Misspelt[] {
  return given.flatMap((name) => {
    if (names.includes(name) || (!isOurs(name) && name.length < SHORTEST_NEAR)) return [];
    const near = nearestSpelling(name, names);
    if (near === undefined) {
      const message = 'nobody reads this: npx pasklaar check-config shows all settings';
      return isOurs(name) ? [{ name, message }] : [];
    }
    // MY_REDIS_URL is somebody else's; a slip leaves out a letter, or has one too many.
    const isOthers = near.length < SHORTEST_NEAR || Math.abs(name.length - near.length) > 2;
    return isOthers ? [] : [didYouMean(name, near)];
  });
}

/** Also where the name of the program itself is misspelt. */
function isOurs(name: string): boolean {
  return /^PASK/i.test(name);
}

function didYouMean(name: string, near: string): Misspelt {
  return { name, message: `nobody reads this: did you mean ${near}?` };
}
