import type { EntityManager } from '@mikro-orm/postgresql';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DebtOrder } from '../contract/charge-order.ts';
import type { Core } from '../core.ts';
import type { HostContext } from '../plugins/host-context.ts';
import { priceRole } from '../roles/price-role.ts';
import { findRoleKind } from '../roles/role-kind.ts';
import { bookFact } from './book-fact.ts';
import { holdSettlement } from './hold-settlement.ts';
import { moneyFactRow } from './money-fact-rows.ts';

/**
 * Settles what one department owes another for a holder who was erased: a fee, booked as one that
 * is charged is, of which nobody is told whom it is about.
 *
 * @param em of a transaction of the card system
 * @returns the fact that stands for it
 * @throws AssertionError for a role that the plugin does not have, parties that the town does not
 * know, and an amount that is not above zero
 */
export async function oweSettlement(
  em: EntityManager,
  { about, cents, creditor, debtor, role, serviceDate }: DebtOrder,
  { core, context }: { core: Core; context: HostContext },
): Promise<string> {
  const { installation, municipality, plugin } = context;
  const kind = findRoleKind(municipality, { plugin: plugin.name, role });
  assert(kind, `${plugin.name} has no role ${role}`);
  assert(Number.isSafeInteger(cents) && cents > 0, 'what is owed is above zero');
  for (const party of [debtor, creditor]) {
    assert(installation.partyId(municipality, party), `${municipality.key} knows no ${party}`);
  }
  const { settlementId, standingId } = await holdSettlement(em, context, about);
  if (standingId !== null) return standingId;

  const payer = { party: debtor, kind: 'fee' } as const;
  const charge = { priceCents: cents, earner: creditor, payer };
  const asked = { residence: undefined, social: null, day: serviceDate };
  const decision = priceRole({ installation, kind, charge, ...asked });
  const id = randomUUID();
  const row = moneyFactRow(
    bookFact({ decisions: [decision], account: null }),
    {
      id,
      kind: 'settlement',
      municipality,
      passholderId: null,
      residenceId: null,
      plugin: plugin.name,
      role,
      source: decision.source,
      sellerId: null,
      happenedAt: core.now(),
      serviceDate,
      settlementId,
    },
    installation,
  );
  await em.execute('select core.write_money_facts(?, ?::jsonb)', [
    municipality.cardSystemId,
    JSON.stringify([row]),
  ]);
  return id;
}
