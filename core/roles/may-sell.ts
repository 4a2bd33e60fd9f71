import type { Caller } from '../access/caller.ts';
import { isOwner, visibilityFor } from '../access/visibility.ts';
import { roleNotFound, roleOfAnotherOrganizer } from './problems.ts';
import type { RoleKind } from './role-kind.ts';

/** Whether a desk may sell a kind of role: a public one every desk, any other its owner's only. */
export function maySell(caller: Caller, kind: RoleKind): boolean {
  return kind.definition.visibility === 'public' || isOwner(caller, kind);
}

/**
 * Asserts that a caller may sell, renew or take back a role of a kind.
 *
 * @throws Problem `role-not-found`: who may not see a role learns nothing of it
 */
export function assertMaySell(caller: Caller, kind: RoleKind): void {
  if (!maySell(caller, kind)) throw roleNotFound();
}

/**
 * Asserts that a caller decides about the roles of a kind.
 *
 * @throws Problem `role-not-found` when it may not see them, else `role-of-another-organizer`
 */
export function assertOwns(caller: Caller, kind: RoleKind): void {
  if (isOwner(caller, kind)) return;
  throw visibilityFor(caller, kind) === 'full' ? roleOfAnotherOrganizer() : roleNotFound();
}
