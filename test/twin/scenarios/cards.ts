import type { Town } from '../ask.ts';
import { atTheTill } from '../exceptions.ts';
import { DISCREET_NUMBER, NATIONAL_NUMBER } from '../persons.ts';
import { orderTicket } from './sales.ts';

const BLOCK = 'POST /api/cards/{number}/block';
const REPLACE = 'POST /api/cards/{number}/replace';
const RIGHTS = 'GET /api/passes/{number}/rights';
const ISSUE = 'POST /api/passholders/{id}/roles';
const SEARCH = 'POST /api/passholders/search';

const LIBRARY = 'lier-library-desk';
const TILL = 'lier-restaurant-till';
const NEW_NUMBER = '0996043211720';

/** A holder is looked for in every way there is. */
export async function findHolder({ ask, hear, twin }: Town): Promise<void> {
  hear('a holder is looked for');
  const named = { firstName: 'Noor', name: 'Peeters', dateOfBirth: '2003-03-14' };
  const searches = [
    { uitpasNumber: twin.number },
    { chipNumber: twin.chipNumber },
    { inszNumber: NATIONAL_NUMBER },
    { email: 'noor@voorbeeld.be' },
    named,
    { uitpasNumber: twin.number, ...named },
    { uitpasNumber: twin.number, name: 's' },
    { uitpasNumber: DISCREET_NUMBER, name: 'Peeters' },
    { uitpasNumber: DISCREET_NUMBER },
    { ...named, name: 'Onbekend' },
  ];
  for (const client of [LIBRARY, 'lier-hr']) {
    for (const body of searches) await ask(client, SEARCH, { status: 200, body });
  }
  await ask(LIBRARY, SEARCH, { status: 400, body: { firstName: 'Noor' } });
  await ask('lier-ticketing', SEARCH, { status: 403, body: named });
}

/** A card is lost: blocked, of no use anywhere, and replaced. */
export async function loseCard(town: Town): Promise<void> {
  const { ask, hear, twin, event } = town;
  hear('a card is lost');
  const { number } = twin;
  const order = await orderTicket(town, LIBRARY, { key: 'reading' });
  const params = { number };
  await ask(LIBRARY, BLOCK, { status: 404, params: { number: DISCREET_NUMBER } });
  await ask(LIBRARY, BLOCK, { status: 200, params });
  await ask(LIBRARY, BLOCK, { status: 200, params });
  const query = { eventId: event('reading') };
  await ask(LIBRARY, RIGHTS, { status: 200, params, query });
  await ask(TILL, RIGHTS, { status: 200, params, unless: atTheTill });
  await ask(LIBRARY, 'POST /api/ticket-sales', { status: 400, body: [order] });
  const tap = { eventId: event('reading'), uitpasNumber: number };
  await ask(LIBRARY, 'POST /api/checkins', { status: 400, body: tap });
  await ask(LIBRARY, 'GET /api/checkin-status', { status: 200, query: tap });
  const role = { plugin: 'membership-cc-friends', role: 'friend' };
  const holder = { id: twin.passholderId };
  await ask(LIBRARY, ISSUE, { status: 400, params: holder, body: role });

  await ask(LIBRARY, REPLACE, { status: 400, params, body: { newNumber: '1234' } });
  await ask(LIBRARY, REPLACE, { status: 409, params, body: { newNumber: town.neighbour.number } });
  await ask(LIBRARY, REPLACE, { status: 200, params, body: { newNumber: NEW_NUMBER } });
  await ask(LIBRARY, REPLACE, { status: 409, params, body: { newNumber: '0978959863892' } });
  await ask(LIBRARY, RIGHTS, { status: 200, params: { number: NEW_NUMBER }, query });
  await ask(LIBRARY, SEARCH, { status: 200, body: { uitpasNumber: NEW_NUMBER } });
}
