import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import type { Charge } from '../contract/money.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { isForPaying } from './decide-payment.ts';
import { priceRole } from './price-role.ts';
import { chargeRows, type RoleMoney } from './role-money.ts';
import { type PermittedUse, useRow } from './use-row.ts';

/** A use of an allowance as it was counted. */
export interface RoleUse {
  readonly id: string;
  readonly roleId: string;
  readonly allowance: string;
  readonly unit: 'turn' | 'cent';
  readonly amount: number;
  /** What was left right after it. */
  readonly remaining: number;
  readonly placeId: string | null;
  /** ISO 8601; before now when a tap fell in the window of an earlier one. */
  readonly happenedAt: string;
}

/** A use that its role permits, with what it moves and the command that asks for it. */
export interface DecidedUse extends PermittedUse {
  readonly charge: Charge | null;
  readonly windowMinutes: number | null;
  readonly command: CommandKey;
}

/**
 * Counts a use under lock, in one round trip, and never beyond what is granted.
 *
 * @throws the refusals of core/roles/use-allowance.sql
 */
export async function useAllowance(core: Core, caller: Caller, use: DecidedUse): Promise<RoleUse> {
  const { command, windowMinutes } = use;
  const asked = {
    ...useRow(caller, use),
    commandKey: command.key,
    commandHash: command.hash,
    windowMinutes,
    fact: factOf(caller, use),
  };
  const { cardSystemId } = caller;
  return readUse(
    await callForJson(core.pool, 'core.use_allowance', [cardSystemId, JSON.stringify(asked)]),
  );
}

/** As it is passed to `core.begin_command`. */
export const ROLE_USE = 'role.use';

/**
 * A use as it was counted.
 *
 * @throws the refusal `fact-erased`
 */
export async function showUse(core: Core, cardSystemId: number, id: string): Promise<RoleUse> {
  return readUse(await callForJson(core.pool, 'core.show_use', [cardSystemId, id]));
}

function readUse(use: RoleUse): RoleUse {
  return { ...use, happenedAt: new Date(use.happenedAt).toISOString() };
}

/** What departments owe because of a use. What a holder pays is a sale, not a use. */
function factOf(caller: Caller, use: DecidedUse): MoneyFactRow | null {
  const { allowance, charge, role, facts, clock } = use;
  if (charge === null) return null;
  assert(facts.holder, 'a role has a holder');
  const { installation } = caller;
  const { id: passholderId, residenceId } = facts.holder;
  const residence = residenceId === null ? undefined : installation.byId(residenceId);
  const { social } = facts;
  const question = { installation, kind: role, charge, residence, social, day: clock.day };
  const money: RoleMoney = {
    factId: randomUUID(),
    factKind: 'role-use',
    kind: role,
    holder: { passholderId, residenceId },
    // Of an amount that is paid with the allowance nothing is left for the holder to pay there.
    till: isForPaying(role, allowance) ? { caller } : null,
    sellerId: actingOrganizerId(caller),
    happenedAt: clock.epochMs,
  };
  const [fact] = chargeRows(priceRole(question), money, installation);
  return fact ?? null;
}
