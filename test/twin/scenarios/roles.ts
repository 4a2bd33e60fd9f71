import { randomUUID } from 'node:crypto';
import { ownerOfBadge, ownerOfBenefit, pagesBenefits } from '../exceptions.ts';
import type { Question, Town } from '../ask.ts';
import { DISCREET_NUMBER } from '../persons.ts';
import { orderTicket } from './sales.ts';

const LIST = 'GET /api/passholders/{id}/roles';
const ISSUE = 'POST /api/passholders/{id}/roles';
const RENEW = 'POST /api/roles/{id}/renew';
const USE = 'POST /api/roles/{id}/uses';
const END = 'POST /api/roles/{id}/end';
const HISTORY = 'GET /api/roles/{id}/history';
const SELL = 'POST /api/ticket-sales';
const RIGHTS = 'GET /api/passes/{number}/rights';

const LIBRARY = 'lier-library-desk';
const SPORT = 'lier-sports-desk';
const CENTRE = 'lier-cultural-centre-desk';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** Who lists the roles of a holder, with what it may see of one twin. */
const READERS: Readonly<Record<string, Question['unless']>> = {
  [LIBRARY]: {},
  [SPORT]: {},
  [CENTRE]: {},
  'lier-welfare': ownerOfBenefit,
  'lier-hr': ownerOfBadge,
};

/** Who sees another first page. */
const PAGES: Readonly<Record<string, Question['unless']>> = { 'lier-welfare': pagesBenefits };

/** A turn card is sold, used, topped up and listed. */
export async function useTurnCard(town: Town): Promise<void> {
  const { ask, hear, twin, place } = town;
  hear('a turn card is sold and used');
  const params = { id: twin.passholderId };
  const body = { plugin: 'sportpas', role: 'turn-card', payment: { means: 'cash' } };
  const sold = await ask(SPORT, ISSUE, { status: 201, params, body });
  const role = { id: sold.at('/id') };
  for (const [client, key] of [
    [SPORT, 'sports-hall'],
    ['lier-swim-desk', 'swimming-pool'],
    [SPORT, 'sports-hall'],
  ] as const) {
    const use = { card: twin.number, placeId: place(key) };
    await ask(client, USE, { status: 201, params: role, body: use });
  }
  await ask(SPORT, USE, { status: 409, params: role, body: { placeId: place('library-desk') } });
  const pool = { placeId: place('swimming-pool') };
  await ask('lier-swim-desk', USE, { status: 400, params: role, body: pool });
  await ask(SPORT, USE, { status: 404, params: role, body: { card: DISCREET_NUMBER } });
  await ask(SPORT, USE, { status: 400, params: { id: UNKNOWN }, body: {} });
  await ask(LIBRARY, RENEW, { status: 200, params: role, body: { payment: { means: 'cash' } } });
  await ask(SPORT, HISTORY, { status: 200, params: role });
  await ask(LIBRARY, HISTORY, { status: 403, params: role });
  await ask(LIBRARY, END, { status: 403, params: role, body: { reason: 'verloren' } });
  const { number } = twin;
  await ask(SPORT, RIGHTS, { status: 200, params: { number } });
  for (const [client, unless = {}] of Object.entries(READERS)) {
    await ask(client, LIST, { status: 200, params, unless });
    const page = { query: { start: '1', limit: '1' }, unless: PAGES[client] ?? unless };
    await ask(client, LIST, { status: 200, params, ...page });
  }
}

/** A membership is sold at another desk, buys cheaper tickets, and is given back. */
export async function joinFriends(town: Town): Promise<void> {
  const { ask, hear, twin } = town;
  hear('a membership is sold and given back');
  const params = { id: twin.passholderId };
  const order = { plugin: 'membership-cc-friends', role: 'friend' };
  const body = { ...order, payment: { means: 'cash' } };
  const key = randomUUID();
  const sold = await ask(LIBRARY, ISSUE, { status: 201, params, body, key });
  await ask(LIBRARY, ISSUE, { status: 201, params, body, key });
  await ask(LIBRARY, ISSUE, { status: 409, params, body });
  const { number } = twin;
  const query = { placeId: town.place('cultural-centre-door') };
  await ask(CENTRE, RIGHTS, { status: 200, params: { number }, query });
  const ticket = await orderTicket(town, CENTRE, { key: 'theatre' });
  await ask(CENTRE, SELL, { status: 200, body: [ticket] });
  const role = { id: sold.at('/id') };
  await ask(CENTRE, END, { status: 200, params: role, body: { reason: 'bedacht' } });
  await ask(CENTRE, RENEW, { status: 409, params: role, body: {} });
}

/** A pass for a term is sold: the social tariff applies, the desk sees a price. */
export async function buyTerm({ ask, hear, twin }: Town): Promise<void> {
  hear('a pass for a term is sold');
  const params = { id: twin.passholderId };
  const order = { plugin: 'sportpas', role: 'period-pass' };
  const body = { ...order, attributes: { length: 'term' } };
  const sold = await ask('lier-welfare', ISSUE, { status: 201, params, body });
  const role = { id: sold.at('/id') };
  await ask(SPORT, RENEW, { status: 409, params: role, body: { from: '2027-01-02' } });
  await ask(SPORT, RENEW, { status: 400, params: role, body: { from: '2025-01-01' } });
  await ask(SPORT, RENEW, { status: 200, params: role, body: { from: '2027-01-01' } });
  await ask(SPORT, END, {
    status: 400,
    params: role,
    body: { lastDay: '1000-01-01', reason: 'x' },
  });
  const end = { lastDay: '2027-01-31', reason: 'verhuisd' };
  await ask(SPORT, END, { status: 200, params: role, body: end });
  await ask(SPORT, END, { status: 409, params: role, body: end });
}

/** What a desk may not sell, and what does not exist. */
export async function issueInVain({ ask, hear, twin }: Town): Promise<void> {
  hear('a role that is refused');
  const params = { id: twin.passholderId };
  for (const [status, body] of [
    [404, { plugin: 'staff-card', role: 'badge', attributes: {} }],
    [404, { plugin: 'staff-card', role: 'director' }],
    [404, { plugin: 'gomorpas', role: 'meal' }],
    [404, { plugin: 'gomorpas', role: 'ticket-benefit', attributes: { benefit: 'meals' } }],
    [409, { plugin: 'jongerenkaart', role: 'youngster' }],
    [400, { plugin: 'sportpas', role: 'period-pass', attributes: { length: 'life' } }],
  ] as const) {
    await ask(LIBRARY, ISSUE, { status, params, body });
  }
  const friend = { plugin: 'membership-cc-friends', role: 'friend' };
  await ask(LIBRARY, ISSUE, { status: 404, params: { id: UNKNOWN }, body: friend });
  await ask('lier-restaurant-till', ISSUE, { status: 403, params, body: friend });
  await ask('lier-kiosk', LIST, { status: 403, params });
}
