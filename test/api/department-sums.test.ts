import t from 'tap';
import { openApi } from '../fixtures/open-api.ts';
import { sellTicket } from './api-desk.ts';

const api = await openApi(t, { moment: '2026-10-05T10:00:00+02:00' });
const centre = api.as('lier-cultural-centre-desk');
const poor = { social: { status: 'ACTIVE', endDate: null } } as const;
const eventId = await api.addEvent('cultural-centre');

async function sellAt(desk: string, times: number): Promise<void> {
  for (let sold = 0; sold < times; sold += 1) {
    const { number } = await api.addHolder(poor);
    await sellTicket(api, desk, { number, eventId });
  }
}

async function sums(): Promise<object[]> {
  const answer = await centre.get('/billing/sums');
  t.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ member: object[] }>().member;
}

t.test('what a department sold itself does not hide the one that another sold', async (t) => {
  await sellAt('lier-cultural-centre-desk', 4);
  await sellAt('lier-library-desk', 1);

  api.core.setNow('2026-11-05T10:00:00+01:00');
  t.same(await sums(), [], 'it knows its own four, and could subtract them');

  await sellAt('lier-library-desk', 4);
  api.core.setNow('2026-12-05T10:00:00+01:00');
  // Of nine tickets at 10 euro for 2: 4 of each from Lier, and what the library took for five.
  t.match(await sums(), [{ month: '2026-11', carriedFrom: '2026-10', cents: 9 * 400 + 5 * 200 }]);
});

t.test('what a department sold itself it is told at once', async (t) => {
  api.core.setNow('2026-12-05T10:00:00+01:00');
  await sellAt('lier-cultural-centre-desk', 1);

  api.core.setNow('2027-01-05T10:00:00+01:00');
  t.match((await sums()).at(-1), { month: '2026-12', carriedFrom: null, cents: 400 });
});

t.test('who cancels what others sold is not told what it was sold for', async (t) => {
  const before = (await sums()).length;
  const { number } = await api.addHolder(poor);
  const sale = await sellTicket(api, 'lier-library-desk', { number, eventId });
  api.core.setNow('2027-02-06T10:00:00+01:00');
  const other = await api.addHolder(poor);
  await sellTicket(api, 'lier-library-desk', { number: other.number, eventId });
  t.equal((await centre.delete(`/ticket-sales/${sale.id}`)).statusCode, 204);

  api.core.setNow('2027-03-05T10:00:00+01:00');
  t.equal((await sums()).length, before, 'one sale of another is carried forward');
});

t.test('five tickets of one holder are of one', async (t) => {
  const before = (await sums()).length;
  api.core.setNow('2027-03-06T10:00:00+01:00');
  const { number } = await api.addHolder(poor);
  for (let sold = 0; sold < 5; sold += 1) {
    await sellTicket(api, 'lier-library-desk', { number, eventId });
  }

  api.core.setNow('2027-04-01T10:00:00+01:00');
  t.equal((await sums()).length, before);
});
