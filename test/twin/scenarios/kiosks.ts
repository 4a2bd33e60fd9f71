import { kioskId } from '../../../core/municipalities/installation.ts';
import type { Town } from '../ask.ts';

const LIBRARY = 'lier-library-desk';
const FIXED = '/api/kiosks/{kioskId}/fixed-event';
const EVENTS = '/api/kiosk-devices/events';
const CURRENT = 'GET /api/kiosk-devices/checkins';
const SAVE = 'POST /api/kiosk-devices/checkins';
const POINTS = 'GET /api/kiosk-devices/chip-numbers/{chipNumber}';

/** A kiosk is set up, told its event, and tapped. */
export async function tapKiosk({ ask, hear, twin, event }: Town): Promise<void> {
  hear('a card is held before a kiosk');
  const params = { kioskId: kioskId('lier', 'library-hall') };
  const device = '7f6b1c1e-0d3f-4b8e-9d6e-2f1f7c5f9a01';
  const made = await ask(LIBRARY, 'POST /api/kiosks/{kioskId}/setup-codes', {
    status: 201,
    params,
  });
  const body = { name: 'LIER-BIB-001', deviceId: device };
  const setup = 'PUT /api/kiosk-devices/setup';
  await ask(null, setup, { status: 200, token: made.at('/code'), body });
  await ask(LIBRARY, 'GET /api/kiosks', { status: 200 });

  const told = { id: event('story-hour') };
  await ask(LIBRARY, `PUT ${FIXED}`, { status: 204, params, body: told });
  await ask(LIBRARY, `GET ${FIXED}`, { status: 200, params });
  await ask(LIBRARY, `DELETE ${FIXED}`, { status: 204, params });
  const own = { token: device };
  await ask(null, 'GET /api/kiosk-devices', { status: 200, ...own });
  await ask(null, CURRENT, { status: 200, ...own });
  await ask(null, `PUT ${EVENTS}`, { status: 204, ...own, body: { id: event('reading') } });
  await ask(null, `GET ${EVENTS}`, { status: 200, ...own });

  const { chipNumber } = twin;
  await ask(null, POINTS, { status: 200, ...own, params: { chipNumber } });
  await ask(null, SAVE, { status: 200, ...own, body: { chipNumber } });
  await ask(null, POINTS, { status: 200, ...own, params: { chipNumber } });
  await ask(null, SAVE, { status: 400, ...own, body: { chipNumber: '04FFFFFFFF0001' } });
  await ask(null, SAVE, { status: 401, token: 'of-nobody', body: { chipNumber } });
  await ask(null, `DELETE ${EVENTS}`, { status: 204, ...own });
}
