import { isoOf } from '../../../core/contract/moment.ts';
import type { Town } from '../ask.ts';
import { DISCREET_NUMBER } from '../persons.ts';
import { doorOfBadge, factIsOpened, moneyIsOwed } from '../exceptions.ts';

const LIBRARY = 'lier-library-desk';
const CENTRE = 'lier-cultural-centre-desk';
const FINANCE = 'lier-finance';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const ENTRIES = 'GET /api/billing/entries';
const FACT = 'GET /api/billing/entries/{entryId}/fact';
const SUMS = 'GET /api/billing/sums';
const SOCIAL = 'PUT /api/passholders/{id}/social-tariff';
const DOOR = 'POST /api/staff-card/doors/{placeId}/open';
const CLOCK = 'POST /api/staff-card/time-entries';
const TIMES = 'GET /api/staff-card/time-entries';
const CORRECT = 'POST /api/staff-card/time-entries/{id}/correct';
const ADD = 'POST /api/staff-card/time-entries/add';
const REVIEWS = 'GET /api/membership-cc-friends/reviews';
const LINK = 'POST /api/membership-cc-friends/reviews/{id}/link';
const DISMISS = 'POST /api/membership-cc-friends/reviews/{id}/dismiss';

/** What says nothing of any holder says the same whoever was there before. */
export async function readTown({ ask, hear, event }: Town): Promise<void> {
  hear('what is said of the town');
  await ask(LIBRARY, 'GET /api/plugins', { status: 200 });
  await ask('lier-hr', 'GET /api/plugins', { status: 200 });
  await ask('lier-kiosk', 'GET /api/plugins', { status: 403 });
  await ask(LIBRARY, 'GET /api/organizers', { status: 200 });
  await ask(LIBRARY, 'GET /api/permissions', { status: 200 });
  await ask(LIBRARY, 'GET /api/events', { status: 200 });
  const params = { eventId: event('meal') };
  await ask(LIBRARY, 'GET /api/events/{eventId}', { status: 200, params });
  const body = { title: 'Boekenruil', regularPriceCents: 200, calendar: { type: 'PERMANENT' } };
  await ask(LIBRARY, 'POST /api/events', { status: 201, body });
}

/** After one sale or two, a department sees no sum, and no desk sees the ledger. */
export async function readFirstSums({ ask, hear }: Town): Promise<void> {
  hear('the books after a few sales');
  for (const client of [CENTRE, 'lier-sports-desk']) await ask(client, SUMS, { status: 200 });
  for (const client of [LIBRARY, CENTRE]) await ask(client, ENTRIES, { status: 403 });
}

/** Finance sees amounts; nobody else sees them. */
export async function readBooks({ ask, hear }: Town): Promise<void> {
  hear('the books');
  const unless = moneyIsOwed;
  for (const client of [CENTRE, 'lier-sports-desk', 'lier-hr']) {
    await ask(client, SUMS, { status: 200, unless });
  }
  const query = { debtor: 'library', creditor: 'sport', kind: 'collection' };
  const listed = await ask(FINANCE, ENTRIES, { status: 200, query, unless });
  const params = { entryId: listed.at('/member/0/id') };
  const reason = { reason: 'nazicht van een afrekening' };
  await ask(FINANCE, FACT, { status: 200, params, query: reason, unless: factIsOpened });
  await ask(LIBRARY, FACT, { status: 403, params, query: reason });
}

/** The social tariff is the business of the welfare service. */
export async function touchSocialTariff({ ask, hear, twin }: Town): Promise<void> {
  hear('somebody else touches the social tariff');
  const params = { id: twin.passholderId };
  for (const client of [LIBRARY, 'lier-hr', 'lier-ticketing', 'lier-admin', 'lier-finance']) {
    await ask(client, SOCIAL, { status: 403, params, body: { status: 'NONE' } });
  }
  const elsewhere = 'mechelen-social-house';
  await ask(elsewhere, SOCIAL, { status: 404, params, body: { status: 'NONE' } });
}

/** A card is held before a door: of its zone, of another zone, and of no zone at all. */
export async function openDoors({ ask, hear, twin, place }: Town): Promise<void> {
  hear('a card before a door');
  const body = { card: twin.chipNumber };
  const door = 'lier-door';
  const own = { placeId: place('town-hall-door') };
  await ask(door, DOOR, { status: 200, params: own, body, unless: doorOfBadge });
  await ask(door, DOOR, { status: 200, params: { placeId: place('warehouse-door') }, body });
  await ask(door, DOOR, { status: 200, params: own, body: { card: DISCREET_NUMBER } });
  await ask(door, DOOR, { status: 404, params: { placeId: place('sports-hall') }, body });
  await ask(LIBRARY, DOOR, { status: 403, params: own, body });
}

/**
 * A card is held before what is no clock. A neighbour who works for the town clocks in, and the
 * hours are of the personnel service alone.
 */
export async function clockIn({ ask, core, hear, neighbour, place, twin }: Town): Promise<void> {
  hear('a card before a time clock');
  const placeId = place('town-hall-door');
  const tap = { card: twin.chipNumber, placeId: place('sports-hall'), direction: 'in' };
  await ask('lier-door', CLOCK, { status: 404, body: tap });
  await ask(LIBRARY, CLOCK, { status: 403, body: { ...tap, placeId } });

  const attributes = { staffNumber: 'D-900', service: 'Groen', zones: ['stadhuis'] };
  const badge = await ask('lier-hr', 'POST /api/passholders/{id}/roles', {
    status: 201,
    params: { id: neighbour.passholderId },
    body: { plugin: 'staff-card', role: 'badge', attributes },
  });
  const own = { card: neighbour.number, placeId, direction: 'in' };
  await ask('lier-door', CLOCK, { status: 200, body: own });
  await ask('lier-door', CLOCK, { status: 409, body: own });
  const now = core.now();
  const query = { month: isoOf(now).slice(0, 7) };
  await ask(LIBRARY, TIMES, { status: 403, query });
  const listed = await ask('lier-hr', TIMES, { status: 200, query });
  const params = { id: listed.at('/0/id') };
  const hours = { enteredAt: isoOf(now - 7_200_000), leftAt: isoOf(now - 60_000), reason: 'laat' };
  await ask(LIBRARY, CORRECT, { status: 403, params, body: hours });
  await ask('lier-hr', CORRECT, { status: 200, params, body: hours });
  const unclocked = { ...hours, staffNumber: 'D-900', placeId };
  await ask(LIBRARY, ADD, { status: 403, body: unclocked });
  await ask('lier-hr', ADD, { status: 400, body: unclocked });
  await ask('lier-hr', ADD, {
    status: 200,
    body: { ...unclocked, enteredAt: isoOf(now - 10_800_000), leftAt: hours.enteredAt },
  });
  await ask('lier-hr', 'POST /api/roles/{id}/end', {
    status: 200,
    params: { id: badge.at('/id') },
    body: { reason: 'seizoen voorbij' },
  });
}

/** The cultural centre goes through the friends that nobody recognised. */
export async function reviewFriends(town: Town): Promise<void> {
  const { ask, hear, twin } = town;
  hear('the review list of the friends');
  const first = { id: await town.addReview('V-1') };
  const second = { id: await town.addReview('V-2') };
  await ask(CENTRE, REVIEWS, { status: 200 });
  await ask(LIBRARY, REVIEWS, { status: 403 });
  await ask(CENTRE, LINK, { status: 404, params: first, body: { card: DISCREET_NUMBER } });
  await ask(CENTRE, LINK, { status: 200, params: first, body: { card: twin.number } });
  await ask(CENTRE, LINK, { status: 404, params: first, body: { card: twin.number } });
  await ask(CENTRE, DISMISS, { status: 200, params: second });
  await ask(CENTRE, DISMISS, { status: 404, params: { id: UNKNOWN } });
}

/** The page on which a newcomer sees one tap work. */
export async function visitDeskPage({ ask, hear, twin, event }: Town): Promise<void> {
  hear('the page of a desk');
  await ask(null, 'GET /', { status: 200 });
  for (const file of ['GET /desk.css', 'GET /desk.js']) await ask(null, file, { status: 200 });
  for (const key of ['reading', 'meal']) {
    const form = { card: twin.number, event: event(key) };
    await ask(null, 'POST /', { status: 200, form });
  }
}
