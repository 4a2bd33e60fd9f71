/** An entry as the rules of the clock see it; moments in milliseconds since 1970. */
export interface ClockedTime {
  readonly enteredAt: number;
  /** Null or left out as long as nobody clocked out. */
  readonly leftAt?: number | null | undefined;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Whether an entry still waits for its end: not longer than anybody works at a stretch. */
export function isRunning(
  { enteredAt, leftAt = null }: ClockedTime,
  { now, longestHours }: { now: number; longestHours: number },
): boolean {
  return leftAt === null && now < enteredAt + longestHours * HOUR_MS;
}

/** What the way out must do and does not, as a command says it; null when it is possible. */
export function faultOf(
  { enteredAt, leftAt }: { enteredAt: number; leftAt: number },
  { now, longestHours }: { now: number; longestHours: number },
): string | null {
  if (leftAt <= enteredAt) return 'must come after /enteredAt';
  if (leftAt > now) return 'must not be in the future';
  if (leftAt - enteredAt > longestHours * HOUR_MS) {
    return `must be at most ${longestHours} hours after /enteredAt`;
  }
  return null;
}

/** What somebody worked in some entries. */
export interface WorkedTime {
  readonly days: number;
  /** Whole minutes, each entry rounded down. */
  readonly minutes: number;
  /** The entries without an end, which are to be corrected: no minutes are counted for them. */
  readonly withoutEnd: number;
}

/** Adds entries up, of one person and month. One that is running counts when it is over. */
export function addUp(
  entries: readonly (ClockedTime & { readonly day: string })[],
  clock: { now: number; longestHours: number },
): WorkedTime {
  const over = entries.filter((entry) => !isRunning(entry, clock));
  const worked = over.map(({ enteredAt, leftAt = null }) => {
    return leftAt === null ? 0 : Math.floor((leftAt - enteredAt) / MINUTE_MS);
  });
  return {
    days: new Set(over.map(({ day }) => day)).size,
    minutes: worked.reduce((total, minutes) => total + minutes, 0),
    withoutEnd: over.filter(({ leftAt = null }) => leftAt === null).length,
  };
}
