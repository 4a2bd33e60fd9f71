import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Clock, type Day, overlap } from '../contract/period.ts';
import type { KnownRole } from './lock-role.ts';
import { roleAlreadyHeld, roleNotIssuable, rolePeriodOver } from './problems.ts';
import { readAttributes } from './read-attributes.ts';
import { type RoleHolder, rolesOfKind } from './read-holder.ts';
import { readRoleEvents } from './read-role-events.ts';
import type { RoleEventFact } from './role-history.ts';
import { writeRole } from './write-role.ts';

/** What is to be changed of a role: whatever is given. */
export interface RoleAmendment {
  readonly attributes?: unknown;
  readonly from?: Day | undefined;
  /** Null for no end. */
  readonly until?: Day | null | undefined;
}

/**
 * Changes what is kept with a role, or its period. A new last day also takes an earlier end back,
 * with the first day that the role had before it. What is equal already is not written again.
 *
 * @param em of a transaction of the card system that is alone with the holder
 * @throws Problem `role-not-issuable`, `invalid-data` (attributes), `role-already-held` when
 * another role of the kind is in the way, `role-period-over` when it would end before it begins
 */
export async function amendRole(
  em: EntityManager,
  { role, holder }: { role: KnownRole; holder: RoleHolder },
  change: RoleAmendment & { readonly organizerId: string | null; readonly clock: Clock },
): Promise<void> {
  if (role.isDerived) throw roleNotIssuable();
  const { kind } = role;
  // What stays may be of settings that are gone: an end must not wait for them.
  const attributes =
    change.attributes === undefined ? role.attributes : readAttributes(kind, change.attributes);
  const until = change.until === undefined ? role.period.until : change.until;
  const isResumed = role.isEnded && until !== role.period.until;
  const firstDay = isResumed ? await firstDayBeforeEnd(em, role) : role.period.from;
  const period = { from: change.from ?? firstDay, until };
  const isSame =
    isDeepStrictEqual(period, role.period) && isDeepStrictEqual(attributes, role.attributes);
  if (isSame) return;

  if (until !== null && until < period.from) throw rolePeriodOver();
  const others = rolesOfKind(holder, kind, attributes).filter(({ id }) => id !== role.id);
  if (others.some((other) => overlap(other.period, period))) throw roleAlreadyHeld();
  await writeRole(em, role, {
    id: randomUUID(),
    kind: 'amended',
    period,
    attributes,
    organizerId: change.organizerId,
    ...(until !== role.period.until && { end: null }),
    happenedAt: change.clock.epochMs,
  });
}

/**
 * The first day of a role before it was ended: one that ended on that day itself stands as the day
 * before it (`endedPeriod`), on which it granted nothing.
 */
async function firstDayBeforeEnd(em: EntityManager, role: KnownRole): Promise<Day> {
  const { cardSystemId } = role.kind.municipality;
  const events = await readRoleEvents(em, cardSystemId, role.id);
  const before = events.findLast(({ kind }) => !ENDS.has(kind));
  return before?.period.from ?? role.period.from;
}

const ENDS: ReadonlySet<RoleEventFact['kind']> = new Set(['ended', 'withdrawn', 'expired']);
