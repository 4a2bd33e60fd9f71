import assert from 'node:assert/strict';
import type { EntityManager } from '@mikro-orm/postgresql';
import { roundCash } from '../billing/round-cash.ts';
import type { Cents, PaymentMeans } from '../contract/money.ts';
import type { Day, Period } from '../contract/period.ts';

/** A role as it was issued, renewed or ended by one command, and what its holder paid then. */
export interface SoldRole {
  readonly roleId: string;
  readonly passholderId: string;
  readonly municipalityId: string;
  readonly plugin: string;
  readonly role: string;
  readonly period: Period;
  /** What the holder paid; less than nothing when it was given back. */
  readonly priceCents: Cents;
  /** The same as it goes over the counter: in cash it is rounded to 5 cents. */
  readonly paidCents: Cents;
}

interface EventText extends Omit<SoldRole, 'period' | 'paidCents'> {
  readonly from: Day;
  readonly until: Day | null;
  readonly means: PaymentMeans | null;
}

/**
 * Reads the outcome of a command from the role event that it made: the same whenever it is asked.
 *
 * @param em of a transaction of the card system
 */
export async function readSoldRole(
  em: EntityManager,
  cardSystemId: number,
  eventId: string,
): Promise<SoldRole> {
  const [row] = await em.execute<{ sold: EventText }[]>(READ_EVENT, [cardSystemId, eventId]);
  assert(row, 'the role event of a command is never removed');
  const { from, until, means, ...sold } = row.sold;
  const rounding = means === 'cash' ? roundCash(sold.priceCents, 'till').priceCents : 0;
  return { ...sold, period: { from, until }, paidCents: sold.priceCents + rounding };
}

// A holder's payment has no payer; what is given back at another desk goes by that desk's means.
const READ_EVENT = `
select json_build_object(
  'roleId', r.id, 'passholderId', r.passholder_id, 'municipalityId', r.municipality_id,
  'plugin', r.plugin, 'role', r.name, 'from', e.valid_from, 'until', e.valid_until,
  'priceCents', coalesce((
    select sum(p.cents) from core.payment p
     where p.card_system_id = e.card_system_id and p.money_fact_id = e.money_fact_id
       and p.payer_id is null), 0),
  'means', (
    select p.means from core.payment p
     where p.card_system_id = e.card_system_id and p.money_fact_id = e.money_fact_id
     order by p.payer_id is null limit 1)) as sold
  from core.role_event e
  join core.role r on r.card_system_id = e.card_system_id and r.id = e.role_id
 where e.card_system_id = ? and e.id = ?`;
