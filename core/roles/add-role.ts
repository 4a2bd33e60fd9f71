import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import type { Charge } from '../contract/money.ts';
import { type Clock, type Day, isOver, overlap, type Period } from '../contract/period.ts';
import type { Installation } from '../municipalities/installation.ts';
import { assertFirstDay } from './assert-first-day.ts';
import {
  addsSomething,
  decideTerms,
  grantsOf,
  type RoleSoFar,
  type RoleTerms,
} from './decide-terms.ts';
import { type KnownRole, readRole } from './lock-role.ts';
import { priceRole } from './price-role.ts';
import { roleAlreadyHeld, rolePeriodOver } from './problems.ts';
import { type RoleHolder, rolesOfKind } from './read-holder.ts';
import type { RoleKind } from './role-kind.ts';
import { chargeRows, type Till } from './role-money.ts';
import { writeRole } from './write-role.ts';

/** A role that is to be issued or renewed, when all that may refuse it has been asked. */
export interface RoleAddition {
  /** Of the role event that is made. */
  readonly eventId: string;
  readonly kind: RoleKind;
  /** Locked. */
  readonly holder: RoleHolder;
  readonly attributes: Record<string, unknown>;
  /** The first day that was asked for. */
  readonly from: Day;
  readonly clock: Clock;
  readonly installation: Installation;
  /** Where it is paid; null where nobody can pay. */
  readonly till: Till | null;
  /** The organizer that issues or sells it; null in jobs and imports. */
  readonly organizerId: string | null;
  /** The period of a role that is taken over from an older system: nothing is paid for it. */
  readonly takenOver?: Period | undefined;
}

/**
 * Gives a holder a role, or tops up the one that lasts.
 *
 * @param em of a transaction of the card system that is alone with the holder
 * @throws Problem `role-already-held`, `role-period-over`, `role-from-the-past`, `role-leaves-gap`,
 * `role-too-far-ahead`
 */
export async function addRole(em: EntityManager, addition: RoleAddition): Promise<void> {
  const { kind, clock, attributes } = addition;
  const lasting = kind.definition.toppedUp
    ? rolesOfKind(addition.holder, kind, attributes).find(isLasting(clock.day))
    : null;
  if (lasting && !addition.takenOver) {
    const role = await readRole(em, kind, lasting.id);
    if (!isDeepStrictEqual(role.attributes, attributes)) throw roleAlreadyHeld();
    return extendRole(em, role, addition);
  }

  const terms = termsOf(addition, null);
  const others = rolesOfKind(addition.holder, kind, attributes);
  if (others.some(({ period }) => overlap(period, terms.period))) {
    throw roleAlreadyHeld();
  }
  const { until } = terms.period;
  if (!addition.takenOver && until !== null && until < clock.day) throw rolePeriodOver();
  const { passholderId } = addition.holder;
  const role = {
    id: randomUUID(),
    passholderId,
    kind,
    period: terms.period,
    attributes,
    version: 0,
  };
  return writeRole(em, role, {
    id: addition.eventId,
    kind: 'issued',
    period: terms.period,
    grants: terms.grants,
    money: moneyOf(addition, terms.charge),
    organizerId: addition.organizerId,
    happenedAt: clock.epochMs,
  });
}

/**
 * Renews a role or tops it up: the same role goes on.
 *
 * @param em of a transaction of the card system that is alone with the holder
 * @throws Problem `role-already-held` when another role of the kind is in the way,
 * `role-period-over` when it would add nothing; `role-from-the-past`, `role-leaves-gap`,
 * `role-too-far-ahead`
 */
export async function extendRole(
  em: EntityManager,
  role: KnownRole,
  addition: RoleAddition,
): Promise<void> {
  const { clock, attributes, kind } = addition;
  const terms = termsOf(addition, role);
  const others = rolesOfKind(addition.holder, kind, attributes).filter(({ id }) => id !== role.id);
  if (others.some(({ period }) => overlap(period, terms.period))) throw roleAlreadyHeld();
  const isTooLate = isOver(terms.period, clock.day);
  if (isTooLate || !addsSomething(terms, role)) throw rolePeriodOver();
  return writeRole(em, role, {
    id: addition.eventId,
    kind: 'renewed',
    period: terms.period,
    attributes,
    grants: terms.grants,
    money: moneyOf(addition, terms.charge),
    organizerId: addition.organizerId,
    end: null,
    happenedAt: clock.epochMs,
  });
}

function termsOf(addition: RoleAddition, previous: RoleSoFar | null): RoleTerms {
  const { kind, takenOver, clock, attributes, from } = addition;
  if (takenOver)
    return { period: takenOver, grants: grantsOf(kind, previous, attributes), charge: null };
  assertFirstDay(clock, { from, previous: previous?.period ?? null });
  return decideTerms({ kind, clock, holder: addition.holder.holder, attributes, from, previous });
}

function moneyOf(addition: RoleAddition, charge: Charge | null): MoneyFactRow[] {
  if (charge === null) return [];
  const { kind, holder, installation, clock, till, organizerId } = addition;
  const { residence, facts } = holder;
  const { social } = facts;
  const decision = priceRole({ installation, kind, charge, residence, social, day: clock.day });
  return chargeRows(
    decision,
    {
      factId: randomUUID(),
      factKind: 'role-sale',
      kind,
      holder,
      till,
      sellerId: organizerId,
      happenedAt: clock.epochMs,
    },
    installation,
  );
}

function isLasting(today: Day): (role: { period: Period }) => boolean {
  return ({ period }) => period.until === null || today <= period.until;
}
