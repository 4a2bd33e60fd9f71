import type { FilterQuery } from '@mikro-orm/core';
import type { Host } from '../../../core/contract/host.ts';
import type { Cents } from '../../../core/contract/money.ts';
import type { Day } from '../../../core/contract/period.ts';
import type { ChildcareConfig } from '../config.ts';
import type { SettledPart } from './cost-per-child.ts';
import { HOME } from './names.ts';
import { countedReceipts, type Receipt } from './receipts.ts';
import { SettledLine } from './settlement.entity.ts';

/** What was charged to one payer for a day, and what of that was received. */
export interface ReadLine {
  readonly day: Day;
  readonly kind: SettledLine['kind'];
  /** Null for the household of its one child. */
  readonly payerId: string | null;
  /** What each child costs. */
  readonly due: readonly SettledPart[];
  /** As far as they count: see receipts.ts. */
  readonly receipts: readonly Receipt[];
}

/** The lines of this municipality that are asked for. */
export async function readLines(
  { entities, municipality }: Host<ChildcareConfig>,
  asked: FilterQuery<SettledLine>,
): Promise<ReadLine[]> {
  const lines = await entities.find(
    SettledLine,
    { $and: [{ municipality }, asked] },
    { disableIdentityMap: true },
  );
  return lines.map(({ day, kind, parts, payerId = null, received }) => {
    const due = JSON.parse(parts) as SettledPart[];
    const receipts = countedReceipts(due, JSON.parse(received) as Receipt[]);
    return { day, kind, payerId, due, receipts };
  });
}

/** Whether all that a line comes to for a child was received, as far as that is known by now. */
export function isPaid(
  { due, receipts }: Pick<ReadLine, 'due' | 'receipts'>,
  child: string,
): boolean {
  const of = (all: readonly { readonly passholderId: string; readonly cents: Cents }[]): Cents =>
    all.reduce((sum, { cents, passholderId }) => (passholderId === child ? sum + cents : sum), 0);
  return of(receipts) === of(due);
}

/** Who pays for a child of a line, in the words of names.ts. */
export function payerOf({ payerId }: Pick<ReadLine, 'payerId'>, child: string): string {
  return payerId ?? `${HOME}${child}`;
}
