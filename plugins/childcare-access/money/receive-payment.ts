import type { Host } from '../../../core/contract/host.ts';
import type { Cents } from '../../../core/contract/money.ts';
import { addToDay, type Day } from '../../../core/contract/period.ts';
import { unlessErased } from '../../../core/contract/replay.ts';
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
  /** Of the command that notes it. */
  readonly id: string;
  /** Of the payer; of the child where the household pays. */
  readonly card: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** When all of it had been received. */
  readonly receivedOn: Day;
}

/** What was received that was not noted before. */
export interface NewlyReceived {
  /** Of care. */
  readonly days: number;
  /** Of care, meals and fees together. */
  readonly cents: Cents;
}

/**
 * Notes that everything which was charged to a payer for the days of a month has been received. Of
 * a day that was paid before, that is what a correction added since.
 *
 * @returns what it adds; nothing when all of it was noted for that day before
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`, `impossible-receipt`,
 * `nothing-charged`
 */
export async function receivePayment(
  host: Host<ChildcareConfig>,
  payment: Payment,
): Promise<NewlyReceived> {
  const { id: paymentId, receivedOn: on } = payment;
  const lines = await holdCharged(host, payment);
  const charged = lines.flatMap((line) => {
    const before = JSON.parse(line.received) as Receipt[];
    const due = JSON.parse(line.parts) as SettledPart[];
    const added = receiptsFor(due, before, { on, paymentId });
    const isNoted = added.length === 0 && line.receivedOn !== null;
    return isNoted ? [] : [{ line, received: [...before, ...added] }];
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
    const noted = { received: JSON.stringify(received), receivedOn };
    await host.entities.nativeUpdate(SettledLine, { id }, noted);
  }
  return addedBy(
    paymentId,
    charged.map(({ line, received }) => ({ ...line, received })),
  );
}

/**
 * What a payment that was noted before added, whatever was corrected or paid since; undefined once
 * whose it was is erased.
 *
 * @throws Problem `childcare-access-not-here`
 */
export async function readReceived(
  host: Host<ChildcareConfig>,
  { id: paymentId, month }: Pick<Payment, 'id' | 'month'>,
): Promise<NewlyReceived | undefined> {
  assertDepartment(host);
  const { entities, municipality } = host;
  const lines = await entities.find(
    SettledLine,
    { municipality, day: daysOf(month), received: { $like: `%${paymentId}%` } },
    { disableIdentityMap: true },
  );
  const read = lines.map(({ day, kind, payerId, received }) => {
    return { day, kind, payerId, received: JSON.parse(received) as Receipt[] };
  });
  const added = addedBy(paymentId, read);
  const [first] = read;
  const passholderId = first?.payerId ?? first?.received[0]?.passholderId;
  return passholderId === undefined ? added : unlessErased(host, { passholderId }, added);
}

function addedBy(
  paymentId: string,
  lines: readonly (Pick<SettledLine, 'day' | 'kind'> & { readonly received: Receipt[] })[],
): NewlyReceived {
  const added = lines.flatMap(({ day, kind, received }) => {
    const own = received.filter((one) => one.paymentId === paymentId);
    return own.map(({ cents }) => ({ day, kind, cents }));
  });
  const days = new Set(added.filter(({ kind }) => kind === 'care').map(({ day }) => day));
  return { days: days.size, cents: added.reduce((sum, { cents }) => sum + cents, 0) };
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
  const charged = await entities.find(
    SettledLine,
    {
      municipality,
      day: daysOf(payment.month),
      $or: [{ payerId: holder }, { payerId: null }],
    },
    { disableIdentityMap: true },
  );
  return charged.filter(({ payerId, planned }) => {
    if (payerId) return true;
    return (JSON.parse(planned) as PlannedLine).items.some((one) => one.passholderId === holder);
  });
}

function daysOf(month: string) {
  const first = `${month}-01`;
  return { $gte: first, $lt: addToDay(first, { months: 1 }) };
}
