import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { CommandKey } from '../http/idempotency.ts';

/** What a command changes, and the key by which its client may send it again. */
export interface RoleCommand {
  readonly cardSystemId: number;
  readonly kind: 'role.issue' | 'role.renew' | 'role.end';
  /** Null for what no client asked: imports, jobs, a plugin's own commands. */
  readonly command: CommandKey | null;
}

/**
 * Carries a command out, or finds that the same one was carried out before. Two with one key at the
 * same time: the second waits for the first.
 *
 * @param em of a transaction of the card system
 * @param act makes the role event of the id that it is given
 * @returns the id of the role event that the command made, now or then
 * @throws the refusal `idempotency-key-reused` of core.begin_command
 */
export async function carryOutOnce(
  em: EntityManager,
  { cardSystemId, kind, command }: RoleCommand,
  act: (eventId: string) => Promise<void>,
): Promise<string> {
  const eventId = randomUUID();
  const [row] = await em.execute<{ earlier: string | null }[]>(
    'select core.begin_command(?, ?, ?, ?, ?) as earlier',
    [cardSystemId, command?.key ?? null, command?.hash ?? null, kind, eventId],
  );
  if (row?.earlier) return row.earlier;
  await act(eventId);
  return eventId;
}
