import type { Caller } from '../access/caller.ts';
import type { PriceDecision } from '../billing/price-decision.ts';
import type { Core } from '../core.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
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
  const { group } = holder;
  const grantNumber = source === 'social' ? (group?.socialTariff?.grantNumber ?? 0) : 0;
  const { municipality } = seller;
  const promised = { eventId: event.id, municipality, holder, grantNumber };
  return { price: { regularPriceCents, priceCents, tariffId: sealFor(core, price, promised) } };
}

/** To whom a price is promised, and for what. */
export interface Promised {
  readonly eventId: string;
  /** Whose configuration decided: that of the organizer of the event. */
  readonly municipality: ActiveMunicipality;
  readonly holder: { readonly id: string; readonly residenceId: string | null };
  /** Of core.ticket_grant, when the price is given so often only; else 0. */
  readonly grantNumber: number;
}

/** The tariff id that promises a price. */
export function sealFor(core: Core, price: PriceDecision, promised: Promised): string {
  const { regularPriceCents, priceCents, source } = price;
  const { eventId, grantNumber, holder, municipality } = promised;
  return sealQuote(
    core.keys.current('tariff-sealing'),
    { eventId, regularPriceCents },
    {
      passholderId: holder.id,
      priceCents,
      quotedAt: core.now(),
      configVersionId: municipality.version.id,
      residenceId: holder.residenceId,
      source,
      grantNumber,
      shares: price.shares.slice(1).map(({ party, cents }) => ({ partyId: party, cents })),
    },
  );
}
