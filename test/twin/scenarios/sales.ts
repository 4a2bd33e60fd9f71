import { randomUUID } from 'node:crypto';
import { atTheTill, atTheTillSale, ownerOfBenefit } from '../exceptions.ts';
import type { Question, Town } from '../ask.ts';
import { type CardHolder, DISCREET_NUMBER, OLD_NUMBER } from '../persons.ts';

const RIGHTS = 'GET /api/passes/{number}/rights';
const SELL = 'POST /api/ticket-sales';
const ISSUE = 'POST /api/passholders/{id}/roles';
const USE = 'POST /api/roles/{id}/uses';
const CANCEL = 'DELETE /api/ticket-sales/{ticketSaleId}';
const END_STATUS = 'PUT /api/passholders/{id}/social-tariff';

const LIBRARY = 'lier-library-desk';
const TILL = 'lier-restaurant-till';
const CANTEEN = 'lier-canteen-till';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** Who sells what, and how it is paid. */
const SALES: readonly (readonly [client: string, event: string, means?: string])[] = [
  [LIBRARY, 'reading'],
  [LIBRARY, 'reading', 'cash'],
  [LIBRARY, 'museum', 'cash'],
  [LIBRARY, 'theatre', 'online'],
  [LIBRARY, 'youth-party'],
  [LIBRARY, 'start-to-run'],
  [LIBRARY, 'walking-tour'],
  [LIBRARY, 'story-hour'],
  ['lier-cultural-centre-desk', 'theatre'],
  ['lier-ticketing', 'theatre', 'online'],
  ['lier-sports-desk', 'start-to-run'],
  ['lier-swim-desk', 'lane-swimming'],
  ['lier-welfare', 'cooking-class', 'cash'],
  [TILL, 'meal', 'cash'],
];

/** A ticket as a desk orders it, at the price that it was just told. */
export interface Order {
  readonly uitpasNumber: string;
  readonly eventId: string;
  readonly regularPrice: number;
  readonly tariff: { readonly id: string };
}

/** Every desk sells what it may sell, and takes half of it back. */
export async function sellTickets(town: Town): Promise<void> {
  const { ask, hear } = town;
  hear('a ticket is sold');
  for (const [at, [client, key, means]] of SALES.entries()) {
    const order = await orderTicket(town, client, { key });
    const query = means === undefined ? {} : { query: { means } };
    const unless = client === TILL ? atTheTillSale : {};
    const sold = await ask(client, SELL, { status: 200, ...query, body: [order], unless });
    if (at % 2 === 0) continue;
    const params = { ticketSaleId: sold.at('/0/id') };
    await ask(client, CANCEL, { status: 204, params, ...query, unless });
    await ask(client, CANCEL, { status: 404, params, unless: {} });
  }
}

/** One request for several holders and events, sent twice, and taken back at another desk. */
export async function sellToSeveral(town: Town): Promise<void> {
  const { ask, hear, neighbour } = town;
  hear('tickets are sold together');
  const centre = 'lier-cultural-centre-desk';
  const body = [
    await orderTicket(town, LIBRARY, { key: 'theatre' }),
    await orderTicket(town, LIBRARY, { key: 'theatre', card: neighbour.number }),
    await orderTicket(town, LIBRARY, { key: 'museum', card: town.twin.chipNumber }),
  ];
  const key = randomUUID();
  const sold = await ask(LIBRARY, SELL, { status: 200, body, key });
  await ask(LIBRARY, SELL, { status: 200, body, key });
  await ask(LIBRARY, SELL, { status: 422, body: body.slice(1), key });
  const params = { ticketSaleId: sold.at('/0/id') };
  await ask('lier-sports-desk', CANCEL, { status: 404, params });
  await ask(centre, CANCEL, { status: 204, params, query: { means: 'cash' } });
}

/** Sales that are refused, each for another reason. */
export async function sellInVain(town: Town): Promise<void> {
  const { ask, hear, neighbour } = town;
  hear('a sale that is refused');
  const order = await orderTicket(town, LIBRARY, { key: 'reading' });
  const refused: Question['body'][] = [
    { ...order, eventId: UNKNOWN },
    { ...order, eventId: town.event('museum') },
    { ...order, uitpasNumber: neighbour.number },
    { ...order, uitpasNumber: DISCREET_NUMBER },
    { ...order, uitpasNumber: '0999999999999' },
    { ...order, regularPrice: 4 },
    { ...order, regularPrice: 0.001 },
    { ...order, tariff: { id: `${order.tariff.id.slice(0, -4)}AAAA` } },
    { ...order, tariff: {} },
  ];
  for (const one of refused) await ask(LIBRARY, SELL, { status: 400, body: [order, one] });
  const film = { ...order, eventId: town.event('film') };
  await ask(LIBRARY, SELL, { status: 403, body: [film] });
  const meal = await orderTicket(town, TILL, { key: 'meal' });
  await ask(LIBRARY, SELL, { status: 403, body: [meal] });
  const foreign = { ...order, uitpasNumber: town.twin.number };
  await ask('mechelen-library-desk', SELL, { status: 400, body: [foreign] });
}

/** A price outlives the social tariff that made it, and not the four days of its promise. */
export async function sellLater(town: Town): Promise<void> {
  const { ask, core, hear, twin } = town;
  hear('the price was asked before');
  const ticket = { key: 'reading', card: OLD_NUMBER };
  const late = await orderTicket(town, LIBRARY, ticket);
  core.setNow('2026-11-24T11:00:00+01:00');
  await ask(LIBRARY, SELL, { status: 400, body: [late] });

  const promised = await orderTicket(town, LIBRARY, ticket);
  const params = { id: twin.passholderId };
  await ask('lier-welfare', END_STATUS, { status: 200, params, body: { status: 'NONE' } });
  const sold = await ask(LIBRARY, SELL, { status: 200, body: [promised] });
  const sale = { ticketSaleId: sold.at('/0/id') };
  await ask(LIBRARY, CANCEL, { status: 204, params: sale, query: { means: 'cash' } });
  await orderTicket(town, LIBRARY, ticket);
}

/** A till takes a part of a meal from the budget of somebody who has one, and gives it back. */
export async function payFromBudget(town: Town, holder: CardHolder): Promise<void> {
  const { ask, hear } = town;
  hear('a meal budget pays');
  const attributes = { staffNumber: 'D-2002', service: 'Sport', zones: [] };
  const badge = { plugin: 'staff-card', role: 'badge', attributes };
  const issued = { status: 201, params: { id: holder.passholderId }, body: badge };
  await ask('lier-hr', ISSUE, issued);
  const rights = await ask(CANTEEN, RIGHTS, { status: 200, params: { number: holder.number } });
  const roleId = voordeelOf(rights.body);
  const meal = { key: 'lunch', card: holder.number };
  const order = {
    ...(await orderTicket(town, CANTEEN, meal)),
    allowances: [{ roleId, cents: 100 }],
  };
  const sold = await ask(CANTEEN, SELL, { status: 200, body: [order], query: { means: 'cash' } });
  await ask(CANTEEN, SELL, { status: 200, body: [order, order] });
  const params = { ticketSaleId: sold.at('/0/id') };
  await ask(CANTEEN, CANCEL, { status: 204, params });

  const use = { params: { id: roleId } };
  await ask(CANTEEN, USE, { status: 201, ...use, body: { card: holder.number, amount: 3700 } });
  await ask(CANTEEN, USE, { status: 409, ...use, body: { card: holder.number, amount: 101 } });
  const tooMuch = { ...order, allowances: [{ roleId, cents: 101 }] };
  await ask(CANTEEN, SELL, { status: 409, body: [tooMuch] });
  await ask(LIBRARY, RIGHTS, { status: 200, params: { number: holder.number } });
}

/** Somebody else's allowance, one that nobody has, and one that a desk must not know of. */
export async function payInVain(town: Town): Promise<void> {
  const { ask, core, hear, neighbour, twin } = town;
  hear('an allowance that a desk knows nothing of');
  const [badge] = await core.asOwner<{ id: string }>(
    "select id from core.role where passholder_id = $1 and plugin = 'staff-card'",
    [twin.passholderId],
  );
  const reading = await orderTicket(town, LIBRARY, { key: 'reading' });
  const other = await orderTicket(town, LIBRARY, { key: 'reading', card: neighbour.number });
  for (const roleId of [badge?.id ?? UNKNOWN, UNKNOWN]) {
    const allowances = [{ roleId, cents: 1 }];
    await ask(LIBRARY, SELL, { status: 400, body: [{ ...reading, allowances }] });
    await ask(LIBRARY, SELL, { status: 400, body: [{ ...other, allowances }] });
    await ask('lier-swim-desk', USE, { status: 400, params: { id: roleId }, body: { amount: 1 } });
  }
}

/** Who sees more of a card, before it sells. */
const SEES: Readonly<Record<string, Question['unless']>> = {
  [TILL]: atTheTill,
  [CANTEEN]: atTheTill,
  'lier-welfare': ownerOfBenefit,
};

/** Asks the price of an event of the demo, and orders a ticket at it. */
export async function orderTicket(
  { ask, twin, event }: Town,
  client: string,
  { key, card = twin.number }: { key: string; card?: string },
): Promise<Order> {
  const eventId = event(key);
  const unless = SEES[client] ?? {};
  const [params, query] = [{ number: card }, { eventId }];
  const answer = await ask(client, RIGHTS, { status: 200, params, query, unless });
  return {
    uitpasNumber: card,
    eventId,
    regularPrice: Number(answer.at('/price/regularPriceCents')) / 100,
    tariff: { id: answer.at('/price/tariffId') },
  };
}

/** The id of the line by which a partner may be paid. */
export function voordeelOf(body: string): string {
  const { rights } = JSON.parse(body) as { rights: { right: string; roleId: string }[] };
  return rights.find(({ right }) => right === 'voordeel')?.roleId ?? UNKNOWN;
}
