import assert from 'node:assert/strict';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { newPassNumber, type TestApi } from '../../fixtures/open-api.ts';
import type { OperationCase } from '../operation-case.ts';

const website = 'lier-website';
const registration = 'lier-registration';

let ordered = 0;

/** Somebody of Lier who orders a pass, as the page of the town tells it. */
export function orderBody(change: object = {}) {
  ordered += 1;
  const mainPassholderRegistration = {
    name: `Bestel${ordered}`,
    firstName: 'Marc',
    email: `marc${ordered}@voorbeeld.be`,
    dateOfBirth: '1990-01-01',
    registrationOrganizer: { id: organizerId('lier', 'uit') },
    address: { street: 'Grote Markt 12', postalCode: '2500', city: 'Lier', country: 'be' },
    phoneNumber: '0470 00 00 00',
    registrationCardSystemId: 1,
    optInPreferences: {
      serviceMails: true,
      milestoneMails: false,
      infoMails: false,
      sms: false,
      post: false,
    },
    ...change,
  };
  return { mainPassholderRegistration };
}

/** An order as it is answered. */
export interface Order {
  readonly id: string;
  readonly status: string;
  readonly customToken?: string;
  readonly totalPrice: number;
  readonly mainPassholderRegistration: { readonly id: string };
}

/** Places an order. */
export async function placeOrder(api: TestApi, change: object = {}): Promise<Order> {
  const placed = await api.as(website).post('/orders', orderBody(change));
  assert.equal(placed.statusCode, 200, placed.body);
  return placed.json<Order>();
}

/** A card in the stock. */
export async function stockCard(api: TestApi): Promise<string> {
  const number = newPassNumber();
  await api.core.asOwner(`select core.make_stock(1, array[$1])`, [number]);
  await api.core.asOwner(`update core.card set status = 'LOCAL_STOCK' where number = $1`, [number]);
  return number;
}

/** A good call of everything about orders. */
export const orderCases: readonly OperationCase[] = [
  {
    operation: 'post-orders',
    client: website,
    status: 200,
    prepare: async () => ({ method: 'POST', path: '/orders', body: orderBody() }),
  },
  {
    operation: 'get-orders-orderId',
    client: website,
    status: 200,
    prepare: async (api) => ({ method: 'GET', path: `/orders/${(await placeOrder(api)).id}` }),
  },
  {
    operation: 'post-orders-orderId-complete',
    client: registration,
    status: 200,
    prepare: async (api) => {
      const { id, mainPassholderRegistration: main } = await placeOrder(api);
      const cards = [{ registrationId: main.id, uitpasNumber: await stockCard(api) }];
      return { method: 'POST', path: `/orders/${id}/complete`, body: { cards } };
    },
  },
];
