import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import type { Cents } from '../contract/money.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import type { Tariffs } from './list-tariffs.ts';
import { mayQuoteFor } from './may-sell-for.ts';
import { SOCIAL_TARIFF } from './neutral-tariff.ts';
import { socialTariffNotAvailable } from './problems.ts';
import { quotePrice } from './quote-price.ts';
import { sealFor } from './seal-price.ts';
import { ticketsLeft } from './ticket-counts.ts';

/** Whom a price is promised to that is nobody's: no ticket can be sold at it. */
const NOBODY = { id: '00000000-0000-0000-0000-000000000000', residenceId: null };

/**
 * The social tariff of an event at a regular price, as somebody has it who lives in the
 * municipality of its organizer. It says nothing of any holder, and sells no ticket.
 *
 * @throws Problem `event-not-found`; `forbidden` to who may not sell the event;
 * `social-tariff-not-available` when nobody has a social tariff there
 */
export async function listStaticTariffs(
  core: Core,
  caller: Caller,
  asked: { readonly eventId: string; readonly regularPriceCents: Cents },
): Promise<Tariffs> {
  const { cardSystemId, installation } = caller;
  const { eventId, regularPriceCents } = asked;
  const event = await readEvent(core, { cardSystemId, id: eventId, isStale: true });
  const seller = event && installation.organizer(event.organizerId);
  if (!event || !seller) throw eventNotFound();
  if (!mayQuoteFor(caller, seller)) {
    throw forbidden({ detail: 'the organizer of this event does not let you sell for its events' });
  }

  const { municipality } = seller;
  const price = quotePrice({
    installation,
    seller: { municipality, organizer: seller.key },
    residence: municipality,
    social: { status: 'ACTIVE', endDate: null },
    day: clockAt(core.now()).day,
    regularPriceCents,
    place: event.placeId === null ? null : (installation.place(event.placeId)?.key ?? null),
    manualKey: event.distributionKey,
    offersFor: () => [],
  });
  if (!event.isInCardSystem || price.source !== 'social') throw socialTariffNotAvailable();
  const id = sealFor(core, price, { eventId, municipality, holder: NOBODY, grantNumber: 0 });
  const remaining = ticketsLeft({ volume: event.ticketLimitVolume, bought: 0 });
  return { available: [{ id, ...SOCIAL_TARIFF, priceCents: price.priceCents, remaining }] };
}
