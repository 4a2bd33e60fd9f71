import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { Clock, Day } from '../contract/period.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { type CalendarGrant, calendarGrant } from '../rights/count-allowances.ts';

/** A use that a role permits, with what it was decided on. */
export interface PermittedUse {
  readonly role: HeldRole;
  readonly facts: CardFacts;
  readonly clock: Clock;
  readonly allowance: string;
  /** Turns or cents, 1 or more. */
  readonly amount: number;
  readonly placeId: string | null;
}

/** What `core.open_role_to_use` and `core.count_use` take. */
export interface UseRow {
  readonly id: string;
  readonly passholderId: string;
  readonly cardNumber: string;
  readonly roleId: string;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  readonly attributes: unknown;
  readonly allowance: string;
  readonly unit: 'turn' | 'cent';
  /** Null for what is granted for as long as the role lasts. */
  readonly grant: CalendarGrant | null;
  readonly amount: number;
  /** What is left after it lapses with it. */
  readonly restLapses: boolean;
  readonly placeId: string | null;
  readonly organizerId: string;
  /** ISO 8601. */
  readonly happenedAt: string;
  readonly day: Day;
  /**
   * The row of a role that nobody issued and nobody used yet; null for one that is written down.
   */
  readonly derived: object | null;
}

/** Turns a use into the row that the SQL functions take; it gets a new id. */
export function useRow(caller: Caller, use: PermittedUse): UseRow {
  const { role, facts, clock, allowance } = use;
  const passholderId = facts.holder?.id;
  const definition = role.definition.allowances?.[allowance];
  assert(passholderId && definition, 'a role has a holder, and a use an allowance');
  return {
    id: randomUUID(),
    passholderId,
    cardNumber: facts.card.number,
    roleId: role.id,
    validFrom: role.period.from,
    validUntil: role.period.until,
    attributes: role.attributes ?? {},
    allowance,
    unit: definition.unit,
    grant: calendarGrant(definition, role, clock.day),
    amount: use.amount,
    restLapses: definition.restLapses?.(role.plugin.config, role.attributes as never) ?? false,
    placeId: use.placeId,
    organizerId: actingOrganizerId(caller),
    happenedAt: new Date(clock.epochMs).toISOString(),
    day: clock.day,
    derived: derivedRow(use, passholderId),
  };
}

function derivedRow({ role, facts, clock }: PermittedUse, passholderId: string): object | null {
  if (facts.roles.some(({ id }) => id === role.id)) return null;
  const { municipality, plugin, definition } = role;
  const allowances = Object.entries(definition.allowances ?? {}).flatMap(([key, allowance]) => {
    const isOfRole = calendarGrant(allowance, role, clock.day) === null;
    const { granted = 0 } = role.allowances[key] ?? {};
    return isOfRole ? [{ key, unit: allowance.unit, granted }] : [];
  });
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
    allowances,
  };
}
