import type { Caller } from '../access/caller.ts';
import { isOwner, periodFor, visibilityFor } from '../access/visibility.ts';
import { clockAt, type Day, isWithin, type Period } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { compareKeys } from '../billing/compare-keys.ts';
import { callFunction } from '../database/call-function.ts';
import type { HeldRole } from '../plugins/combine.ts';
import { heldRolesOf } from '../rights/held-roles.ts';
import { describeHolder } from './read-holder.ts';

/** A role of a holder as a desk may see it. */
export interface ListedRole {
  readonly role: HeldRole;
  /** As the caller may see it. */
  readonly period: ReturnType<typeof periodFor>;
  readonly status: 'FUTURE' | 'ACTIVE' | 'ENDED';
  /** The caller's organizer decides about it: what is kept with it is shown. */
  readonly isOwn: boolean;
}

/**
 * Lists the roles of a holder that a desk may see, with those that follow from facts and those that
 * ended in the last year: every public role, and all roles of its own organizer. Others are absent.
 *
 * @throws Problem `passholder-not-found`
 */
export async function listRoles(
  core: Core,
  caller: Caller,
  passholderId: string,
): Promise<ListedRole[]> {
  const clock = clockAt(core.now());
  const { cardSystemId, installation } = caller;
  const card = await callFunction<string | null>(core.pool, 'core.read_holder', [
    cardSystemId,
    passholderId,
    clock.day,
  ]);
  const question = { cardSystemId, passholderId, installation, clock };
  const { facts, holder } = describeHolder(card, question);
  const derivedRoleKey = core.keys.current('derived-role-id');
  return heldRolesOf(facts, holder, { installation, clock, derivedRoleKey })
    .filter((role) => visibilityFor(caller, role) === 'full')
    .map((role) => ({
      role,
      period: periodFor(caller, role),
      status: statusOf(role.period, clock.day),
      isOwn: isOwner(caller, role),
    }))
    .sort((a, b) => compareKeys(sortKey(a.role), sortKey(b.role)));
}

function statusOf(period: Period, today: Day): ListedRole['status'] {
  if (isWithin(today, period)) return 'ACTIVE';
  return today < period.from ? 'FUTURE' : 'ENDED';
}

function sortKey({ plugin, name, period, id }: HeldRole): string {
  return [plugin.definition.name, name, period.from, id].join(' ');
}
