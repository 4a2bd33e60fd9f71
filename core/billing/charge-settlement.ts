import type { EntityManager } from '@mikro-orm/postgresql';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChargedParts, ChargeOrder } from '../contract/charge-order.ts';
import { HOUSEHOLD } from '../contract/money.ts';
import type { Core } from '../core.ts';
import { OutboxMessage } from '../jobs/outbox-message.entity.ts';
import type { HostContext } from '../plugins/host-context.ts';
import { priceRole } from '../roles/price-role.ts';
import { bookFact } from './book-fact.ts';
import { holdSettlement } from './hold-settlement.ts';
import { moneyFactRow } from './money-fact-rows.ts';
import type { PriceDecision } from './price-decision.ts';
import { type ChargedItem, readChargedItems } from './read-charged-items.ts';

/**
 * Settles something for a plugin: each item is asked of its `billing.settled`, reduced by the
 * social tariff of its own role, and booked with the others as one fact. Nobody pays anything yet:
 * the household or the department owes it.
 *
 * @param em of a transaction of the card system
 * @returns the fact that stands for it; null when nothing is owed
 * @throws Problem `role-not-found`, `passholder-not-found`; AssertionError for a charge to somebody
 * at a till, and for items of several payers, earners or kinds
 */
export async function chargeSettlement(
  em: EntityManager,
  order: ChargeOrder,
  { core, context }: { core: Core; context: HostContext },
): Promise<ChargedParts | null> {
  const { installation, municipality, plugin } = context;
  const { cardSystemId } = municipality;
  const { settlementId, standingId } = await holdSettlement(em, context, order.about);
  if (standingId !== null) return { id: standingId, parts: [] };

  const items = await readChargedItems(em, order, context);
  const [first] = items;
  if (!first) return null;
  const household = await findPayer(em, { order, context, items });
  const decisions = items.map((item) => priceItem(item, household, { order, context }));
  const fact = bookFact({ decisions, account: null });
  const holders = new Set(items.map(({ holder }) => holder.passholderId));
  const only = holders.size === 1 ? first.holder : null;
  const id = randomUUID();
  const row = moneyFactRow(
    fact,
    {
      id,
      kind: 'settlement',
      municipality,
      passholderId: only?.passholderId ?? null,
      residenceId: only?.residenceId ?? null,
      plugin: plugin.name,
      role: first.kind.name,
      source: decisions.find(({ source }) => source !== 'regular')?.source ?? 'regular',
      // It is billed at home: it is on no list of what a desk sold.
      sellerId: null,
      happenedAt: core.now(),
      serviceDate: order.serviceDate,
      settlementId,
    },
    installation,
  );
  await em.execute('select core.write_money_facts(?, ?::jsonb)', [
    cardSystemId,
    JSON.stringify([row]),
  ]);
  const kind = 'passholder.changed';
  const messages = [...holders].map((subjectId) => {
    return { cardSystemId, id: randomUUID(), kind, subjectId } as const;
  });
  await em.insertMany(OutboxMessage, messages);
  const parts = items.map(({ roleId }, at) => {
    return { roleId, payerCents: decisions[at]?.priceCents ?? 0 };
  });
  return { id, parts };
}

/** Whose account is opened at home, by party id; null when no household is charged. */
async function findPayer(
  em: EntityManager,
  asked: { order: ChargeOrder; context: HostContext; items: readonly ChargedItem[] },
): Promise<string | null> {
  const { order, context, items } = asked;
  const [first] = items;
  const isAtHome = items.some(({ charge }) => charge.payer?.party === HOUSEHOLD);
  if (!first || !isAtHome) return null;
  const { cardSystemId, id } = context.municipality;
  const { payerId = first.holder.passholderId } = order;
  const isAlone = order.payerId !== undefined;
  const [row] = await em.execute<{ payer: string | null }[]>(
    'select core.find_household_payer(?, ?, ?, ?, ?) as payer',
    [cardSystemId, id, payerId, isAlone, randomUUID()],
  );
  assert(row?.payer, 'a household that pays is a party');
  return row.payer;
}

function priceItem(
  item: ChargedItem,
  householdId: string | null,
  { order, context }: { order: ChargeOrder; context: HostContext },
): PriceDecision {
  const { charge, holder, kind } = item;
  const { payer } = charge;
  const isOwed = payer !== undefined && (payer.kind === 'fee') === (payer.party !== HOUSEHOLD);
  assert(isOwed, 'what is settled is charged to the household, or a fee that a department owes');
  return priceRole({
    installation: context.installation,
    kind,
    charge,
    residence: holder.residence,
    social: holder.facts.social,
    day: order.serviceDate,
    ...(householdId !== null && { householdId }),
  });
}
