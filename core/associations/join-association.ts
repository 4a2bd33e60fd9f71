import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import {
  decideMembershipEnd,
  type MembershipDecision,
  type MembershipFacts,
} from './decide-membership-end.ts';
import type { Association } from './known-associations.ts';
import { membershipNotPossible } from './problems.ts';

/** What a desk asks: somebody becomes a member, or stays one. */
export interface Joining {
  readonly passholderId: string;
  readonly association: Association;
  /** What the desk says that the last day is; for an association that leaves it to the desk. */
  readonly endDate?: Day | undefined;
  readonly command: CommandKey;
}

/**
 * Makes a pass holder of the caller's municipality a member of an association, or renews the
 * membership.
 *
 * @throws Problem `passholder-not-found`, `association-membership-renew-not-possible`,
 * `invalid-data` for a last day that cannot be
 */
export async function joinAssociation(
  core: Core,
  caller: Caller,
  { passholderId, association, endDate: asked, command }: Joining,
): Promise<void> {
  const { cardSystemId, municipality } = caller;
  const id = randomUUID();
  const today = clockAt(core.now()).day;
  await tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const [begun] = await em.execute<{ earlier: string | null }[]>(
      'select core.begin_command(?, ?, ?, ?, ?) as earlier',
      [cardSystemId, command.key, command.hash, 'association-join', id],
    );
    if (begun?.earlier) return;
    const [opened] = await em.execute<{ facts: string }[]>(
      'select core.open_association_membership(?, ?, ?, ?) as facts',
      [cardSystemId, passholderId, municipality.id, association.id],
    );
    const facts = JSON.parse(opened?.facts ?? '') as Omit<MembershipFacts, 'today'>;
    const decision = decideMembershipEnd(association.settings, { ...facts, today }, asked);
    const membership = {
      id,
      passholderId,
      associationId: association.id,
      endDate: endDateOf(decision),
      registeredAt: new Date(core.now()).toISOString(),
    };
    await em.execute('select core.keep_association_membership(?, ?, ?)', [
      cardSystemId,
      JSON.stringify(membership),
      JSON.stringify(lookAtPerson(core, caller)),
    ]);
  });
}

const REASONS = {
  missing: 'is missing: the desk says the last day of this membership',
  past: 'is before today',
  'not-later': 'is not after the last day of the membership that there is',
  'too-far': 'is more than ten years from now',
  'not-chosen': 'is not the last day that this association gives its members; leave it out',
} as const;

function endDateOf(decision: MembershipDecision): Day {
  if ('endDate' in decision) return decision.endDate;
  const { refused } = decision;
  if (refused === 'not-possible') throw membershipNotPossible();
  throw invalidData({ detail: `/endDate ${REASONS[refused]}`, jsonPointer: '/endDate' });
}
