import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import type { RightsAnswer } from '../rights/check-rights.ts';
import { sealQuote } from './tariff-quote.ts';

/**
 * The price of a rights check as the desk sees it: the amounts, and a tariff id that sells at it.
 * Every holder gets one, also at the full price.
 *
 * @returns undefined when no price was asked for, or nothing can be sold on this card
 */
export function sealPrice(core: Core, caller: Caller, answer: RightsAnswer) {
  const { facts, price } = answer;
  const { event, holder } = facts;
  if (!price || !event || !holder) return undefined;
  const seller = caller.installation.organizer(event.organizerId);
  if (!seller) return undefined;

  const { regularPriceCents, priceCents, source } = price;
  const subject = { eventId: event.id, regularPriceCents };
  const tariffId = sealQuote(core.keys.current('tariff-sealing'), subject, {
    passholderId: holder.id,
    priceCents,
    quotedAt: core.now(),
    configVersionId: seller.municipality.version.id,
    residenceId: holder.residenceId,
    source,
    shares: price.shares.slice(1).map(({ party, cents }) => ({ partyId: party, cents })),
  });
  return { price: { regularPriceCents, priceCents, tariffId } };
}
