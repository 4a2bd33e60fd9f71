import type { Town } from '../ask.ts';
import { atTheTill, readsGrants } from '../exceptions.ts';
import { DISCREET_NUMBER } from '../persons.ts';
import { orderTicket, voordeelOf } from './sales.ts';

const GRANT = '/api/gomorpas/passholders/{passholderId}';
const LIST = 'GET /api/gomorpas/exports/grants';
const RIGHTS = 'GET /api/passes/{number}/rights';
const USE = 'POST /api/roles/{id}/uses';
const SELL = 'POST /api/ticket-sales';
const CANCEL = 'DELETE /api/ticket-sales/{ticketSaleId}';

const WELFARE = 'lier-welfare';
const TILL = 'lier-restaurant-till';
const BUS = 'lier-bus-counter';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** The welfare service gives somebody benefits; partners give them, and no desk learns of it. */
export async function giveBenefits(town: Town): Promise<void> {
  const { ask, hear, neighbour, twin } = town;
  hear('benefits are given');
  const params = { passholderId: neighbour.passholderId };
  const body = { ground: 'leefloon', benefits: ['meals', 'bus'], validUntil: '2027-12-31' };
  await ask(WELFARE, `PUT ${GRANT}`, { status: 200, params, body });
  await ask(WELFARE, `GET ${GRANT}`, { status: 200, params });
  const query = { format: 'json' };
  await ask(WELFARE, LIST, { status: 200, query, unless: readsGrants });

  const { number } = neighbour;
  const seen = await ask(BUS, RIGHTS, { status: 200, params: { number } });
  const role = { id: voordeelOf(seen.body) };
  await ask(BUS, USE, { status: 201, params: role, body: { card: number, amount: 5900 } });
  await ask(BUS, USE, { status: 409, params: role, body: { card: number, amount: 101 } });
  for (const client of [TILL, 'lier-sports-desk', 'lier-swim-desk']) {
    await ask(client, USE, { status: 404, params: role, body: { card: number, amount: 100 } });
  }
  const order = await orderTicket(town, TILL, { key: 'meal', card: number });
  const sold = await ask(TILL, SELL, { status: 200, body: [order], query: { means: 'cash' } });
  await ask(TILL, CANCEL, { status: 204, params: { ticketSaleId: sold.at('/0/id') } });
  for (const client of ['lier-library-desk', 'lier-hr', 'lier-registration']) {
    await ask(client, `GET ${GRANT}`, { status: 403, params });
    await ask(client, `PUT ${GRANT}`, { status: 403, params, body });
    await ask(client, `DELETE ${GRANT}`, { status: 403, params });
    await ask(client, LIST, { status: 403 });
  }
  await ask(WELFARE, `GET ${GRANT}`, { status: 404, params: { passholderId: UNKNOWN } });
  await ask('lier-library-desk', RIGHTS, { status: 200, params: { number } });
  await ask(WELFARE, `DELETE ${GRANT}`, { status: 204, params });
  await ask(WELFARE, `DELETE ${GRANT}`, { status: 404, params });
  await ask(TILL, RIGHTS, { status: 404, params: { number: DISCREET_NUMBER } });
  await ask(TILL, RIGHTS, { status: 200, params: { number: twin.number }, unless: atTheTill });
  await ask(WELFARE, LIST, { status: 200, unless: readsGrants });
}
