import { listsBadges } from '../exceptions.ts';
import type { Town } from '../ask.ts';
import { OLD_NUMBER } from '../persons.ts';

const SERIES = 'GET /api/sportpas/series';
const ENROL = 'POST /api/sportpas/series/{series}/enrolments';
const FIND = 'POST /api/sportpas/enrolments/find';
const ACCEPT = 'POST /api/sportpas/enrolments/{id}/accept';
const DECLINE = 'POST /api/sportpas/enrolments/{id}/decline';
const CANCEL = 'POST /api/sportpas/enrolments/{id}/cancel';
const TAP = 'POST /api/sportpas/attendances';
const STRIKE = 'POST /api/sportpas/attendances/{id}/strike';
const RIGHTS = 'GET /api/passes/{number}/rights';

const LIBRARY = 'lier-library-desk';
const SPORT = 'lier-sports-desk';
const YOUTH = 'lier-youth-desk';

/** A place in a series that has a lesson now: it is charged, shown, and tapped. */
export async function followYoga({ ask, hear, place, twin, neighbour }: Town): Promise<void> {
  hear('a lesson of yoga');
  const params = { series: 'yoga' };
  const { number: card } = twin;
  await ask(LIBRARY, ENROL, { status: 200, params, body: { card } });
  await ask(LIBRARY, ENROL, { status: 409, params, body: { card } });
  await ask(SPORT, ENROL, { status: 409, params: { series: 'swimming' }, body: { card } });
  for (const client of [LIBRARY, SPORT]) {
    await ask(client, SERIES, { status: 200 });
    await ask(client, FIND, { status: 200, body: { card } });
    await ask(client, RIGHTS, { status: 200, params: { number: card } });
  }
  const tap = { card, placeId: place('gym') };
  const attended = await ask(SPORT, TAP, { status: 200, body: tap });
  await ask(SPORT, TAP, { status: 409, body: tap });
  await ask('lier-swim-desk', TAP, { status: 409, body: { ...tap, card: neighbour.number } });
  await ask(SPORT, STRIKE, { status: 204, params: { id: attended.at('/id') } });
  await ask(SPORT, TAP, { status: 200, body: tap });
}

/**
 * One place goes round: it is given up, offered, accepted, given up again, and declined. The twin,
 * who lost a card, shows an old one.
 */
export async function shareTennis({ ask, hear, neighbour }: Town): Promise<void> {
  hear('one place of tennis');
  const params = { series: 'tennis' };
  const wish = (card: string) => ({ status: 200, params, body: { card, waitWhenFull: true } });
  const first = await ask(SPORT, ENROL, wish(neighbour.number));
  const second = await ask(SPORT, ENROL, wish(OLD_NUMBER));
  await ask(SPORT, ACCEPT, { status: 409, params: { id: second.at('/id') }, body: {} });
  await ask(SPORT, CANCEL, { status: 200, params: { id: first.at('/id') } });
  await ask(LIBRARY, FIND, { status: 200, body: { card: OLD_NUMBER } });
  await ask(LIBRARY, ACCEPT, { status: 200, params: { id: second.at('/id') }, body: {} });
  const third = await ask(SPORT, ENROL, wish(neighbour.number));
  await ask(SPORT, CANCEL, { status: 200, params: { id: second.at('/id') } });
  await ask(SPORT, DECLINE, { status: 200, params: { id: third.at('/id') } });
  await ask(SPORT, SERIES, { status: 200 });
}

/** A department takes its list out; nobody else does. */
export async function takeListsOut({ ask, hear }: Town): Promise<void> {
  hear('the lists of the departments');
  const unless = listsBadges;
  for (const [client, list, exception] of [
    [SPORT, 'sportpas/exports/passes', {}],
    [SPORT, 'sportpas/exports/participants', {}],
    [YOUTH, 'grabbelpas/exports/passes', {}],
    [YOUTH, 'grabbelpas/exports/participants', {}],
    ['lier-cultural-centre-desk', 'membership-cc-friends/exports/members', {}],
    ['lier-cultural-centre-desk', 'membership-cc-friends/exports/reminders', {}],
    ['lier-hr', 'staff-card/exports/badges', unless],
    ['lier-hr', 'staff-card/exports/hours', {}],
    ['lier-hr', 'staff-card/exports/temporary-access', {}],
  ] as const) {
    await ask(client, `GET /api/${list}`, { status: 200, unless: exception });
    await ask(LIBRARY, `GET /api/${list}`, { status: 403 });
  }
}
