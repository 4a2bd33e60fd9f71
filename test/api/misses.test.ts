import { randomUUID } from 'node:crypto';
import t from 'tap';
import { NO_LIMITS } from '../../core/http/http-limits.ts';
import { UNLIMITED } from '../../core/http/rate-limits.ts';
import { kioskId, placeId } from '../../core/municipalities/installation.ts';
import { newPassNumber, openApi } from '../fixtures/open-api.ts';
import { knowing } from './cases/current-passholder.ts';

const limits = { ...NO_LIMITS, rates: { ...UNLIMITED, misses: 1 } };
const start = Date.parse('2026-11-20T10:00:00+01:00');
const api = await openApi(t, { moment: new Date(start).toISOString(), limits });
const desk = api.as('lier-library-desk');

let minutes = 0;
/** What was counted is over. */
function nextMinute(): void {
  minutes += 1;
  api.core.setNow(new Date(start + minutes * 60_000).toISOString());
}
t.beforeEach(nextMinute);

type Answer = Promise<{ statusCode: number; body: string }>;

/** What is answered, and then to the same once more. */
async function twice(ask: () => Answer): Promise<number[]> {
  const [first, second] = [await ask(), await ask()];
  nextMinute();
  return [first.statusCode, second.statusCode];
}

/** A number that nobody has, and the pass of somebody in another card system. */
async function numbersOfNobody(): Promise<string[]> {
  const elsewhere = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });
  await api.core.asOwner(
    `insert into core.card_directory (number, card_system_id) values ($1, 2)
     on conflict do nothing`,
    [elsewhere.number],
  );
  return [newPassNumber(), elsewhere.number];
}

t.test('whoever is told that a number is nobody’s is counted, at every desk', async (t) => {
  const eventId = await api.addEvent('library');
  const { number } = await api.addHolder();
  const query = (asked: string) => `regularPrice=10&eventId=${eventId}&uitpasNumber=${asked}`;
  const tariffs = await desk.get(`/tariffs?${query(number)}`);
  const [tariff] = tariffs.json<{ available: { id: string }[] }>().available;

  for (const asked of await numbersOfNobody()) {
    const ticket = { uitpasNumber: asked, eventId, regularPrice: 10, tariff };
    t.same(await twice(() => desk.get(`/tariffs?${query(asked)}`)), [400, 429], 'a price');
    t.same(await twice(() => desk.post('/ticket-sales', [ticket])), [400, 429], 'a ticket');
    const checkIn = { uitpasNumber: asked, eventId };
    t.same(await twice(() => desk.post('/checkins', checkIn)), [400, 429], 'points');
    t.same(await twice(() => desk.get(`/passes/${asked}`)), [404, 429], 'a pass');
  }
  t.same(await twice(() => desk.get(`/tariffs?${query(number)}`)), [200, 200], 'who has a pass');
});

t.test('a kiosk is counted, whatever it asks of a chip', async (t) => {
  await api.addEvent('library');
  const kiosk = kioskId('lier', 'library-hall');
  const code = (await desk.post(`/kiosks/${kiosk}/setup-codes`)).json<{ code: string }>().code;
  const deviceId = randomUUID();
  for (const token of [code, deviceId]) api.customTokens.set(token, token);
  const setup = { name: 'LIER-BIB-001', deviceId };
  t.equal((await api.as(code).put('/kiosk-devices/setup', setup)).statusCode, 200);
  const device = api.as(deviceId);
  const chipNumber = '04CC00000000FE';

  const points = () => device.get(`/kiosk-devices/chip-numbers/${chipNumber}`);
  t.same(await twice(points), [404, 429]);
  t.same(await twice(() => device.post('/kiosk-devices/checkins', { chipNumber })), [400, 429]);
});

t.test('a door is counted, for every no alike: nobody learns who has a badge', async (t) => {
  const { number } = await api.addHolder();
  const door = api.as('lier-door');
  const open = `/staff-card/doors/${placeId('lier', 'town-hall-door')}/open`;

  for (const card of [newPassNumber(), number]) {
    t.same(await twice(() => door.post(open, { card })), [200, 429]);
  }
});

t.test('who asks a registration token is counted', async (t) => {
  const url = '/api/passholders/me/uitid/registration-token';
  const headers = { 'x-client-id': 'lier-app', ...knowing(newPassNumber()) };

  t.same(await twice(() => api.anonymous.send({ method: 'GET', url, headers })), [401, 429]);
});
