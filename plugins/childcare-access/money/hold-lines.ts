import { type EntityManager, type FilterQuery, LockMode } from '@mikro-orm/core';
import { SettledLine } from './settlement.entity.ts';

/**
 * These lines as they are now, alone with them until the end of the command. In the order of their
 * ids, so that of two who hold several neither waits for the other. Who holds a day as well holds
 * that first; who holds lines takes hold of nothing else after them but what it writes of them.
 */
export async function holdLines(
  entities: EntityManager,
  where: FilterQuery<SettledLine>,
): Promise<SettledLine[]> {
  return entities.find(SettledLine, where, {
    orderBy: { id: 'asc' },
    lockMode: LockMode.PESSIMISTIC_WRITE,
    disableIdentityMap: true,
  });
}
