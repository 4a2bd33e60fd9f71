import { addToDay, clockAt, startOfDay } from '../../../core/contract/period.ts';

/** Points of one earning, as a clerk would keep them on paper. */
interface PlainLot {
  readonly id: string;
  readonly points: number;
  left: number;
  readonly expiresAt: number;
}

/** Points that went: what of which lot. */
interface Taking {
  readonly uses: Map<PlainLot, number>;
  isReversed: boolean;
}

/** The points of one holder without a database: what the real ledger is held against. */
export class PlainLedger {
  readonly lots: PlainLot[] = [];
  readonly #takings = new Map<string, Taking>();
  readonly #expireAfterMonths: number;

  constructor(expireAfterMonths: number) {
    this.#expireAfterMonths = expireAfterMonths;
  }

  get balance(): number {
    return this.lots.reduce((sum, { left }) => sum + left, 0);
  }

  earn(id: string, points: number, now: number): void {
    const last = addToDay(clockAt(now).day, { months: this.#expireAfterMonths });
    const expiresAt = startOfDay(addToDay(last, { days: 1 }));
    this.lots.push({ id, points, left: points, expiresAt });
  }

  expire(now: number): void {
    const due = this.lots.filter(({ left, expiresAt }) => left > 0 && expiresAt <= now);
    if (due.length === 0) return;
    const uses = new Map(due.map((lot) => [lot, lot.left]));
    this.#takings.set(`expired ${this.#takings.size}`, { uses, isReversed: false });
    for (const lot of due) lot.left = 0;
  }

  /** Whether there are so many that can be spent. */
  canRedeem(points: number, now: number): boolean {
    const lasting = this.lots.filter(({ expiresAt }) => expiresAt > now);
    return lasting.reduce((sum, { left }) => sum + left, 0) >= points;
  }

  redeem(id: string, points: number, now: number): void {
    this.expire(now);
    const uses = new Map<PlainLot, number>();
    this.#take(uses, points);
    this.#takings.set(id, { uses, isReversed: false });
  }

  cancel(id: string): void {
    const taking = this.#takings.get(id);
    if (!taking) throw new Error(`nothing was taken as ${id}`);
    taking.isReversed = true;
    for (const [lot, points] of taking.uses) lot.left += points;
  }

  canDelete(id: string): boolean {
    return this.balance >= this.#lot(id).points;
  }

  /** What took the points of this earning took the oldest others instead; then it never was. */
  delete(id: string): void {
    const lot = this.#lot(id);
    const spent = [...this.#takings.values()].filter(({ isReversed }) => !isReversed);
    for (const { uses } of spent) {
      const points = uses.get(lot) ?? 0;
      uses.delete(lot);
      this.#take(uses, points, lot);
    }
    lot.left = 0;
  }

  #take(uses: Map<PlainLot, number>, points: number, spared?: PlainLot): void {
    let wanted = points;
    for (const lot of this.lots) {
      const taken = lot === spared ? 0 : Math.min(lot.left, wanted);
      if (taken === 0) continue;
      uses.set(lot, (uses.get(lot) ?? 0) + taken);
      lot.left -= taken;
      wanted -= taken;
    }
    if (wanted > 0) throw new Error(`${wanted} points are not there`);
  }

  #lot(id: string): PlainLot {
    const lot = this.lots.find((one) => one.id === id);
    if (!lot) throw new Error(`nothing was earned as ${id}`);
    return lot;
  }
}
