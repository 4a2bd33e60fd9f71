import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId, mayActFor } from '../access/may-act-for.ts';
import { accountOf } from '../billing/account-of.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { reversalRow } from '../billing/money-fact-rows.ts';
import type { PaymentMeans } from '../contract/money.ts';
import { HOLDER } from '../billing/money-fact.ts';
import { readMoneyFact, type StoredMoneyFact } from '../billing/read-money-fact.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { ticketSaleNotFound } from './problems.ts';
import { TicketSale } from './ticket-sale.entity.ts';
import { roundingFacts } from './ticket-facts.ts';

/** What a desk asks: this sale never was. */
export interface CancelCommand {
  readonly id: string;
  /** How the money is given back: the usual means of the acting organizer when left out. */
  readonly means?: PaymentMeans | undefined;
  readonly command: CommandKey;
}

/**
 * Cancels a ticket sale, once: what it wrote is written again with the opposite sign, on today's
 * date. The acting organizer of the caller gives the money back, and is owed it by who took it;
 * what allowances paid goes back to them, in the calendar period that it was taken from.
 *
 * Who acts for the seller or for the organizer of the event may; to others it does not exist.
 *
 * @throws Problem `ticket-sale-not-found`, also when it was cancelled before
 */
export async function cancelSale(
  core: Core,
  caller: Caller,
  { id, means, command }: CancelCommand,
): Promise<void> {
  const { cardSystemId } = caller;
  const kind = 'ticket-sale-cancel';
  await unlessDoneBefore<void>(
    core,
    { cardSystemId, kind, command, answerAgain: async () => {} },
    async () => {
      const stored = await readOpenSale(core, caller, id);
      if (stored === null) throw ticketSaleNotFound();
      const now = core.now();
      const facts = reversalFacts(stored, { means, now }, caller);
      await callFunction(core.pool, 'core.cancel_ticket_sale', [
        cardSystemId,
        id,
        JSON.stringify(facts),
        new Date(now).toISOString(),
        command.key,
        command.hash,
      ]);
    },
  );
}

/** The fact of a sale that the caller may cancel and nobody has; it never changes once written. */
async function readOpenSale(
  core: Core,
  caller: Caller,
  id: string,
): Promise<StoredMoneyFact | null> {
  const { cardSystemId } = caller;
  const em = tenantManager(core.orm, cardSystemId);
  const sale = await em.findOne(
    TicketSale,
    { cardSystemId, id, cancelledAt: null },
    { populate: ['event', 'moneyFact'] },
  );
  if (!sale) return null;
  const concerned = [sale.event.organizer.id, sale.moneyFact.seller?.id];
  const isConcerned = concerned.some((one) => one !== undefined && mayActFor(caller, one));
  return isConcerned ? readMoneyFact(em, cardSystemId, id) : null;
}

function reversalFacts(
  stored: StoredMoneyFact,
  { means, now }: { means: PaymentMeans | undefined; now: number },
  caller: Caller,
): MoneyFactRow[] {
  const { installation } = caller;
  const account = accountOf(installation, caller, means);
  const reversal = {
    id: randomUUID(),
    municipality: installation.byId(stored.municipalityId) ?? caller.municipality,
    giver: stored.fact.payments.length > 0 ? account : null,
    sellerId: actingOrganizerId(caller),
    happenedAt: now,
  };
  const paid = stored.fact.shares
    .filter(({ party }) => party === HOLDER)
    .map(({ cents }) => ({ passholderId: stored.passholderId, paidCents: 0 - cents }));
  const rounding = roundingFacts(paid, { id: randomUUID(), now, account }, caller);
  return [reversalRow(stored, reversal, installation), ...rounding];
}
