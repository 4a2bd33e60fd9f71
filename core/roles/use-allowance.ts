import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import type { Charge } from '../contract/money.ts';
import type { Clock } from '../contract/period.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { priceRole } from './price-role.ts';
import { chargeRows, type RoleMoney } from './role-money.ts';

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

/** A use that its role permits, with all that it was decided on. */
export interface DecidedUse {
  readonly role: HeldRole;
  readonly facts: CardFacts;
  readonly clock: Clock;
  readonly allowance: string;
  readonly amount: number;
  readonly placeId: string | null;
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
  const { role, facts, clock, command } = use;
  const passholderId = facts.holder?.id;
  assert(passholderId, 'a role has a holder');
  const asked = {
    id: randomUUID(),
    commandKey: command.key,
    commandHash: command.hash,
    passholderId,
    cardNumber: facts.card.number,
    roleId: role.id,
    validFrom: role.period.from,
    validUntil: role.period.until,
    attributes: role.attributes ?? {},
    allowance: use.allowance,
    amount: use.amount,
    placeId: use.placeId,
    organizerId: actingOrganizerId(caller),
    windowMinutes: use.windowMinutes,
    happenedAt: new Date(clock.epochMs).toISOString(),
    day: clock.day,
    fact: factOf(caller, use, passholderId),
    derived: derivedRow(use, passholderId),
  };
  const { rows } = await core.pool.query<{ use: string }>({
    name: 'roles.use-allowance',
    text: 'select core.use_allowance($1, $2) as use',
    values: [caller.cardSystemId, JSON.stringify(asked)],
  });
  return readUse(rows[0]?.use ?? '');
}

/**
 * The use that a command counted before, though it would be refused now; null when it did not.
 *
 * @throws the refusals `fact-erased`, `idempotency-key-reused`
 */
export async function replayUse(
  core: Core,
  { cardSystemId }: Caller,
  { key, hash }: CommandKey,
): Promise<RoleUse | null> {
  if (key === null) return null;
  const { rows } = await core.pool.query<{ use: string | null }>({
    name: 'roles.replay-use',
    text: 'select core.replay_use($1, $2, $3) as use',
    values: [cardSystemId, key, hash],
  });
  const text = rows[0]?.use;
  return text ? readUse(text) : null;
}

function readUse(text: string): RoleUse {
  const use = JSON.parse(text) as RoleUse;
  return { ...use, happenedAt: new Date(use.happenedAt).toISOString() };
}

/** What departments owe because of a use. What a holder pays is a sale, not a use. */
function factOf(caller: Caller, use: DecidedUse, passholderId: string): MoneyFactRow | null {
  const { charge, role, facts, clock } = use;
  if (charge === null) return null;
  const { installation } = caller;
  const residenceId = facts.holder?.residenceId ?? null;
  const residence = residenceId === null ? undefined : installation.byId(residenceId);
  const { social } = facts;
  const question = { installation, kind: role, charge, residence, social, day: clock.day };
  const money: RoleMoney = {
    factId: randomUUID(),
    factKind: 'role-use',
    kind: role,
    holder: { passholderId, residenceId },
    till: null,
    sellerId: actingOrganizerId(caller),
    happenedAt: clock.epochMs,
  };
  const [fact] = chargeRows(priceRole(question), money, installation);
  return fact ?? null;
}

/** The row of a role that nobody issued and nobody used yet; null for one that is written down. */
function derivedRow({ role, facts }: DecidedUse, passholderId: string) {
  if (facts.roles.some(({ id }) => id === role.id)) return null;
  const { municipality, plugin, definition } = role;
  return {
    id: role.id,
    passholderId,
    municipalityId: municipality.id,
    configVersionId: municipality.version.id,
    plugin: plugin.definition.name,
    name: role.name,
    attributes: role.attributes ?? {},
    validFrom: role.period.from,
    validUntil: role.period.until,
    allowances: Object.entries(role.allowances).map(([key, { granted }]) => {
      return { key, unit: definition.allowances?.[key]?.unit ?? 'turn', granted };
    }),
  };
}
