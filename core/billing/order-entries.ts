import { compareKeys } from './compare-keys.ts';
import type { Entry } from './money-fact.ts';

/** Puts the entries of a fact in the one order of the ledger: by kind, debtor and creditor. */
export function orderEntries(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(
    (a, b) =>
      compareKeys(a.kind, b.kind) ||
      compareKeys(a.debtor, b.debtor) ||
      compareKeys(a.creditor, b.creditor),
  );
}
