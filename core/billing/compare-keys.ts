/** Orders texts by code unit: the one order of the ledger, the same on every machine and locale. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
