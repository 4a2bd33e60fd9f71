import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { PaymentMeans } from '../contract/money.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidCardStatus } from '../passes/problems.ts';
import { addRole } from './add-role.ts';
import { carryOutOnce } from './carry-out-once.ts';
import { isGivenAtDesks } from './decide-terms.ts';
import { maySell } from './may-sell.ts';
import { roleNotIssuable, roleUnknown } from './problems.ts';
import { readAttributes } from './read-attributes.ts';
import { lockHolder, type RoleHolder } from './read-holder.ts';
import { readSoldRole, type SoldRole } from './read-sold-role.ts';
import { findRoleKind } from './role-kind.ts';

/** What a desk asks: a role for a pass holder, paid here. */
export interface RoleOrder {
  readonly passholderId: string;
  readonly plugin: string;
  readonly role: string;
  /** The first day; today when left out. */
  readonly from?: Day | undefined;
  readonly attributes?: unknown;
  /** How it is paid; by the desk's usual means when left out. */
  readonly means?: PaymentMeans | undefined;
  readonly command: CommandKey | null;
}

/** The same for a role that is hidden and one that is not there: it names neither. */
const UNKNOWN = 'plugin and role of the body together name no role that this organizer gives out';

/**
 * Issues a role at a desk and books what it costs. The seller is the acting organizer, whose
 * account takes the money; the role belongs to its municipality. One role of a kind at a time: a
 * second one is refused, or tops up the first where its plugin says so.
 *
 * @throws Problem `role-unknown`, in the same words for a role that nobody gives out and one that
 * another organizer decides about; `role-not-issuable`, `passholder-not-found`,
 * `invalid-card-status`, `invalid-data` (attributes), `role-already-held`, `role-period-over`,
 * `role-from-the-past`, `role-leaves-gap`, `role-too-far-ahead`
 */
export async function issueRole(core: Core, caller: Caller, order: RoleOrder): Promise<SoldRole> {
  const { cardSystemId, installation } = caller;
  const { passholderId, command } = order;
  const clock = clockAt(core.now());
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const sale = { cardSystemId, kind: 'role.issue', command } as const;
    const eventId = await carryOutOnce(em, sale, async (newId) => {
      const kind = findRoleKind(caller.municipality, order);
      if (!kind || !maySell(caller, kind)) throw roleUnknown({ detail: UNKNOWN });
      if (!isGivenAtDesks(kind)) throw roleNotIssuable();
      const attributes = readAttributes(kind, order.attributes);
      const holder = await lockHolder(em, { cardSystemId, passholderId, installation, clock });
      assertPassIsActive(holder);
      const addition = { eventId: newId, kind, holder, attributes, clock, installation };
      await addRole(em, {
        ...addition,
        from: order.from ?? clock.day,
        till: { caller, means: order.means },
        organizerId: actingOrganizerId(caller),
      });
    });
    return readSoldRole(em, cardSystemId, eventId);
  });
}

/** @throws Problem `invalid-card-status` when the holder has no active pass */
export function assertPassIsActive({ facts }: RoleHolder): void {
  if (facts.card.status !== 'ACTIVE') throw invalidCardStatus();
}
