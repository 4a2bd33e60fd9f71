import { organizerId } from '../../../core/municipalities/installation.ts';
import type { Town } from '../ask.ts';

const WEBSITE = 'lier-website';
const REGISTRATION = 'lier-registration';
const CARD = '0990000000010';

/** Somebody orders a pass from home and fetches it at the desk. */
export async function orderFromHome({ ask, addPrinted, hear, twin }: Town): Promise<void> {
  hear('a pass is ordered from home');
  const mainPassholderRegistration = {
    name: 'Maes',
    firstName: 'Mia',
    email: 'mia@voorbeeld.be',
    dateOfBirth: '1991-02-03',
    registrationOrganizer: { id: organizerId('lier', 'uit') },
    address: { street: 'Kerkstraat 2', postalCode: '2500', city: 'Lier' },
  };
  const body = { mainPassholderRegistration };
  const placed = await ask(WEBSITE, 'POST /api/orders', { status: 200, body });
  await ask(REGISTRATION, 'POST /api/orders', { status: 403, body });
  const params = { orderId: placed.at('/id') };
  await ask(WEBSITE, 'GET /api/orders/{orderId}', { status: 200, params });
  const token = placed.at('/customToken');
  await ask(null, 'GET /api/orders/{orderId}', { status: 200, params, token });

  await addPrinted([CARD]);
  const cards = [{ uitpasNumber: CARD }];
  await ask(REGISTRATION, 'POST /api/cards/stock', { status: 204, body: { cards } });
  const registrationId = placed.at('/mainPassholderRegistration/id');
  const complete = 'POST /api/orders/{orderId}/complete';
  const taken = { cards: [{ registrationId, uitpasNumber: twin.number }] };
  await ask(REGISTRATION, complete, { status: 400, params, body: taken });
  const given = { cards: [{ registrationId, uitpasNumber: CARD }] };
  await ask(REGISTRATION, complete, { status: 200, params, body: given });
}
