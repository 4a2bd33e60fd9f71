import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { PaymentMeans } from '../contract/money.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { extendRole } from './add-role.ts';
import { carryOutOnce } from './carry-out-once.ts';
import { isGivenAtDesks } from './decide-terms.ts';
import { assertPassIsActive } from './issue-role.ts';
import { assertMaySell } from './may-sell.ts';
import { lockRole } from './lock-role.ts';
import { roleAlreadyEnded, roleNotIssuable } from './problems.ts';
import { readAttributes } from './read-attributes.ts';
import { readSoldRole, type SoldRole } from './read-sold-role.ts';

/** What a desk asks: this role goes on, paid here. */
export interface RoleRenewal {
  readonly roleId: string;
  /** The first day that is asked for; today when left out. */
  readonly from?: Day | undefined;
  /** Instead of what was kept with the role; that stays when left out. */
  readonly attributes?: unknown;
  readonly means?: PaymentMeans | undefined;
  readonly command: CommandKey | null;
}

/**
 * Renews a role at a desk, or tops it up, and books what that costs. The role and its history go
 * on; one that expired is renewed as well, one that was ended is not.
 *
 * @throws Problem `role-not-found`, `role-not-issuable`, `role-already-ended`,
 * `invalid-card-status`, `invalid-data` (attributes), `role-already-held`, `role-period-over`,
 * `role-from-the-past`, `role-leaves-gap`, `role-too-far-ahead`
 */
export async function renewRole(
  core: Core,
  caller: Caller,
  renewal: RoleRenewal,
): Promise<SoldRole> {
  const { cardSystemId, installation } = caller;
  const { roleId, command } = renewal;
  const clock = clockAt(core.now());
  const admit = assertMaySell.bind(null, caller);
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const sale = { cardSystemId, kind: 'role.renew', command } as const;
    const eventId = await carryOutOnce(em, sale, async (newId) => {
      const question = { cardSystemId, roleId, installation, clock, admit };
      const { role, holder } = await lockRole(em, question);
      const { kind } = role;
      if (role.isDerived || !isGivenAtDesks(kind)) throw roleNotIssuable();
      if (role.endReason !== null) throw roleAlreadyEnded({ lastDay: role.period.until });
      assertPassIsActive(holder);
      const addition = { eventId: newId, kind, holder, clock, installation };
      await extendRole(em, role, {
        ...addition,
        attributes: readAttributes(kind, renewal.attributes ?? role.attributes),
        from: renewal.from ?? clock.day,
        till: { caller, means: renewal.means },
        organizerId: actingOrganizerId(caller),
      });
    });
    return readSoldRole(em, cardSystemId, eventId);
  });
}
