import type { Host } from '../../core/contract/host.ts';
import { addToDay, type Day } from '../../core/contract/period.ts';
import type { ChildcareConfig } from './config.ts';
import { findByCard } from './enrolments.ts';
import { assertDepartment } from './places.ts';
import type { PlannedLine } from './plan-day.ts';
import { SettledLine } from './settlement.entity.ts';

/** A month that was paid. */
export interface Payment {
  /** Of the payer; of the child where the household pays. */
  readonly card: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** When all of it had been received. */
  readonly receivedOn: Day;
}

/**
 * Notes that everything which was charged to a payer for the days of a month has been received.
 *
 * @returns the days of care of the month that were paid on that day
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`
 */
export async function receivePayment(
  host: Host<ChildcareConfig>,
  payment: Payment,
): Promise<number> {
  const charged = await findCharged(host, payment, null);
  const ids = charged.map(({ id }) => id);
  const { receivedOn } = payment;
  await host.entities.nativeUpdate(SettledLine, { id: { $in: ids } }, { receivedOn });
  return countPaid(host, payment);
}

/**
 * The days of care of the month that were paid on the day.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`
 */
export async function countPaid(host: Host<ChildcareConfig>, payment: Payment): Promise<number> {
  const paid = await findCharged(host, payment, payment.receivedOn);
  return new Set(paid.filter(({ kind }) => kind === 'care').map(({ day }) => day)).size;
}

async function findCharged(
  host: Host<ChildcareConfig>,
  payment: Payment,
  receivedOn: Day | null,
): Promise<SettledLine[]> {
  assertDepartment(host);
  const { entities, municipality } = host;
  const holder = await findByCard(host, payment.card);
  const first = `${payment.month}-01`;
  const next = addToDay(first, { months: 1 });
  const charged = await entities.find(
    SettledLine,
    {
      municipality,
      day: { $gte: first, $lt: next },
      receivedOn,
      $or: [{ payerId: holder }, { payerId: null }],
    },
    { disableIdentityMap: true },
  );
  return charged.filter(({ payerId, planned }) => {
    if (payerId) return true;
    return (JSON.parse(planned) as PlannedLine).items.some((one) => one.passholderId === holder);
  });
}
