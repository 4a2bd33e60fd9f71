import { LockMode } from '@mikro-orm/core';
import type { Host } from '../../../core/contract/host.ts';
import type { Day } from '../../../core/contract/period.ts';
import type { ChildcareConfig } from '../config.ts';
import { CareDay } from './settlement.entity.ts';

/** Sees to it that a day will be settled. */
export async function openDay(host: Host<ChildcareConfig>, day: Day): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  await entities.upsert(
    CareDay,
    { cardSystemId, municipality, day, id: host.newId(), isSettled: false, wasSettled: false },
    { onConflictFields: ['cardSystemId', 'municipality', 'day'], onConflictAction: 'ignore' },
  );
}

/**
 * Has a day settled anew, because something of it was corrected. It waits for who settles it now:
 * that one may have read what is corrected already.
 */
export async function reopenDay(host: Host<ChildcareConfig>, day: Day): Promise<void> {
  await openDay(host, day);
  const { cardSystemId, entities, municipality } = host;
  await entities.nativeUpdate(CareDay, { cardSystemId, municipality, day }, { isSettled: false });
}

/**
 * Has a day settled anew on which a child comes or goes yet: the clock was ahead when it was
 * settled. The row of a day that is open is left alone, so that who taps waits for nobody.
 */
export async function reopenSettled(host: Host<ChildcareConfig>, day: Day): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const settled = { cardSystemId, municipality, day, isSettled: true };
  await entities.nativeUpdate(CareDay, settled, { isSettled: false });
}

/** Has days settled anew that were settled before: a child was excused for them afterwards. */
export async function reopenDays(
  { entities, municipality }: Host<ChildcareConfig>,
  days: readonly Day[],
): Promise<void> {
  // In one order, as all who reopen several do.
  for (const day of days.toSorted()) {
    await entities.nativeUpdate(CareDay, { municipality, day }, { isSettled: false });
  }
}

/** A day that is still to be settled, alone with it until the end of the command; or null. */
export async function holdOpenDay(
  { entities, municipality }: Host<ChildcareConfig>,
  day: Day,
): Promise<CareDay | null> {
  return entities.findOne(
    CareDay,
    { municipality, day, isSettled: false },
    { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
}
