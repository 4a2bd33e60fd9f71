import { makeCheckInCode } from '../../../core/check-in-codes/check-in-code.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import type { Town } from '../ask.ts';
import { knowsTariff } from '../exceptions.ts';
import { DISCREET_NUMBER } from '../persons.ts';

const TARIFFS = 'GET /api/tariffs';
const STATIC = 'GET /api/tariffs/static';
const SELL = 'POST /api/ticket-sales';
const CANCEL = 'DELETE /api/ticket-sales/{ticketSaleId}';
const LIST = 'GET /api/ticket-sales';
const COUPONS = 'GET /api/passholders/{passholderId}/coupons';
const GRANT = 'POST /api/passholders/{passholderId}/coupons';
const CREATE = 'POST /api/events';
const SETTINGS = '/api/events/{eventId}/settings';
const SYSTEMS = '/api/events/{eventId}/card-systems';
const CODES = 'GET /api/events/{eventId}/qr-checkincodes/download-link';
const FILE = 'GET /api/check-in-codes/{format}/{link}';
const SCAN = 'POST /api/passholders/{passholderId}/checkins';
const GROUPS = 'GET /api/grouppasses';
const GROUP = 'GET /api/grouppasses/{passholderId}';
const GROUP_COUPONS = 'GET /api/grouppasses/{passholderId}/coupons';
const REGISTER = 'POST /api/grouppasses';
const STOCK = 'POST /api/cards/stock';

const LIBRARY = 'lier-library-desk';
const SPORTS = 'lier-sports-desk';
const WELFARE = 'lier-welfare';
const REGISTRATION = 'lier-registration';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** A number of a card of the printer. */
const GROUP_CARD = '0973364418200';

/** Ticketing systems ask what a card pays, sell at it, and look up what they sold. */
export async function askTariffs(town: Town): Promise<void> {
  const { ask, hear, twin, event } = town;
  hear('what a card pays');
  const { chipNumber, number, passholderId } = twin;
  const asked = { eventId: event('reading'), regularPrice: '8' };
  for (const type of ['ANY', 'SOCIALTARIFF', 'COUPON']) {
    await ask(LIBRARY, TARIFFS, { status: 200, query: { ...asked, uitpasNumber: number, type } });
  }
  for (const uitpasNumber of [DISCREET_NUMBER, '0999999999999']) {
    await ask(LIBRARY, TARIFFS, { status: 400, query: { ...asked, uitpasNumber } });
  }
  await ask(LIBRARY, STATIC, { status: 200, query: asked });
  const film = { eventId: event('film'), regularPrice: '8', uitpasNumber: number };
  await ask(LIBRARY, TARIFFS, { status: 403, query: film });
  const cooking = { eventId: event('cooking-class'), regularPrice: '8', uitpasNumber: number };
  await ask(WELFARE, TARIFFS, { status: 200, query: cooking, unless: knowsTariff });

  const params = { passholderId };
  await ask(LIBRARY, GRANT, { status: 201, params, body: { coupon: 'reader' } });
  await ask(LIBRARY, GRANT, { status: 404, params, body: { coupon: 'film' } });
  await ask(SPORTS, COUPONS, { status: 200, params });
  const query = { ...asked, uitpasNumber: chipNumber };
  const tariffs = await ask(LIBRARY, TARIFFS, { status: 200, query });
  const orders = ['0', '1'].map((at) => ({
    uitpasNumber: number,
    eventId: asked.eventId,
    regularPrice: 8,
    tariff: { id: tariffs.at(`/available/${at}/id`) },
  }));
  await ask(LIBRARY, SELL, { status: 200, body: orders.slice(0, 1) });
  const sold = await ask(LIBRARY, SELL, { status: 200, body: orders.slice(1) });
  await ask(LIBRARY, COUPONS, { status: 200, params, query: { status: 'ALL' } });
  await ask(LIBRARY, SELL, { status: 400, body: [orders[1], orders[1]] });
  await ask(LIBRARY, LIST, { status: 200, query: { eventId: asked.eventId } });
  const own = organizerId('lier', 'library');
  await ask(LIBRARY, LIST, { status: 200, query: { passholderId, organizerId: own } });
  await ask(SPORTS, LIST, { status: 200, query: { eventId: asked.eventId } });
  await ask(LIBRARY, CANCEL, { status: 204, params: { ticketSaleId: sold.at('/0/id') } });
}

/** An event with limits: how often a holder may, whatever the price. */
export async function limitTickets({ ask, hear, twin, core }: Town): Promise<void> {
  hear('an event with limits');
  const { number, passholderId } = twin;
  const made = { title: 'Workshop', regularPriceCents: 1000, calendar: { type: 'PERMANENT' } };
  const id = (await ask(LIBRARY, CREATE, { status: 201, body: made })).at('/id');
  const params = { eventId: id };
  const limit = { volume: 1, periodType: 'YEAR' };
  const settings = { id, checkinPoints: 1, checkinLimit: limit, passholderTicketLimit: limit };
  await ask(LIBRARY, `PUT ${SETTINGS}`, { status: 204, params, body: settings });
  await ask(LIBRARY, `GET ${SETTINGS}`, { status: 200, params });
  await ask(SPORTS, `GET ${SYSTEMS}`, { status: 200, params });
  await ask(LIBRARY, `PUT ${SYSTEMS}`, { status: 204, params, body: [{ id: 1, enabled: true }] });

  const query = { eventId: id, regularPrice: '10', uitpasNumber: number };
  const tariffs = await ask(LIBRARY, TARIFFS, { status: 200, query });
  const tariff = { id: tariffs.at('/available/0/id') };
  const ticket = { uitpasNumber: number, eventId: id, regularPrice: 10, tariff };
  await ask(LIBRARY, SELL, { status: 200, body: [ticket] });
  await ask(LIBRARY, SELL, { status: 400, body: [ticket] });
  await ask(LIBRARY, TARIFFS, { status: 200, query });
  await ask(LIBRARY, `PUT ${SYSTEMS}`, { status: 400, params, body: [] });

  const link = (await ask(LIBRARY, CODES, { status: 200, params })).at('/downloadLink');
  const file = { format: 'pdf', link: link.split('/').at(-1) ?? '' };
  await ask(null, FILE, { status: 200, params: file });
  const calendar = { type: 'PERMANENT' } as const;
  const event = { cardSystemId: 1, id, calendar, marginMinutes: 60 };
  const body = { checkinCode: makeCheckInCode(core.keys, event, { now: core.now() }) };
  const holder = { passholderId };
  await ask(LIBRARY, SCAN, { status: 201, params: holder, body });
  await ask(LIBRARY, SCAN, { status: 400, params: holder, body });
  await ask(LIBRARY, SCAN, { status: 400, params: { passholderId: UNKNOWN }, body });
}

/** A group has a pass beside it; of the card that is told of, nothing of that is seen. */
export async function giveGroupPass(town: Town): Promise<void> {
  const { ask, hear, twin } = town;
  hear('a group has a pass');
  await town.addPrinted([GROUP_CARD]);
  const cards = [{ uitpasNumber: GROUP_CARD }];
  await ask(REGISTRATION, STOCK, { status: 204, body: { cards } });
  const group = {
    name: 'De Regenboog',
    uitpasNumber: GROUP_CARD,
    address: { postalCode: '2500', city: 'Lier' },
    socialTariff: { totalTicketsPerYear: 3 },
  };
  await ask(REGISTRATION, REGISTER, { status: 403, body: group });
  const passholderId = (await ask(WELFARE, REGISTER, { status: 201, body: group })).at('/id');
  for (const [uitpasNumber, id, status] of [
    [GROUP_CARD, passholderId, 200],
    [twin.number, twin.passholderId, 404],
  ] as const) {
    await ask(LIBRARY, GROUPS, { status: 200, query: { uitpasNumber } });
    await ask(LIBRARY, GROUP, { status, params: { passholderId: id } });
    await ask(LIBRARY, GROUP_COUPONS, { status, params: { passholderId: id } });
  }
}
