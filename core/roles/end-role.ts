import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { PaymentMeans } from '../contract/money.ts';
import { addToDay, type Clock, clockAt, type Day, isOver } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { carryOutOnce } from './carry-out-once.ts';
import { endedPeriod } from './decide-withdrawal.ts';
import { assertMaySell, assertOwns } from './may-sell.ts';
import { type KnownRole, lockRole } from './lock-role.ts';
import { roleAlreadyEnded, roleAlreadyUsed, roleNotIssuable } from './problems.ts';
import { readSoldRole, type SoldRole } from './read-sold-role.ts';
import { judgeWithdrawal, withdrawRole } from './withdraw-role.ts';
import { writeRole } from './write-role.ts';

/** What a desk asks: this role ends. */
export interface RoleEnd {
  readonly roleId: string;
  /** The last day on which it still grants something; it ends at once when left out. */
  readonly lastDay?: Day | undefined;
  readonly reason: string;
  /** How money is given back; by the desk's usual means when left out. */
  readonly means?: PaymentMeans | undefined;
  readonly command: CommandKey | null;
}

/**
 * Ends a role. Without a last day it ends at once: within the cooling-off days that is a
 * withdrawal, which gives everything back and which any desk may take that may sell the role. With
 * a last day, or later, only the owner ends it, and nothing is given back.
 *
 * @returns the role as it ends, with what was given back as a price below zero
 * @throws Problem `role-not-found`, `role-of-another-organizer`, `role-not-issuable`,
 * `role-already-ended`, `role-already-used`, `invalid-data` for a last day before the first one
 */
export async function endRole(core: Core, caller: Caller, end: RoleEnd): Promise<SoldRole> {
  const { cardSystemId, installation } = caller;
  const { roleId, reason, command } = end;
  const clock = clockAt(core.now());
  const admit = assertMaySell.bind(null, caller);
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const change = { cardSystemId, kind: 'role.end', command } as const;
    const eventId = await carryOutOnce(em, change, async (newId) => {
      const question = { cardSystemId, roleId, installation, clock, admit };
      const { role, holder } = await lockRole(em, question);
      if (role.isDerived || role.kind.definition.keptByPlugin) throw roleNotIssuable();
      if (isOver(role.period, clock.day)) throw roleAlreadyEnded({ lastDay: role.period.until });
      const organizerId = actingOrganizerId(caller);
      if (end.lastDay === undefined) {
        const judged = await judgeWithdrawal(em, role, clock);
        const { sale, withdrawal } = judged ?? {};
        if (withdrawal?.refused === 'used') throw roleAlreadyUsed();
        if (sale && withdrawal?.refused === null) {
          const till = { caller, means: end.means };
          const about = {
            eventId: newId,
            role,
            holder,
            sale,
            till,
            organizerId,
            clock,
            installation,
          };
          return withdrawRole(em, { ...about, withdrawal, reason });
        }
      }
      assertOwns(caller, role.kind);
      if (end.lastDay !== undefined) assertNotBefore(end.lastDay, role);
      const lastDay = end.lastDay ?? addToDay(clock.day, { days: -1 });
      return closeRole(em, role, { eventId: newId, lastDay, reason, organizerId, clock });
    });
    return readSoldRole(em, cardSystemId, eventId);
  });
}

/**
 * Lets a role end on a day: no later than it would have.
 *
 * @param em of a transaction of the card system that is alone with the holder
 * @throws Problem `role-already-ended` when it ends on or before that day already
 */
export async function closeRole(
  em: EntityManager,
  role: KnownRole,
  end: {
    readonly eventId: string;
    readonly lastDay: Day;
    readonly reason: string;
    readonly organizerId: string | null;
    readonly clock: Clock;
  },
): Promise<void> {
  const { until } = role.period;
  // Of a role that ends by itself on that very day, the end is still to be noted.
  const isThatDay = until === end.lastDay && !role.isEnded;
  if (until !== null && until <= end.lastDay && !isThatDay) {
    throw roleAlreadyEnded({ lastDay: until });
  }
  await writeRole(em, role, {
    id: end.eventId,
    kind: 'ended',
    period: endedPeriod(role.period, end.lastDay),
    organizerId: end.organizerId,
    end: { reason: end.reason },
    happenedAt: end.clock.epochMs,
  });
}

function assertNotBefore(lastDay: Day, { period }: KnownRole): void {
  if (lastDay >= period.from) return;
  const detail = `/lastDay is before the role begins; it must be ${period.from} or later`;
  throw invalidData({ detail, jsonPointer: '/lastDay' });
}
