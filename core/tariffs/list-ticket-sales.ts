import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import type { Cents } from '../contract/money.ts';
import { clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { escapeLike } from '../database/escape-like.ts';
import { tenantManager } from '../database/orm.ts';
import { AllowanceUse } from '../roles/allowance-use.entity.ts';
import { organizerId as idOfOrganizer } from '../municipalities/installation.ts';
import { TicketSale } from './ticket-sale.entity.ts';

/** Which ticket sales a desk asks for. */
export interface TicketSaleSearch {
  readonly eventId: string | null;
  readonly passholderId: string | null;
  /** Of whose events; all organizers of the caller when null. */
  readonly organizerIds: readonly string[] | null;
  /** A part of the title of the event. */
  readonly eventTitle: string | null;
  readonly start: number;
  readonly limit: number;
}

/** A ticket sale as the organizer of its event sees it: never the holder, and no reason. */
export interface ListedTicketSale {
  readonly id: string;
  readonly soldAt: Date;
  readonly regularPriceCents: Cents;
  readonly regularPriceLabel: string | null;
  /**
   * What the holder was asked, before any allowance; null when another organizer sold it, and was
   * told the price.
   */
  readonly priceCents: Cents | null;
  readonly eventId: string;
  readonly eventTitle: string;
  readonly uitpasNumber: string;
}

/**
 * The ticket sales of the caller's own events, newest first, of today only (docs/discretion.md): a
 * desk sees what it does, the history of a life belongs to the holder. A cancelled one is not
 * among them, nor one of a holder who was erased since.
 *
 * @throws Problem `forbidden` for an organizer that the caller does not act for
 */
export async function listTicketSales(
  core: Core,
  caller: Caller,
  search: TicketSaleSearch,
): Promise<{ totalItems: number; member: ListedTicketSale[] }> {
  const { cardSystemId, municipality, organizers } = caller;
  const own = organizers.map((key) => idOfOrganizer(municipality.key, key));
  const { eventId, eventTitle, organizerIds, passholderId, start, limit } = search;
  if (!(organizerIds ?? own).every((id) => mayActFor(caller, id))) {
    throw forbidden({ detail: 'you do not act for each organizerId' });
  }
  const [found, totalItems] = await tenantManager(core.orm, cardSystemId).findAndCount(
    TicketSale,
    {
      cardSystemId,
      ...(passholderId !== null && { passholder: { id: passholderId } }),
      cancelledAt: null,
      // Of a holder who was erased: UiTPAS has no sale without a number, and the books have it.
      cardNumber: { $ne: '' },
      soldAt: { $gte: new Date(startOfDay(clockAt(core.now()).day)) },
      event: {
        ...(eventId !== null && { id: eventId }),
        organizer: { id: { $in: [...(organizerIds ?? own)] } },
        ...(eventTitle !== null && { title: { $ilike: `%${escapeLike(eventTitle)}%` } }),
      },
    },
    {
      populate: ['event', 'moneyFact'],
      orderBy: [{ soldAt: 'desc' }, { id: 'desc' }],
      offset: start,
      limit,
    },
  );
  const paid = await allowancesOf(core, caller, found);
  const member = found.map((sale) => {
    const seller = sale.moneyFact.seller?.id;
    const isOwnSale = seller !== undefined && mayActFor(caller, seller);
    const { id, soldAt, regularPriceCents, cardNumber: uitpasNumber } = sale;
    return {
      id,
      soldAt,
      regularPriceCents,
      regularPriceLabel: sale.regularPriceLabel ?? null,
      priceCents: isOwnSale ? sale.priceCents + (paid.get(sale.id) ?? 0) : null,
      eventId: sale.event.id,
      eventTitle: sale.event.title,
      uitpasNumber,
    };
  });
  return { totalItems, member };
}

/** What allowances paid of some sales, by the id of the sale; nothing where none did. */
async function allowancesOf(
  core: Core,
  { cardSystemId }: Caller,
  sales: readonly { readonly id: string }[],
): Promise<Map<string, Cents>> {
  const uses = await tenantManager(core.orm, cardSystemId).find(AllowanceUse, {
    cardSystemId,
    moneyFact: { id: { $in: sales.map(({ id }) => id) } },
  });
  const paid = new Map<string, Cents>();
  for (const { amount, moneyFact } of uses) {
    if (moneyFact) paid.set(moneyFact.id, (paid.get(moneyFact.id) ?? 0) + amount);
  }
  return paid;
}
