import type { Caller } from '../access/caller.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { isRenewable, proposedEnd } from './decide-membership-end.ts';
import { type Association, associationsFor } from './known-associations.ts';

/** A membership that there is, was, or could be. */
export interface ListedMembership {
  readonly association: Association;
  readonly status: 'ACTIVE' | 'EXPIRED' | 'NONE';
  readonly endDate: Day | null;
  readonly isRenewable: boolean;
  /** What a desk may propose, where the last day is its to choose. */
  readonly newEndDate: Day | null;
}

/** What `core.read_association_memberships` answers. */
interface Found {
  readonly birthDate: Day;
  readonly ends: Readonly<Record<string, Day>>;
}

/**
 * The memberships of a pass holder of the caller's municipality in the associations that the acting
 * organizer sees, and those that it could make; the look is recorded.
 *
 * @throws Problem `passholder-not-found`
 */
export async function listMemberships(
  core: Core,
  caller: Caller,
  passholderId: string,
): Promise<ListedMembership[]> {
  const seen = associationsFor(caller, 'READ');
  const found = await callForJson<Found | null>(core.pool, 'core.read_association_memberships', [
    caller.cardSystemId,
    passholderId,
    caller.municipality.id,
    seen.map(({ id }) => id),
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
  if (!found) throw passholderNotFound();
  const today = clockAt(core.now()).day;
  const written = new Set(associationsFor(caller, 'WRITE').map(({ id }) => id));
  return seen
    .map((association) => {
      const endDate = found.ends[association.id] ?? null;
      return membershipOf(association, { birthDate: found.birthDate, today, endDate });
    })
    .filter(({ association, status, isRenewable: can }) => {
      return status !== 'NONE' || (can && written.has(association.id));
    })
    .map((one) => (one.status === 'NONE' ? { ...one, isRenewable: false } : one));
}

/** One that there is not is called renewable here where it could be made. */
function membershipOf(
  association: Association,
  facts: { birthDate: Day; today: Day; endDate: Day | null },
): ListedMembership {
  const { settings: terms } = association;
  const { endDate, today } = facts;
  const proposed = proposedEnd(terms, facts);
  const can = endDate === null ? proposed !== null : isRenewable(terms, { ...facts, endDate });
  const newEndDate = can && terms.endDateType === 'CUSTOM' ? proposed : null;
  const status = endDate === null ? 'NONE' : endDate < today ? 'EXPIRED' : 'ACTIVE';
  return { association, status, endDate, isRenewable: can, newEndDate };
}
