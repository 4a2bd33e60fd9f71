import type { EntityManager } from '@mikro-orm/postgresql';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Core } from '../core.ts';
import type { HostContext } from '../plugins/host-context.ts';
import { holdSettlement } from './hold-settlement.ts';
import { reversalRow } from './money-fact-rows.ts';
import { readMoneyFact } from './read-money-fact.ts';

/**
 * Takes back the fact that stands for what a plugin settled: its exact negative, with today as its
 * service date. It can be settled anew.
 *
 * @param em of a transaction of the card system
 * @returns the id of the reversal; null when no fact stands
 */
export async function reverseSettlement(
  em: EntityManager,
  about: string,
  { core, context }: { core: Core; context: HostContext },
): Promise<string | null> {
  const { installation, municipality } = context;
  const { cardSystemId } = municipality;
  const { standingId } = await holdSettlement(em, context, about);
  if (standingId === null) return null;
  const stored = await readMoneyFact(em, cardSystemId, standingId);
  assert(stored, 'a fact that stands is there');
  const id = randomUUID();
  const reversal = { id, municipality, giver: null, sellerId: null, happenedAt: core.now() };
  const row = reversalRow(stored, reversal, installation);
  await em.execute('select core.write_money_facts(?, ?::jsonb)', [
    cardSystemId,
    JSON.stringify([row]),
  ]);
  return id;
}
