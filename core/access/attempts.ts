import { rateLimited } from './problems.ts';

/** How often something may be tried. */
export interface AttemptLimit {
  readonly most: number;
  readonly withinMs: number;
  /** How many keys are remembered; the one that was tried longest ago goes first. */
  readonly keys?: number;
}

/**
 * Counts the attempts at something that could be guessed, by a key such as the range of an
 * address (core/http/address-range.ts) or a client. Of this process alone, and a flood of keys
 * washes the oldest away: what guards one person is counted in the database instead.
 */
export class Attempts {
  readonly #limit: Required<AttemptLimit>;
  readonly #made = new Map<string, { count: number; sinceMs: number }>();

  constructor(limit: AttemptLimit) {
    this.#limit = { keys: 10_000, ...limit };
  }

  /**
   * Counts an attempt before it is made.
   *
   * @throws Problem `rate-limited` when there were too many
   */
  begin(key: string, now: number): void {
    const { keys, most, withinMs } = this.#limit;
    const last = this.#made.get(key);
    const isOver = last === undefined || Math.abs(now - last.sinceMs) >= withinMs;
    const made = isOver ? { count: 0, sinceMs: now } : last;
    if (made.count >= most) throw rateLimited();
    made.count += 1;
    // Set again: a Map keeps the order of setting.
    this.#made.delete(key);
    this.#made.set(key, made);
    const oldest = this.#made.size > keys ? this.#made.keys().next() : undefined;
    if (oldest?.value !== undefined) this.#made.delete(oldest.value);
  }

  /** An attempt that was right is none. */
  succeed(key: string): void {
    const made = this.#made.get(key);
    if (made && made.count > 0) made.count -= 1;
  }
}
