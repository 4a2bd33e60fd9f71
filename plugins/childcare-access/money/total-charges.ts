import type { Cents } from '../../../core/contract/money.ts';
import type { PaidFor } from './names.ts';
import { payerOf, type ReadLine } from './read-lines.ts';

/** What a payer owes for a child: what is to be paid, and what of that was received. */
export interface ChildCharge extends PaidFor {
  readonly careCents: Cents;
  readonly mealsCents: Cents;
  /** For being fetched after closing time. */
  readonly lateCents: Cents;
  /** For not coming, without an excuse. */
  readonly noShowCents: Cents;
  readonly totalCents: Cents;
  /** Never more than the total: what is above it goes back to the payer. */
  readonly receivedCents: Cents;
  readonly toReceiveCents: Cents;
}

/** Adds up, per payer and child, what lines come to. Who owes nothing is left out. */
export function chargesOf(lines: readonly ReadLine[]): ChildCharge[] {
  const owed = lines.flatMap((line) =>
    line.due.map(({ cents, passholderId: child }) => {
      return { payer: payerOf(line, child), child, kind: line.kind, cents };
    }),
  );
  const received = Map.groupBy(
    lines.flatMap((line) =>
      line.receipts.map(({ cents, passholderId: child }) => {
        return { payer: payerOf(line, child), child, cents };
      }),
    ),
    keyOf,
  );
  return [...Map.groupBy(owed, keyOf)].flatMap(([key, all]): ChildCharge[] => {
    const totalCents = sumOf(all);
    const [first] = all;
    if (!first || totalCents === 0) return [];
    const ofKind = (kind: ReadLine['kind']): Cents => sumOf(all.filter((one) => one.kind === kind));
    const receivedCents = sumOf(received.get(key) ?? []);
    return [
      {
        payer: first.payer,
        child: first.child,
        careCents: ofKind('care'),
        mealsCents: ofKind('meal'),
        lateCents: ofKind('late'),
        noShowCents: ofKind('no-show'),
        totalCents,
        receivedCents,
        toReceiveCents: totalCents - receivedCents,
      },
    ];
  });
}

function keyOf({ child, payer }: PaidFor): string {
  return `${payer} ${child}`;
}

function sumOf(all: readonly { readonly cents: Cents }[]): Cents {
  return all.reduce((sum, { cents }) => sum + cents, 0);
}
