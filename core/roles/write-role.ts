import {
  type EntityManager,
  type InferEntity,
  raw,
  type RequiredEntityData,
} from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import type { Period } from '../contract/period.ts';
import { OutboxMessage } from '../jobs/outbox-message.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { Allowance } from './allowance.entity.ts';
import { RoleEvent } from './role-event.entity.ts';
import { Role } from './role.entity.ts';
import type { RoleKind } from './role-kind.ts';

/** A row of `core.role`, or what is to become one. */
export interface RoleRow {
  readonly id: string;
  readonly passholderId: string;
  readonly kind: RoleKind;
  readonly period: Period;
  readonly attributes: Record<string, unknown>;
  /** Of the row as it is; 0 for a role that is new. */
  readonly version: number;
}

/** What happens to a role, with all that is written because of it. */
export interface RoleEventRow {
  readonly id: string;
  readonly kind: 'issued' | 'renewed' | 'amended' | 'ended' | 'withdrawn';
  /** The period from now on. */
  readonly period: Period;
  readonly attributes?: Record<string, unknown>;
  /** What comes to each allowance, by key. */
  readonly grants?: Readonly<Record<string, number>>;
  /** The event that this one takes back. */
  readonly reversesId?: string;
  /** The organizer at whose desk it happened. */
  readonly organizerId: string | null;
  /** The first one is the fact that the event names. */
  readonly money?: readonly MoneyFactRow[];
  /** Set for an end, null to take one back, left out to leave it. */
  readonly end?: { readonly reason: string } | null;
  /** Milliseconds since 1970. */
  readonly happenedAt: number;
}

/**
 * Writes what happened to a role: the role, its allowances, the event, the money, the outbox, and
 * one more version of the holder. Decides nothing.
 *
 * @param em of a transaction of the card system that is alone with the holder (`lockHolder`)
 */
export async function writeRole(
  em: EntityManager,
  role: RoleRow,
  event: RoleEventRow,
): Promise<void> {
  const { cardSystemId } = role.kind.municipality;
  if (event.money && event.money.length > 0) {
    await em.execute('select core.write_money_facts(?, ?::jsonb)', [
      cardSystemId,
      JSON.stringify(event.money),
    ]);
  }
  if (role.version === 0) em.create(Role, newRole(role, event));
  else await em.nativeUpdate(Role, { cardSystemId, id: role.id }, changedRole(role, event));
  await grant(em, role, event);
  em.create(RoleEvent, newEvent(role, event));
  em.create(OutboxMessage, {
    cardSystemId,
    id: randomUUID(),
    kind: 'passholder.changed',
    subjectId: role.passholderId,
  });
  await em.flush();
  const holder = { cardSystemId, id: role.passholderId };
  await em.nativeUpdate(Passholder, holder, { version: raw<number>('version + 1') });
}

function newRole(role: RoleRow, event: RoleEventRow): RequiredEntityData<InferEntity<typeof Role>> {
  const { municipality, plugin } = role.kind;
  const { cardSystemId } = municipality;
  return {
    cardSystemId,
    id: role.id,
    passholder: [cardSystemId, role.passholderId],
    municipality: [cardSystemId, municipality.id],
    plugin: plugin.definition.name,
    name: role.kind.name,
    attributes: role.attributes,
    validFrom: event.period.from,
    validUntil: event.period.until,
  };
}

function changedRole({ version }: RoleRow, event: RoleEventRow) {
  const { attributes, end, period } = event;
  const ended = end && { endedAt: new Date(event.happenedAt), endReason: end.reason };
  return {
    validFrom: period.from,
    validUntil: period.until,
    version: version + 1,
    ...(attributes && { attributes }),
    ...(end === null ? { endedAt: null, endReason: null } : ended),
  };
}

/**
 * Allowances begin and end with their role; those of a calendar period are written at their use.
 */
async function grant(em: EntityManager, role: RoleRow, event: RoleEventRow): Promise<void> {
  const { cardSystemId } = role.kind.municipality;
  const { grants = {}, period } = event;
  const ofRole: [number, string] = [cardSystemId, role.id];
  const known =
    role.version === 0 ? [] : await em.find(Allowance, { role: ofRole, period: 'ROLE' });
  for (const allowance of known) {
    allowance.granted += grants[allowance.key] ?? 0;
    allowance.validFrom = period.from;
    allowance.validUntil = period.until;
  }
  const definitions = role.kind.definition.allowances ?? {};
  for (const [key, granted] of Object.entries(grants)) {
    const definition = definitions[key];
    if (!definition || known.some((allowance) => allowance.key === key)) continue;
    const { unit } = definition;
    const { from: validFrom, until: validUntil } = period;
    const id = randomUUID();
    const counted = { role: ofRole, key, unit, granted, validFrom, validUntil };
    em.create(Allowance, { cardSystemId, id, ...counted });
  }
}

function newEvent(
  role: RoleRow,
  event: RoleEventRow,
): RequiredEntityData<InferEntity<typeof RoleEvent>> {
  const { cardSystemId, version } = role.kind.municipality;
  const within = (id: string | null | undefined): [number, string] | null =>
    id === null || id === undefined ? null : [cardSystemId, id];
  return {
    cardSystemId,
    id: event.id,
    role: [cardSystemId, role.id],
    version: role.version + 1,
    kind: event.kind,
    validFrom: event.period.from,
    validUntil: event.period.until,
    grants: { ...event.grants },
    reverses: within(event.reversesId),
    organizer: within(event.organizerId),
    moneyFact: within(event.money?.[0]?.id),
    configVersion: [cardSystemId, version.id],
    happenedAt: new Date(event.happenedAt),
  };
}
