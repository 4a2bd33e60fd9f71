import type { EntityManager } from '@mikro-orm/postgresql';
import type { HostContext } from '../plugins/host-context.ts';

/**
 * Ends an offer of a plugin: accepted or declined up to its last moment, lapsed after it. The row
 * is the lock: of all that would end it at the same moment, one does.
 *
 * @param em of a transaction of the card system
 * @returns whether it still stood; false as well for an offer of somebody else
 */
export async function endOffer(
  em: EntityManager,
  offerId: string,
  end: {
    readonly as: 'accepted' | 'declined' | 'lapsed';
    readonly context: Pick<HostContext, 'municipality' | 'plugin'>;
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): Promise<boolean> {
  const { municipality, plugin } = end.context;
  const [row] = await em.execute<{ stood: boolean }[]>(
    'select core.end_offer(?, ?, ?, ?, ?, ?) as stood',
    [
      municipality.cardSystemId,
      municipality.id,
      plugin.name,
      offerId,
      end.as,
      new Date(end.now).toISOString(),
    ],
  );
  return row?.stood === true;
}
