import { randomUUID } from 'node:crypto';
import { organizerId } from '../../../core/municipalities/installation.ts';
import type { Town } from '../ask.ts';
import { DISCREET_NUMBER } from '../persons.ts';

const SAVE = 'POST /api/checkins';
const LIST = 'GET /api/checkins';
const DELETE = 'DELETE /api/checkins/{checkinId}';
const STATUS = 'GET /api/checkin-status';

const LIBRARY = 'lier-library-desk';
const KIOSK = 'lier-kiosk';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** Points are saved at a kiosk and a desk, listed, and taken back. */
export async function savePoints({ ask, hear, twin, event }: Town): Promise<void> {
  hear('points are saved');
  const eventId = event('reading');
  const { chipNumber, number, passholderId } = twin;
  const key = randomUUID();
  const body = { eventId, uitpasNumber: chipNumber };
  await ask(KIOSK, SAVE, { status: 201, body, key });
  await ask(KIOSK, SAVE, { status: 201, body, key });
  const saved = await ask(LIBRARY, SAVE, { status: 201, body: { eventId, uitpasNumber: number } });
  const query = { passholderId, organizerId: organizerId('lier', 'library') };
  await ask(LIBRARY, LIST, { status: 200, query });
  const atWelfare = { passholderId, organizerId: organizerId('lier', 'welfare') };
  await ask('lier-welfare', LIST, { status: 403, query: atWelfare });
  await ask(LIBRARY, LIST, { status: 200, query: { ...query, eventTitle: 'lezing', limit: '1' } });
  const params = { checkinId: saved.at('/id') };
  await ask('lier-sports-desk', DELETE, { status: 404, params });
  await ask(KIOSK, DELETE, { status: 403, params });
  await ask(LIBRARY, DELETE, { status: 204, params });
  await ask(LIBRARY, DELETE, { status: 404, params });
}

/** At an event with a limit, and where nothing can be saved. */
export async function saveInVain({ ask, hear, twin, event }: Town): Promise<void> {
  hear('points that are refused');
  const { number: uitpasNumber, passholderId } = twin;
  const eventId = event('story-hour');
  const body = { eventId, uitpasNumber };
  await ask(LIBRARY, STATUS, { status: 200, query: body });
  await ask(KIOSK, STATUS, { status: 403, query: body });
  await ask(LIBRARY, SAVE, { status: 201, body });
  await ask(LIBRARY, STATUS, { status: 200, query: body });
  await ask(LIBRARY, SAVE, { status: 400, body });
  await ask(LIBRARY, SAVE, { status: 403, body: { ...body, eventId: event('theatre') } });
  await ask(LIBRARY, SAVE, { status: 400, body: { ...body, eventId: UNKNOWN } });
  for (const number of [DISCREET_NUMBER, '0999999999999']) {
    await ask(LIBRARY, SAVE, { status: 400, body: { ...body, uitpasNumber: number } });
    await ask(LIBRARY, STATUS, { status: 404, query: { eventId, uitpasNumber: number } });
  }
  const query = { passholderId, organizerId: organizerId('lier', 'cultural-centre') };
  await ask(LIBRARY, LIST, { status: 403, query });
}
