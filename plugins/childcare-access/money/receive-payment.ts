import type { Host } from '../../../core/contract/host.ts';
import { addToDay, type Day } from '../../../core/contract/period.ts';
import type { ChildcareConfig } from '../config.ts';
import { findByCard } from '../enrolments/find-child.ts';
import { todayOf } from '../today.ts';
import { assertDepartment } from '../places.ts';
import { impossibleReceipt, nothingCharged } from '../problems.ts';
import { holdLines } from './hold-lines.ts';
import type { PlannedLine } from './plan-lines.ts';
import { type Receipt, receiptsFor } from './receipts.ts';
import type { SettledPart } from './cost-per-child.ts';
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
 * Notes that everything which was charged to a payer for the days of a month has been received. Of
 * a day that was paid before, that is what a correction added since.
 *
 * @returns the days of care of the month that were paid on that day
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`, `impossible-receipt`,
 * `nothing-charged`
 */
export async function receivePayment(
  host: Host<ChildcareConfig>,
  payment: Payment,
): Promise<number> {
  const { receivedOn: on } = payment;
  const lines = await holdCharged(host, payment);
  const charged = lines.flatMap((line) => {
    const before = JSON.parse(line.received) as Receipt[];
    const added = receiptsFor(JSON.parse(line.parts) as SettledPart[], before, on);
    const isNoted = added.length === 0 && line.receivedOn !== null;
    return isNoted ? [] : [{ line, received: JSON.stringify([...before, ...added]) }];
  });
  const isNew = charged.length > 0 || lines.some((line) => isReceivedOn(line, on));
  if (!isNew) throw nothingCharged();
  if (on > todayOf(host)) throw impossibleReceipt({ detail: 'it is in the future' });
  if (charged.some(({ line }) => on < line.day)) {
    throw impossibleReceipt({ detail: 'it is before a day that is paid by it' });
  }
  for (const { line, received } of charged) {
    const { id, receivedOn: last } = line;
    const receivedOn = last && last > on ? last : on;
    await host.entities.nativeUpdate(SettledLine, { id }, { received, receivedOn });
  }
  return countPaid(host, payment);
}

/**
 * The days of care of the month that were paid on the day.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`
 */
export async function countPaid(host: Host<ChildcareConfig>, payment: Payment): Promise<number> {
  const paid = (await findCharged(host, payment)).filter(
    (line) => line.kind === 'care' && isReceivedOn(line, payment.receivedOn),
  );
  return new Set(paid.map(({ day }) => day)).size;
}

function isReceivedOn({ received }: SettledLine, day: string): boolean {
  return (JSON.parse(received) as Receipt[]).some(({ on }) => on === day);
}

/** Alone with them: of two payments of one month the second finds what the first noted. */
async function holdCharged(host: Host<ChildcareConfig>, payment: Payment): Promise<SettledLine[]> {
  const ids = (await findCharged(host, payment)).map(({ id }) => id);
  await holdLines(host.entities, { id: { $in: ids } });
  // A settlement may have changed them, and added others, while this waited for it.
  return (await findCharged(host, payment)).filter(({ id }) => ids.includes(id));
}

async function findCharged(host: Host<ChildcareConfig>, payment: Payment): Promise<SettledLine[]> {
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
      $or: [{ payerId: holder }, { payerId: null }],
    },
    { disableIdentityMap: true },
  );
  return charged.filter(({ payerId, planned }) => {
    if (payerId) return true;
    return (JSON.parse(planned) as PlannedLine).items.some((one) => one.passholderId === holder);
  });
}
