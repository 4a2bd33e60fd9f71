import type { Cents } from '../../../core/contract/money.ts';
import type { Day } from '../../../core/contract/period.ts';

/** What one child costs a payer on a line. */
interface Due {
  readonly passholderId: string;
  readonly cents: Cents;
}

/** What was received for one child of a line. */
export interface Receipt extends Due {
  readonly on: Day;
  /** Of the command that noted it, by which it answers the same again. */
  readonly paymentId: string;
}

/** A payment that is noted: when it was received, and by which command. */
export type Noted = Pick<Receipt, 'on' | 'paymentId'>;

/**
 * What is received when all that is due of a line is paid: what was received before is not received
 * again. A child that costs nothing is noted once.
 */
export function receiptsFor(
  due: readonly Due[],
  received: readonly Receipt[],
  noted: Noted,
): Receipt[] {
  return [...sumsOf(due)].flatMap(([passholderId, cents]) => {
    const before = received.filter((one) => one.passholderId === passholderId);
    const paid = before.reduce((sum, one) => sum + one.cents, 0);
    if (before.length > 0 && cents <= paid) return [];
    return [{ ...noted, passholderId, cents: Math.max(0, cents - paid) }];
  });
}

/**
 * What of the receipts of a line counts: never more than is due by now, for what is above that goes
 * back to the payer. A correction that makes a day cheaper takes the latest receipt first; one that
 * makes it dearer leaves a rest, which counts in the year in which that is received.
 */
export function countedReceipts(due: readonly Due[], received: readonly Receipt[]): Receipt[] {
  const left = sumsOf(due);
  return received.flatMap((one) => {
    const room = left.get(one.passholderId);
    if (room === undefined) return [];
    const cents = Math.min(one.cents, room);
    left.set(one.passholderId, room - cents);
    return [{ ...one, cents }];
  });
}

function sumsOf(due: readonly Due[]): Map<string, Cents> {
  const sums = new Map<string, Cents>();
  for (const { cents, passholderId } of due) {
    sums.set(passholderId, (sums.get(passholderId) ?? 0) + cents);
  }
  return sums;
}
