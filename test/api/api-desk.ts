import assert from 'node:assert/strict';
import type { TestApi } from '../fixtures/open-api.ts';

/** A price as a rights check promises it. */
export interface PromisedPrice {
  readonly regularPriceCents: number;
  readonly priceCents: number;
  readonly tariffId: string;
}

/** Asks, as a client, what an event costs the holder of a card. */
export async function askPrice(
  api: TestApi,
  clientId: string,
  asked: { readonly number: string; readonly eventId: string },
): Promise<PromisedPrice> {
  const answer = await api
    .as(clientId)
    .get(`/passes/${asked.number}/rights?eventId=${asked.eventId}`);
  assert.equal(answer.statusCode, 200, answer.body);
  const { price } = answer.json<{ price?: PromisedPrice }>();
  assert(price, `${asked.number} can buy nothing: ${answer.body}`);
  return price;
}

/** A ticket as a client asks to sell it, at the price that was promised. */
export function ticketAt(
  price: PromisedPrice,
  asked: { readonly number: string; readonly eventId: string },
) {
  return {
    uitpasNumber: asked.number,
    eventId: asked.eventId,
    regularPrice: price.regularPriceCents / 100,
    tariff: { id: price.tariffId },
  };
}

/** Asks the price of an event for a card and sells it, as a desk does. */
export async function sellTicket(
  api: TestApi,
  clientId: string,
  asked: { readonly number: string; readonly eventId: string; readonly means?: string },
): Promise<{ id: string; paidEuro: number }> {
  const ticket = ticketAt(await askPrice(api, clientId, asked), asked);
  const query = asked.means === undefined ? '' : `?means=${asked.means}`;
  const answer = await api.as(clientId).post(`/ticket-sales${query}`, [ticket]);
  assert.equal(answer.statusCode, 200, answer.body);
  const [sale] = answer.json<{ id: string; tariff: { price: number } }[]>();
  assert(sale);
  return { id: sale.id, paidEuro: sale.tariff.price };
}
