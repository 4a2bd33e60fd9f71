import type { Host } from '../../../core/contract/host.ts';
import { addToDay } from '../../../core/contract/period.ts';
import type { ChildcareConfig } from '../config.ts';
import { assertDepartment } from '../places.ts';
import { byName, type Named, readNames } from './names.ts';
import { readLines } from './read-lines.ts';
import { chargesOf, type ChildCharge } from './total-charges.ts';

/** What is owed for a child, with the names. */
export interface NamedCharge extends Named {
  readonly charge: ChildCharge;
}

/**
 * What each payer owes for the days of a month that were settled, by the name of the child. What a
 * day would have cost others, and why it costs this, is not told.
 *
 * @param month `YYYY-MM`
 * @throws Problem `childcare-access-not-here`
 */
export async function listCharges(
  host: Host<ChildcareConfig>,
  month: string,
): Promise<NamedCharge[]> {
  assertDepartment(host);
  const first = `${month}-01`;
  const day = { $gte: first, $lt: addToDay(first, { months: 1 }) };
  const charges = chargesOf(await readLines(host, { day }));
  const names = await readNames(host, charges);
  const named = charges.map((charge) => {
    return { ...names.of(charge), charge, payer: charge.payer };
  });
  return named.toSorted(byName);
}
