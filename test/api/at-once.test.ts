import t from 'tap';
import { placeId } from '../../core/municipalities/installation.ts';
import { verifyInstallation } from '../../core/verify/verify-installation.ts';
import { newPassNumber, openApi } from '../fixtures/open-api.ts';
import { askPrice, sellTicket, ticketAt } from './api-desk.ts';
import { bookedFactsOf } from './booked-money.ts';

const api = await openApi(t);
const library = api.as('lier-library-desk');
const AT_ONCE = 64;

/** How often each outcome came: `{ '201': 1, '409 role-already-held': 63 }`. */
async function outcomesOf(
  send: (at: number) => ReturnType<typeof library.get>,
): Promise<Record<string, number>> {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => send(at)));
  const outcomes: Record<string, number> = {};
  for (const answer of answers) {
    const { statusCode } = answer;
    const name =
      statusCode < 300
        ? String(statusCode)
        : `${statusCode} ${answer.json<{ type: string }>().type.split('/').at(-1)}`;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  return outcomes;
}

t.test('a check-in that is limited is saved as often as the limit says', async (t) => {
  const limited = async (volume: number) =>
    api.addEvent('library', { limit: { volume, period: 'DAY' }, points: 2 });
  const { number } = await api.addHolder();
  for (const volume of [1, 5]) {
    const eventId = await limited(volume);
    const save = async () => library.post('/checkins', { eventId, uitpasNumber: number });
    t.same(await outcomesOf(save), { 201: volume, '400 checkin-not-allowed': AT_ONCE - volume });
  }

  const shown = await library.get(`/passes/${number}/rights`);
  t.match(shown.json(), { points: 12 });
});

t.test('the last turn of a card is used once, wherever it is asked', async (t) => {
  const { passholderId, number } = await api.addHolder();
  const order = { plugin: 'sportpas', role: 'turn-card' };
  const sold = await api.as('lier-sports-desk').post(`/passholders/${passholderId}/roles`, order);
  const { id } = sold.json<{ id: string }>();
  const places = ['sports-hall', 'gym', 'swimming-pool'].map((place) => placeId('lier', place));
  for (let hour = 11; hour < 20; hour += 1) {
    // Two facilities in turn: the next tap at one of them comes when its window is over.
    api.core.setNow(`2026-11-20T${hour}:00:00+01:00`);
    const turn = { card: number, placeId: places[hour % 2] };
    await api.as('lier-sports-desk').post(`/roles/${id}/uses`, turn);
  }
  api.core.setNow('2026-11-20T22:00:00+01:00');

  const outcomes = await outcomesOf((at) =>
    api.as('lier-sports-desk').post(`/roles/${id}/uses`, { card: number, placeId: places[at % 3] }),
  );

  // Taps at one facility within the window are the same turn, so those of one place all pass.
  const { 201: passed = 0, '409 use-refused': refused = 0 } = outcomes;
  t.equal(passed + refused, AT_ONCE, JSON.stringify(outcomes));
  t.ok(passed === 21 || passed === 22, `${passed} taps at the one place`);
  const uses = await api.core.asOwner<{ uses: number; used: number }>(
    `select count(u.id)::int as uses, max(a.used)::int as used
       from core.allowance a left join core.allowance_use u on u.allowance_id = a.id
      where a.role_id = $1`,
    [id],
  );
  t.same(uses, [{ uses: 10, used: 10 }]);
  const again = await Promise.all(
    places.map((place) =>
      api.as('lier-sports-desk').post(`/roles/${id}/uses`, { card: number, placeId: place }),
    ),
  );
  t.same(
    again.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
    [201, 409, 409],
    'and stays used',
  );
});

t.test('a card that many desks top up has the turns that were paid, and no more', async (t) => {
  const { passholderId } = await api.addHolder();
  const sports = api.as('lier-sports-desk');
  const order = { plugin: 'sportpas', role: 'turn-card', payment: { means: 'card' } };
  const sold = await sports.post(`/passholders/${passholderId}/roles`, order);
  const { id } = sold.json<{ id: string }>();

  const outcomes = await outcomesOf(() =>
    sports.post(`/roles/${id}/renew`, { payment: { means: 'card' } }),
  );

  const { 200: renewed = 0 } = outcomes;
  t.ok(renewed > 0, JSON.stringify(outcomes));
  const [given] = await api.core.asOwner(
    `select a.granted, a.used,
            (select count(*)::int from core.money_fact f
              where f.passholder_id = $2 and f.role = 'turn-card') as sales,
            (select count(*)::int from core.role_event e where e.role_id = $1) as events
       from core.allowance a where a.role_id = $1`,
    [id, passholderId],
  );
  t.same(given, { granted: 10 + 10 * renewed, used: 0, sales: 1 + renewed, events: 1 + renewed });
});

t.test('a lost card is replaced by one of the cards that are offered', async (t) => {
  const { number, passholderId } = await api.addHolder();

  const outcomes = await outcomesOf(() =>
    library.post(`/cards/${number}/replace`, { newNumber: newPassNumber() }),
  );

  t.same(outcomes, { 200: 1, '409 pass-already-replaced': AT_ONCE - 1 });
  const cards = await api.core.asOwner(
    'select status, count(*)::int from core.card where passholder_id = $1 group by 1 order by 1',
    [passholderId],
  );
  t.same(cards, [
    { status: 'ACTIVE', count: 1 },
    { status: 'BLOCKED', count: 1 },
  ]);
});

t.test('a new card is given to one of the holders who want it', async (t) => {
  const holders = await Promise.all(Array.from({ length: AT_ONCE }, () => api.addHolder()));
  const newNumber = newPassNumber();

  const outcomes = await outcomesOf((at) =>
    library.post(`/cards/${holders[at]?.number}/replace`, { newNumber }),
  );

  t.same(outcomes, { 200: 1, '409 card-not-in-stock': AT_ONCE - 1 });
  const blocked = await api.core.asOwner(
    `select 1 from core.card where status = 'BLOCKED' and passholder_id = any($1)`,
    [holders.map(({ passholderId }) => passholderId)],
  );
  t.equal(blocked.length, 1, 'the others keep their card');
});

t.test('a sale is cancelled once, and its money given back once', async (t) => {
  const holder = await api.addHolder();
  const eventId = await api.addEvent('library');
  const { id } = await sellTicket(api, 'lier-library-desk', { ...holder, eventId });

  const outcomes = await outcomesOf(() => library.delete(`/ticket-sales/${id}`));

  t.same(outcomes, { 204: 1, '404 ticket-sale-not-found': AT_ONCE - 1 });
  const facts = await bookedFactsOf(api, holder.passholderId);
  t.same(
    facts.map(({ kind, priceCents }) => [kind, priceCents]),
    [
      ['ticket-sale', 1000],
      ['reversal', -1000],
    ],
  );
});

t.test('a check-in is taken back once', async (t) => {
  const { number } = await api.addHolder();
  const eventId = await api.addEvent('library');
  const saved = await library.post('/checkins', { eventId, uitpasNumber: number });
  const { id } = saved.json<{ id: string }>();

  const outcomes = await outcomesOf(() => library.delete(`/checkins/${id}`));

  t.same(outcomes, { 204: 1, '404 checkin-not-found': AT_ONCE - 1 });
  t.match((await library.get(`/passes/${number}/rights`)).json(), { points: 0 });
});

t.test('a membership is sold once', async (t) => {
  const { passholderId } = await api.addHolder();
  const order = { plugin: 'membership-cc-friends', role: 'friend' };

  const outcomes = await outcomesOf(() =>
    library.post(`/passholders/${passholderId}/roles`, order),
  );

  t.same(outcomes, { 201: 1, '409 role-already-held': AT_ONCE - 1 });
  t.equal((await bookedFactsOf(api, passholderId)).length, 1, 'and paid once');
});

t.test('a membership is given back once', async (t) => {
  const { passholderId } = await api.addHolder();
  const order = { plugin: 'membership-cc-friends', role: 'friend' };
  const sold = await library.post(`/passholders/${passholderId}/roles`, order);
  const { id } = sold.json<{ id: string }>();

  const outcomes = await outcomesOf(() => library.post(`/roles/${id}/end`, { reason: 'spijt' }));

  t.same(outcomes, { 200: 1, '409 role-already-ended': AT_ONCE - 1 });
  t.equal((await bookedFactsOf(api, passholderId)).length, 2);
});

t.test('a tariff that was promised sells a ticket each time', async (t) => {
  const { number, passholderId } = await api.addHolder();
  const asked = { number, eventId: await api.addEvent('library') };
  const tickets = [ticketAt(await askPrice(api, 'lier-library-desk', asked), asked)];

  t.same(await outcomesOf(() => library.post('/ticket-sales', tickets)), { 200: AT_ONCE });
  t.equal((await bookedFactsOf(api, passholderId)).length, AT_ONCE);
});

t.test('after all this the books and the balances are right', async (t) => {
  const laws = await verifyInstallation(api.core);

  t.same(
    laws.filter(({ wrong }) => wrong > 0),
    [],
  );
});
