import assert from 'node:assert/strict';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { readMoneyFact } from '../billing/read-money-fact.ts';
import type { Clock } from '../contract/period.ts';
import type { Installation } from '../municipalities/installation.ts';
import { decideWithdrawal, type Withdrawal } from './decide-withdrawal.ts';
import type { KnownRole } from './lock-role.ts';
import type { RoleHolder } from './read-holder.ts';
import { readRoleEvents } from './read-role-events.ts';
import { lastStandingSale, type StandingSale } from './role-history.ts';
import { refundRows, type Till } from './role-money.ts';
import { writeRole } from './write-role.ts';

/** The sale of a role that is asked to be taken back, with whether it can. */
export interface WithdrawalCase {
  readonly sale: StandingSale;
  readonly withdrawal: Withdrawal;
}

/** A withdrawal that can go on. */
export interface WithdrawalOrder {
  /** Of the role event that is made. */
  readonly eventId: string;
  readonly role: KnownRole;
  readonly holder: RoleHolder;
  readonly sale: StandingSale;
  readonly withdrawal: Withdrawal & { refused: null };
  readonly till: Till;
  readonly organizerId: string;
  readonly reason: string;
  readonly clock: Clock;
  readonly installation: Installation;
}

/**
 * Judges whether the last sale of a role can still be taken back today.
 *
 * @param em of a transaction that is alone with the holder
 * @returns null when nothing that was sold still stands
 */
export async function judgeWithdrawal(
  em: EntityManager,
  role: KnownRole,
  clock: Clock,
): Promise<WithdrawalCase | null> {
  const { definition, municipality, plugin } = role.kind;
  const sale = lastStandingSale(await readRoleEvents(em, municipality.cardSystemId, role.id));
  if (!sale) return null;
  const coolingOffDays = definition.coolingOffDays?.(plugin.config) ?? 0;
  const { allowances, usedPeriods } = role;
  const question = { sale, coolingOffDays, today: clock.day, allowances, usedPeriods };
  return { sale, withdrawal: decideWithdrawal(question) };
}

/**
 * Takes the last sale of a role back and gives everything back that was paid for it, also at
 * another desk: a renewal leaves the role as it was before, a first sale leaves nothing.
 *
 * @param em of a transaction of the card system that is alone with the holder
 */
export async function withdrawRole(em: EntityManager, order: WithdrawalOrder): Promise<void> {
  const { role, sale, withdrawal, reason } = order;
  const grants = Object.entries(sale.event.grants).map(([key, amount]) => [key, 0 - amount]);
  await writeRole(em, role, {
    id: order.eventId,
    kind: 'withdrawn',
    period: withdrawal.period,
    grants: Object.fromEntries(grants) as Record<string, number>,
    reversesId: sale.event.id,
    money: await moneyOf(em, order),
    organizerId: order.organizerId,
    ...(withdrawal.isOver && { end: { reason } }),
    happenedAt: order.clock.epochMs,
  });
}

async function moneyOf(em: EntityManager, order: WithdrawalOrder): Promise<MoneyFactRow[]> {
  const { role, holder, till, organizerId, clock, installation } = order;
  const { moneyFactId } = order.sale.event;
  if (moneyFactId === null) return [];
  const stored = await readMoneyFact(em, role.kind.municipality.cardSystemId, moneyFactId);
  assert(stored, 'a role event names a fact that exists');
  return refundRows(
    stored,
    {
      factId: randomUUID(),
      kind: role.kind,
      holder,
      till,
      sellerId: organizerId,
      happenedAt: clock.epochMs,
    },
    installation,
  );
}
