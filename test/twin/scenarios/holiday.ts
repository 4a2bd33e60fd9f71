import { clockAt } from '../../../core/contract/period.ts';
import type { Town } from '../ask.ts';
import { OLD_NUMBER } from '../persons.ts';

const ISSUE = 'POST /api/passholders/{id}/roles';
const RIGHTS = 'GET /api/passes/{number}/rights';
const LIST = 'GET /api/grabbelpas/activities';
const MAKE = 'POST /api/grabbelpas/activities';
const CHANGE = 'PUT /api/grabbelpas/activities/{id}';
const CANCEL_WHOLE = 'POST /api/grabbelpas/activities/{id}/cancel';
const FITTING = 'POST /api/grabbelpas/activities/find';
const ENROL = 'POST /api/grabbelpas/activities/{id}/enrolments';
const PARTICIPANTS = 'GET /api/grabbelpas/activities/{id}/participants';
const FIND = 'POST /api/grabbelpas/enrolments/find';
const ACCEPT = 'POST /api/grabbelpas/enrolments/{id}/accept';
const DECLINE = 'POST /api/grabbelpas/enrolments/{id}/decline';
const CANCEL = 'POST /api/grabbelpas/enrolments/{id}/cancel';
const TAP = 'POST /api/grabbelpas/attendances';
const STRIKE = 'POST /api/grabbelpas/attendances/{id}/strike';

const LIBRARY = 'lier-library-desk';
const YOUTH = 'lier-youth-desk';
const CLUB = 'lier-gym-club';
const MINUTE_MS = 60_000;

/**
 * One place of an activity that is about to begin goes round: it is charged, given up, offered and
 * accepted; a second one is declined. The twin, who shows an old card too, is tapped in, gives the
 * place up for a part and then for the whole, and all is cancelled.
 */
export async function spendHoliday(town: Town): Promise<void> {
  const { ask, hear, neighbour, twin } = town;
  hear('a holiday');
  for (const { passholderId: id } of [twin, neighbour]) {
    const body = { plugin: 'grabbelpas', role: 'year-pass', payment: { means: 'cash' } };
    await ask(LIBRARY, ISSUE, { status: 201, params: { id }, body });
  }
  const { params, terms } = await makeActivity(town);
  const wish = (card: string, status = 200) => ({
    status,
    params,
    body: { cards: [card], waitWhenFull: true },
  });
  const first = await ask(LIBRARY, ENROL, wish(neighbour.number));
  const second = await ask(YOUTH, ENROL, wish(OLD_NUMBER));
  await ask(LIBRARY, ENROL, wish(twin.number, 409));
  const cancelled = { status: 200, params: { id: first.at('/enrolments/0/id') } };
  await ask(LIBRARY, CANCEL, { ...cancelled, body: {} });
  for (const client of [LIBRARY, YOUTH]) {
    await ask(client, LIST, { status: 200 });
    await ask(client, FITTING, { status: 200, body: { card: twin.number } });
    await ask(client, FIND, { status: 200, body: { card: OLD_NUMBER } });
  }
  const mine = { status: 200, params: { id: second.at('/enrolments/0/id') } };
  const found = await ask(LIBRARY, FIND, { status: 200, body: { card: twin.number } });
  const accepted = { params: mine.params, body: { offerId: found.at('/0/offer/id') } };
  await ask(LIBRARY, ACCEPT, { ...accepted, status: 200 });
  await ask(LIBRARY, ACCEPT, { ...accepted, status: 409 });
  const third = await ask(LIBRARY, ENROL, wish(neighbour.number));
  await ask(YOUTH, CHANGE, { status: 200, params, body: { ...terms, places: 2 } });
  await ask(LIBRARY, DECLINE, { status: 200, params: { id: third.at('/enrolments/0/id') } });
  for (const client of [LIBRARY, YOUTH]) {
    await ask(client, RIGHTS, { status: 200, params: { number: twin.number } });
  }
  await takePart(town, params);
  await ask(LIBRARY, CANCEL, { ...mine, body: {} });
  await ask(YOUTH, CANCEL, { ...mine, body: { doctorsNote: true } });
  await ask(YOUTH, CANCEL_WHOLE, { status: 204, params });
  await ask(LIBRARY, FIND, { status: 200, body: { card: twin.number } });
}

async function makeActivity({ ask, core }: Town) {
  const { day } = clockAt(core.now());
  const terms = {
    title: 'Turnen',
    place: 'gym',
    firstDay: day,
    lastDay: day,
    from: clockAt(core.now() + 25 * MINUTE_MS).time,
    until: '16:00',
    ages: { from: 6, until: 99 },
    places: 1,
    priceCents: 1003,
    giver: { organizer: 'gym-club', owedCents: 650, owedPer: 'present' },
  };
  const made = await ask(YOUTH, MAKE, { status: 200, body: { code: 'T1', ...terms } });
  const params = { id: made.at('/id') };
  await ask(LIBRARY, CHANGE, { status: 403, params, body: terms });
  return { params, terms };
}

async function takePart(
  { ask, neighbour, place, twin }: Town,
  params: { readonly id: string },
): Promise<void> {
  const tap = { card: twin.number, placeId: place('gym') };
  const attended = await ask(CLUB, TAP, { status: 200, body: tap });
  await ask(CLUB, TAP, { status: 409, body: tap });
  await ask(YOUTH, TAP, { status: 409, body: { ...tap, card: neighbour.number } });
  await ask(YOUTH, STRIKE, { status: 204, params: { id: attended.at('/id') } });
  await ask(YOUTH, TAP, { status: 200, body: tap });
  for (const client of [YOUTH, CLUB]) await ask(client, PARTICIPANTS, { status: 200, params });
}
