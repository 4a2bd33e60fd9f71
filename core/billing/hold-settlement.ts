import type { EntityManager } from '@mikro-orm/postgresql';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { HostContext } from '../plugins/host-context.ts';

/** What a plugin settles, held until the end of the transaction. */
export interface HeldSettlement {
  readonly settlementId: string;
  /** The fact that stands for it; null when none does. */
  readonly standingId: string | null;
}

/** As long as a name for it may be. */
const MAX_ABOUT = 200;

/**
 * Takes hold of what a plugin settles: who comes at the same time waits.
 *
 * @param em of a transaction of the card system
 */
export async function holdSettlement(
  em: EntityManager,
  { municipality, plugin }: Pick<HostContext, 'municipality' | 'plugin'>,
  about: string,
): Promise<HeldSettlement> {
  assert(about !== '' && about.length <= MAX_ABOUT, `a settlement cannot be about "${about}"`);
  const { cardSystemId, id } = municipality;
  const [row] = await em.execute<{ settlement_id: string; standing_id: string | null }[]>(
    'select * from core.hold_settlement(?, ?, ?, ?, ?)',
    [cardSystemId, id, plugin.name, about, randomUUID()],
  );
  assert(row, 'what is held is there');
  return { settlementId: row.settlement_id, standingId: row.standing_id };
}
