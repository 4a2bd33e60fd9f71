import type { EntityManager } from '@mikro-orm/postgresql';
import { clockAt } from '../contract/period.ts';
import type { RoleEventFact } from './role-history.ts';
import { RoleEvent } from './role-event.entity.ts';

/** No role has so long a life; what is older is not shown and not taken back. */
const MAX_EVENTS = 1000;

/**
 * Reads the history of a role, in the order of its versions; of a longer one the last events.
 *
 * @param em of the card system
 */
export async function readRoleEvents(
  em: EntityManager,
  cardSystemId: number,
  roleId: string,
): Promise<RoleEventFact[]> {
  const events = await em.find(
    RoleEvent,
    { role: [cardSystemId, roleId] },
    { orderBy: { version: 'desc' }, limit: MAX_EVENTS },
  );
  return events.toReversed().map((event) => ({
    id: event.id,
    kind: event.kind,
    period: { from: event.validFrom, until: event.validUntil ?? null },
    grants: event.grants,
    moneyFactId: event.moneyFact?.id ?? null,
    day: clockAt(event.happenedAt.getTime()).day,
  }));
}
