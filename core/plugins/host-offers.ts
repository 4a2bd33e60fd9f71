import type { Host } from '../contract/host.ts';
import type { Core } from '../core.ts';
import { endOffer } from '../offers/end-offer.ts';
import { makeOffer } from '../offers/make-offer.ts';
import type { HostContext } from './host-context.ts';
import type { HostTransaction } from './host-transaction.ts';

/** Offers of one plugin in one municipality: to holders of the whole card system. */
export function hostOffers(
  core: Core,
  context: HostContext,
  transaction: HostTransaction,
): Host['offers'] {
  const end = (offerId: string, as: 'accepted' | 'declined'): Promise<boolean> =>
    transaction.within((em) => endOffer(em, offerId, { as, context, now: core.now() }));
  return {
    make: (offer) => transaction.within((em) => makeOffer(em, offer, { context, now: core.now() })),
    accept: (offerId) => end(offerId, 'accepted'),
    decline: (offerId) => end(offerId, 'declined'),
  };
}
