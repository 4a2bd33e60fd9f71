import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { withTransaction } from '../plugins/host.ts';
import type { HostContext } from '../plugins/host-context.ts';
import { endOffer } from './end-offer.ts';
import { Offer } from './offer.entity.ts';

/** Offers that are read at once. */
const CHUNK = 500;

/**
 * Lets every offer of a card system lapse that was neither accepted nor declined in time, and has
 * its plugin carry on: both in one transaction for each offer, so that it happens once, however
 * often this runs and wherever it dies. Where a plugin is off, its offers wait until it is on
 * again.
 *
 * @returns how many lapsed
 * @throws AggregateError when some could not; the others did
 */
export async function lapseOffers(core: Core, cardSystemId: number): Promise<number> {
  const installation = core.installation();
  const contexts = installation.ofCardSystem(cardSystemId).flatMap((municipality) =>
    [...municipality.plugins.values()]
      .filter(({ definition }) => definition.offers)
      .map(({ definition: plugin }): HostContext => {
        return { installation, municipality, plugin, organizer: null };
      }),
  );
  let lapsed = 0;
  const failures: unknown[] = [];
  for (const context of contexts) {
    for (const id of await findOverdue(core, context)) {
      try {
        if (await lapseOffer(core, context, id)) lapsed += 1;
      } catch (error) {
        failures.push(error);
      }
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some offers could not lapse');
  return lapsed;
}

async function findOverdue(
  core: Core,
  { municipality, plugin }: Pick<HostContext, 'municipality' | 'plugin'>,
): Promise<string[]> {
  const { cardSystemId, id } = municipality;
  const overdue = await tenantManager(core.orm, cardSystemId).find(
    Offer,
    {
      cardSystemId,
      municipality: [cardSystemId, id],
      plugin: plugin.name,
      state: 'made',
      until: { $lt: new Date(core.now()) },
    },
    { orderBy: { until: 'asc', id: 'asc' }, limit: CHUNK },
  );
  return overdue.map((offer) => offer.id);
}

async function lapseOffer(core: Core, context: HostContext, offerId: string): Promise<boolean> {
  const { plugin, municipality } = context;
  const { cardSystemId } = municipality;
  return withTransaction(core, context, async (host, transaction) => {
    const offer = await transaction.within(async (em) => {
      const isOurs = await endOffer(em, offerId, { as: 'lapsed', context, now: core.now() });
      return isOurs ? em.findOneOrFail(Offer, { cardSystemId, id: offerId }) : null;
    });
    if (!offer) return false;
    const { id, about, passholder, until } = offer;
    await plugin.offers?.lapsed(host, {
      id,
      about,
      passholderId: passholder.id,
      until: until.getTime(),
    });
    return true;
  });
}
