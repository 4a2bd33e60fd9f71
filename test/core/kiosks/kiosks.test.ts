import { randomUUID } from 'node:crypto';
import t from 'tap';
import { kioskId } from '../../../core/municipalities/installation.ts';
import { openApi } from '../../fixtures/open-api.ts';

const NOW = '2026-11-20T10:00:00+01:00';
const api = await openApi(t, { moment: NOW });
const desk = api.as('lier-library-desk');
const HALL = kioskId('lier', 'library-hall');
const CHILDREN = kioskId('lier', 'library-children');
const SPORT = kioskId('lier', 'sports-hall');

t.beforeEach(() => api.core.setNow(NOW));

interface Problem {
  readonly type: string;
  readonly endUserMessage?: { readonly nl: string };
}

/** Whoever sends this as its token, as a client of the API. */
function holding(token: string) {
  const name = `whoever holds ${token}`;
  api.customTokens.set(name, token);
  return api.as(name);
}

async function askCode(kiosk = HALL): Promise<string> {
  return (await desk.post(`/kiosks/${kiosk}/setup-codes`)).json<{ code: string }>().code;
}

const setUpBy = (code: string, deviceId: string, name = 'LIER-BIB-001') =>
  holding(code).put('/kiosk-devices/setup', { name, deviceId });

/** A new device in the hall of the library. */
async function newDevice() {
  const deviceId = randomUUID();
  const answer = await setUpBy(await askCode(), deviceId);
  t.equal(answer.statusCode, 200, answer.body);
  return { ...holding(deviceId), deviceId };
}

const nameOf = (answer: { json(): unknown }): string =>
  (answer.json() as Problem).type.split('/').at(-1) ?? '';

let chips = 0;
async function newChip(holder: Parameters<typeof api.addHolder>[0] = {}) {
  chips += 1;
  const chipNumber = `04BB${chips.toString(16).toUpperCase().padStart(8, '0')}FE`;
  return { ...(await api.addHolder({ chipNumber, ...holder })), chipNumber };
}

t.test('a device may not choose a secret that is guessed', async (t) => {
  const code = await askCode();
  for (const weak of ['aaaaaaaaaaaaaaaa', '0101010101010101', 'abcdefgabcdefgabcdefg']) {
    const answer = await setUpBy(code, weak);
    t.equal(answer.statusCode, 400, weak);
    t.match(answer.json(), { jsonPointer: '/deviceId', detail: /at least 8 different/ });
  }

  t.equal((await setUpBy(code, randomUUID())).statusCode, 200, 'the code is not used up');
});

t.test('a device is put at a kiosk by its code, once', async (t) => {
  const code = await askCode();
  const deviceId = randomUUID();

  t.equal(nameOf(await setUpBy(code, deviceId, 'LIER-BIB-002')), 'kiosk-not-found');
  const first = await setUpBy(code.toLowerCase(), deviceId);
  t.match(first.json(), {
    id: HALL,
    name: 'LIER-BIB-001',
    deviceId,
    organizers: [{ name: 'Bibliotheek' }],
    locations: [{ name: 'Balie bibliotheek' }],
    releaseTrack: 'stable',
  });
  t.equal((await setUpBy(code, deviceId)).statusCode, 200, 'the answer got lost on the way');
  t.equal(nameOf(await setUpBy(code, randomUUID())), 'kiosk-already-configured');
  t.match((await holding(deviceId).get('/kiosk-devices')).json(), { id: HALL, deviceId });
});

t.test('a device that is replaced is a kiosk no longer', async (t) => {
  const old = await newDevice();
  const code = await askCode();
  t.equal((await old.get('/kiosk-devices')).statusCode, 200, 'it goes on until then');

  const deviceId = randomUUID();
  t.equal((await setUpBy(code, deviceId)).statusCode, 200);

  t.equal((await old.get('/kiosk-devices')).statusCode, 401);
  const { chipNumber } = await newChip();
  await api.addEvent('library');
  t.equal((await old.post('/kiosk-devices/checkins', { chipNumber })).statusCode, 401);
  t.equal((await holding(deviceId).get('/kiosk-devices')).statusCode, 200);
  t.test('and may be put at another', async (t) => {
    const elsewhere = await askCode(CHILDREN);
    const moved = await setUpBy(elsewhere, old.deviceId, 'LIER-BIB-002');
    t.match(moved.json(), { id: CHILDREN });
    t.match((await old.get('/kiosk-devices')).json(), { id: CHILDREN }, 'it acts for that one');
  });
});

t.test('a device stands at one kiosk', async (t) => {
  const { deviceId } = await newDevice();

  const answer = await setUpBy(await askCode(CHILDREN), deviceId, 'LIER-BIB-002');

  t.equal(answer.statusCode, 400);
  t.equal(nameOf(answer), 'kiosk-device-already-in-use');
});

t.test('of many devices that come with one code at once, one is put there', async (t) => {
  const code = await askCode();
  const devices = Array.from({ length: 64 }, () => randomUUID());

  const answers = await Promise.all(devices.map((deviceId) => setUpBy(code, deviceId)));

  const done = answers.filter(({ statusCode }) => statusCode === 200);
  t.equal(done.length, 1);
  const looks = await Promise.all(devices.map((one) => holding(one).get('/kiosk-devices')));
  t.equal(looks.filter(({ statusCode }) => statusCode === 200).length, 1);
});

t.test('a code is of no use after a day, and once another was made', async (t) => {
  const first = await askCode();
  const second = await askCode();
  t.equal((await setUpBy(first, randomUUID())).statusCode, 401);

  api.core.setNow('2026-11-21T10:00:01+01:00');

  t.equal((await setUpBy(second, randomUUID())).statusCode, 401);
  t.equal((await setUpBy('1-AAAA-AAAA-AAAA-AAAA', randomUUID())).statusCode, 401);
});

t.test('what a device and its code are known by says neither', async (t) => {
  const code = await askCode();
  const deviceId = randomUUID();
  await setUpBy(code, deviceId);

  const tables = await api.core.asOwner<{ kept: string }>(
    `select coalesce(json_agg(k)::text, '') || (select json_agg(d)::text from core.kiosk_directory d)
              || (select json_agg(c)::text from core.command c) as kept from core.kiosk k`,
  );
  const listed = await desk.get('/kiosks');

  for (const text of [tables[0]?.kept ?? '', listed.body]) {
    t.match(text, /\w/);
    for (const secret of [code, code.slice(2), deviceId]) t.notOk(text.includes(secret));
  }
  t.match(listed.json(), { totalItems: 2, member: [{ id: HALL }, { id: CHILDREN }] });
});

t.test('a tap saves a point like any desk does, and tells the balance alone', async (t) => {
  const device = await newDevice();
  const eventId = await api.addEvent('library', { points: 2 });
  await device.put('/kiosk-devices/events', { id: eventId });
  const { chipNumber, number } = await newChip({ points: 3 });

  const saved = await device.post('/kiosk-devices/checkins', { chipNumber });

  t.equal(saved.statusCode, 200);
  t.same(saved.json(), { newPoints: 2, totalPoints: 5 });
  const points = await device.get(`/kiosk-devices/chip-numbers/${chipNumber.toLowerCase()}`);
  t.same(points.json(), { totalPoints: 5 });
  t.match((await desk.get(`/passes/${number}/rights`)).json(), { points: 5 });
  const [kept] = await api.core.asOwner<{ client_id: string; event_id: string }>(
    'select client_id, event_id from core.check_in order by recorded_at desc limit 1',
  );
  t.same(kept, { client_id: 'kiosk:lier/library-hall', event_id: eventId });
});

t.test('a check-in that is refused at a kiosk says why in words for who taps', async (t) => {
  const device = await newDevice();
  const limited = await api.addEvent('library', { limit: { volume: 1, period: 'DAY' } });
  const over = await api.addEvent('library', {
    calendar: { type: 'DATES', dates: [{ day: '2026-11-19', opens: '09:00', closes: '12:00' }] },
  });
  const tap = async (chipNumber: string) => {
    const answer = await device.post('/kiosk-devices/checkins', { chipNumber });
    const { type, endUserMessage } = answer.json<Problem>();
    return [answer.statusCode, type?.split('/').slice(-2).join('/'), endUserMessage?.nl];
  };
  const [{ chipNumber }, blocked] = [await newChip(), await newChip({ cardStatus: 'BLOCKED' })];
  await device.put('/kiosk-devices/events', { id: limited });
  await tap(chipNumber);

  t.same(await tap(chipNumber), [
    400,
    'uitpas/maximum-reached',
    'U hebt voor deze activiteit al het hoogste aantal punten gespaard.',
  ]);
  t.same(await tap(blocked.chipNumber), [400, 'uitpas/card-blocked', 'Deze pas is geblokkeerd.']);
  t.same(await tap('04FFFFFFFF0001'), [
    400,
    'uitpas/passholder-not-found',
    'Deze pas is niet gekend.',
  ]);
  await device.put('/kiosk-devices/events', { id: over });
  t.equal((await device.get('/kiosk-devices/events')).statusCode, 200);
  const found = await device.get('/kiosk-devices/checkins');
  t.not(found.json<{ event: { id: string } }>().event.id, over, 'it finds one that is open');
});

t.test('a kiosk where nothing is open says so', async (t) => {
  api.core.setNow('2031-03-01T10:00:00+01:00');
  await api.core.asOwner(
    `update core.event set calendar = '{"type":"PERIODIC","from":"2026-11-01","until":"2026-11-30"}'`,
  );
  const device = await newDevice();
  const { chipNumber } = await newChip();

  t.equal((await device.get('/kiosk-devices/checkins')).statusCode, 404);
  const refused = await device.post('/kiosk-devices/checkins', { chipNumber });
  t.equal(refused.statusCode, 400);
  t.match(refused.json(), {
    type: 'https://api.publiq.be/probs/uitpas/event-not-found',
    endUserMessage: { nl: 'Hier is nu geen activiteit waarvoor u punten kunt sparen.' },
  });
});

t.test(
  'a kiosk takes the event that it was told, while that is open, and else finds one',
  async (t) => {
    const device = await newDevice();
    await device.delete('/kiosk-devices/events');
    t.equal((await device.get('/kiosk-devices/events')).statusCode, 404);
    const always = await api.addEvent('library', { title: 'Altijd' });
    const dated = await api.addEvent('library', {
      title: 'Vandaag',
      calendar: { type: 'DATES', dates: [{ day: '2026-11-20', opens: '09:00', closes: '12:00' }] },
    });
    const current = async () =>
      (await device.get('/kiosk-devices/checkins')).json<{ event: { id: string } }>().event.id;
    t.equal(await current(), dated, 'it finds what is only today');

    const told = await desk.put(`/kiosks/${HALL}/fixed-event`, { id: always });
    t.equal(told.statusCode, 204);
    t.equal(await current(), always, 'its organizer told it');
    t.match((await device.get('/kiosk-devices/events')).json(), { event: { id: always } });
    t.equal((await desk.delete(`/kiosks/${HALL}/fixed-event`)).statusCode, 204);
    t.equal(await current(), dated);
    t.equal(nameOf(await desk.get(`/kiosks/${HALL}/fixed-event`)), 'event-not-found');
    t.equal(nameOf(await desk.delete(`/kiosks/${HALL}/fixed-event`)), 'event-not-found');
  },
);

t.test('a kiosk is told no event of another organizer, and none that earns nothing', async (t) => {
  const device = await newDevice();
  const put = async (id: string) => nameOf(await device.put('/kiosk-devices/events', { id }));

  t.equal(await put(await api.addEvent('sport')), 'event-not-acceptable');
  t.equal(await put(await api.addEvent('library', { earnsPoints: false })), 'event-not-acceptable');
  t.equal(await put(randomUUID()), 'event-not-found');
});

t.test('a kiosk of another organizer is one that is not there', async (t) => {
  const own = { id: await api.addEvent('library') };

  for (const id of [SPORT, kioskId('mechelen', 'library-hall'), randomUUID()]) {
    const answers = [
      await desk.get(`/kiosks/${id}/fixed-event`),
      await desk.put(`/kiosks/${id}/fixed-event`, own),
      await desk.delete(`/kiosks/${id}/fixed-event`),
      await desk.post(`/kiosks/${id}/setup-codes`),
    ];
    t.same(
      answers.map((answer) => [answer.statusCode, nameOf(answer)]),
      answers.map(() => [404, 'not-found']),
    );
  }
});

t.test('a device of another region reads no card of this one', async (t) => {
  const there = kioskId('mechelen', 'library-hall');
  const made = await api.as('mechelen-library-desk').post(`/kiosks/${there}/setup-codes`);
  const deviceId = randomUUID();
  const { code } = made.json<{ code: string }>();
  t.equal((await setUpBy(code, deviceId, 'MECHELEN-BIB-001')).statusCode, 200);
  const { chipNumber } = await newChip();

  const points = await holding(deviceId).get(`/kiosk-devices/chip-numbers/${chipNumber}`);

  t.equal(points.statusCode, 404);
  t.match(points.json(), { endUserMessage: { nl: /^Deze pas hoort bij / } });
});
