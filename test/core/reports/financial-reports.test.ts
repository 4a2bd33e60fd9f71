import t from 'tap';
import { parse } from 'csv-parse/sync';
import { departmentSums } from '../../../core/billing/department-sums.ts';
import { listEntries } from '../../../core/billing/list-entries.ts';
import { organizerId, partyId } from '../../../core/municipalities/installation.ts';
import { joinSmall, reportFiles, type SoldTickets } from '../../../core/reports/report-files.ts';
import { writeReports } from '../../../core/reports/write-reports.ts';
import { sellTicket } from '../../api/api-desk.ts';
import { openApi } from '../../fixtures/open-api.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { unzip } from '../http/unzip.ts';

const NOVEMBER = '2026-11-20T10:00:00+01:00';
const CENTRE = 'lier-cultural-centre-desk';
const PERIOD = { startDate: '2026-08-01', endDate: '2026-10-31' };

const api = await openApi(t, { moment: NOVEMBER });
const { core } = api;
const centre = api.as(CENTRE);
const reports = (organizer = 'cultural-centre') =>
  `/organizers/${organizerId('lier', organizer)}/financial-reports`;

interface Report {
  readonly id: number;
  readonly status: string;
  readonly message?: string;
}

const ask = async (period: object = PERIOD) =>
  (await centre.post(reports(), period)).json<Report>();
const statusOf = async (id: number) =>
  (await centre.get(`${reports()}/${id}`)).json<Report>().status;

/** Sells tickets at the cultural centre in a month, to holders with the social tariff. */
async function sellIn(month: string, count: number, event = api.addEvent('cultural-centre')) {
  core.setNow(`${month}-15T10:00:00+02:00`);
  const eventId = await event;
  const sold: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { number } = await api.addHolder({ social: { status: 'ACTIVE', endDate: null } });
    sold.push((await sellTicket(api, CENTRE, { number, eventId })).id);
  }
  core.setNow(NOVEMBER);
  return sold;
}

/** The tables of a report that a worker made, by name. */
async function download(id: number): Promise<Record<string, string[][]>> {
  await writeReports(core, 1);
  const answer = await centre.get(`${reports()}/${id}.zip`);
  t.equal(answer.statusCode, 200, answer.body);
  t.match(answer.headers, {
    'content-type': 'application/x-zip-compressed',
    'content-disposition':
      'attachment; filename="financialOverview_cultural-centre_2026-08-01_2026-10-31.zip"',
  });
  const tables = unzip(answer.rawPayload).map(({ name, content }) => [
    name,
    name.endsWith('.csv') ? parse(content, { delimiter: ';', bom: true }) : [],
  ]);
  return Object.fromEntries(tables);
}

const centsOf = (euro = ''): number => Math.round(Number(euro.replace(',', '.')) * 100);
const netOf = ([, , owed, owes]: readonly string[]): number => centsOf(owed) - centsOf(owes);

/** What the ledger owes the centre, less what it owes, in some months. */
async function owedIn(from: string, to: string): Promise<number> {
  const caller = testCaller(core, 'uit');
  const { member } = await listEntries(core, caller, { from, to, start: 0, limit: 500 });
  return member.reduce((sum, { creditor, debtor, cents }) => {
    const isOwed = creditor.key === 'cultural-centre' ? cents : 0;
    return sum + isOwed - (debtor.key === 'cultural-centre' ? cents : 0);
  }, 0);
}

t.test('a period without anything has no report, and says so', async (t) => {
  const { id, status } = await ask();
  t.equal(status, 'STARTED');
  t.equal((await centre.get(`${reports()}/${id}.zip`)).statusCode, 404, 'not before it is made');

  await writeReports(core, 1);

  t.match((await centre.get(`${reports()}/${id}`)).json(), {
    status: 'FAILED',
    message: /^Geen financieel overzicht beschikbaar voor periode 2026-08-01 - 2026-10-31$/,
  });
  t.equal((await centre.get(`${reports()}/${id}.zip`)).statusCode, 404);
  t.equal((await centre.get(`${reports()}/${id}/download-link`)).statusCode, 404);
});

t.test('a month that is not over has no report yet, and that is why', async (t) => {
  const { id, status } = await ask({ startDate: '2026-11-01', endDate: '2026-11-30' });
  t.equal(status, 'STARTED');

  await writeReports(core, 1);

  t.match((await centre.get(`${reports()}/${id}`)).json(), {
    status: 'FAILED',
    message: /2026-11-01 - 2026-11-30: er is nog geen maand van voorbij/,
  });
});

t.test('a report explains its columns to who opens it', async (t) => {
  const asked = { organizer: 'CC', months: { from: '2026-08', to: '2026-10' } };
  const files = reportFiles({ ...asked, sums: [], sales: [] });
  const words = files.find(({ name }) => name === 'leesmij.txt')?.content.toString() ?? '';

  t.match(words.replaceAll('\r\n', ' '), 'Is waarvoor leeg, dan gaat het over tickets');
  t.match(words, 'vanaf maand');
});

t.test('the amounts of a report are those of the ledger, to the cent', async (t) => {
  const event = api.addEvent('cultural-centre', { title: 'Toneel', regularPriceCents: 1003 });
  await sellIn('2026-08', 7, event);
  const [cancelled = ''] = await sellIn('2026-09', 6, event);
  core.setNow('2026-10-02T10:00:00+02:00');
  t.equal((await centre.delete(`/ticket-sales/${cancelled}`)).statusCode, 204);
  core.setNow(NOVEMBER);
  await sellIn('2026-10', 5, event);
  await sellIn('2026-10', 2, api.addEvent('cultural-centre', { title: 'Klein' }));

  const { id } = await ask();
  const { 'afrekening.csv': sums = [], 'tickets.csv': tickets = [] } = await download(id);

  const owed = await owedIn('2026-08', '2026-10');
  t.not(owed, 0);
  const lines = sums.slice(1, -1);
  t.equal(
    lines.reduce((sum, line) => sum + netOf(line), 0),
    owed,
  );
  t.equal(netOf(sums.at(-1) ?? []), owed, 'and so is the total');
  t.same(
    lines.map(netOf),
    (await departmentSums(core, testCaller(core, 'cultural-centre'), {})).map(({ cents }) => cents),
    'line by line what the department sees of itself',
  );
  t.same(tickets.slice(1), [
    ['2026-08', 'Toneel', '10,03', 'Cultuurcentrum', 'betaalkaart', '7', '70,21', '0', '0,00'],
    ['2026-09', 'Toneel', '10,03', 'Cultuurcentrum', 'betaalkaart', '6', '60,18', '0', '0,00'],
    ['2026-10', 'Toneel', '10,03', 'Cultuurcentrum', 'betaalkaart', '5', '50,15', '1', '10,03'],
    ['2026-10', 'andere activiteiten', '', '', '', '2', '20,00', '0', '0,00'],
    ['totaal', '', '', '', '', '20', '200,54', '1', '10,03'],
  ]);
  const [earned] = await core.asOwner<{ cents: string }>(
    `select sum(price_cents) as cents from core.money_fact where earner_id = $1`,
    [partyId('lier', 'cultural-centre')],
  );
  t.equal(Number(earned?.cents), 20_054 - 1003);
});

t.test(
  'what fewer than five facts come to is told with a later month, and then whole',
  async (t) => {
    const organizer = 'museums';
    const museum = async (month: string, count: number) => {
      core.setNow(`${month}-15T10:00:00+02:00`);
      const eventId = await api.addEvent(organizer);
      for (let n = 0; n < count; n += 1) {
        const { number } = await api.addHolder({ social: { status: 'ACTIVE', endDate: null } });
        await sellTicket(api, 'lier-library-desk', { number, eventId });
      }
      core.setNow(NOVEMBER);
    };
    await museum('2026-08', 4);
    const caller = testCaller(core, organizer);
    t.same(await departmentSums(core, caller, { to: '2026-09' }), []);

    await museum('2026-09', 1);

    t.match(await departmentSums(core, caller, { to: '2026-09' }), [
      { month: '2026-09', carriedFrom: '2026-08', cents: 5 * 600 },
    ]);
  },
);

t.test('a report that is asked twice is made once', async (t) => {
  const period = { startDate: '2026-08-02', endDate: '2026-10-31' };

  const asked = await Promise.all(Array.from({ length: 64 }, () => ask(period)));
  t.equal(new Set(asked.map(({ id }) => id)).size, 1);
  const [{ id } = { id: 0 }] = asked;
  await Promise.all([writeReports(core, 1), writeReports(core, 1), writeReports(core, 1)]);
  t.equal(await statusOf(id), 'AVAILABLE');

  t.match(await ask(period), { id, status: 'AVAILABLE' }, 'later that day it is still that one');
  core.setNow('2026-11-21T10:00:00+01:00');
  t.not((await ask(period)).id, id, 'the day after it is another');
  core.setNow(NOVEMBER);
});

t.test('a report of which the worker died is made by another', async (t) => {
  const { id } = await ask({ startDate: '2026-08-03', endDate: '2026-10-31' });
  const take = async () =>
    core.asOwner(
      `select core.take_report(1, $1::timestamptz, $1::timestamptz - interval '2 min', 5, '')`,
      [new Date(core.now()).toISOString()],
    );
  await take();

  await writeReports(core, 1);
  t.equal(await statusOf(id), 'STARTED', 'it may still be at work');
  core.setNow('2026-11-20T10:02:01+01:00');
  await writeReports(core, 1);

  t.equal(await statusOf(id), 'AVAILABLE');
  core.setNow(NOVEMBER);
});

t.test('a report that no worker brings to an end has failed, in words', async (t) => {
  const { id } = await ask({ startDate: '2026-08-04', endDate: '2026-10-31' });
  await core.asOwner(
    `update core.financial_report set attempts = 5, taken_at = '2026-11-20T09:00:00+01:00'
      where number = $1`,
    [id],
  );

  await writeReports(core, 1);

  t.match((await centre.get(`${reports()}/${id}`)).json(), {
    status: 'FAILED',
    message: 'Het overzicht kon niet gemaakt worden. Vraag het opnieuw.',
  });
});

t.test('a link opens one report, without a token, for five minutes', async (t) => {
  const { id } = await ask();
  await writeReports(core, 1);
  const answer = await centre.get(`${reports()}/${id}/download-link`);
  const { pathname, origin } = new URL(answer.json<{ downloadLink: string }>().downloadLink);
  t.equal(origin, 'https://pasklaar.test');
  t.notOk(pathname.includes(String(id)));

  const file = await api.app.inject(pathname);
  t.equal(file.statusCode, 200);
  t.same(unzip(file.rawPayload), unzip((await centre.get(`${reports()}/${id}.zip`)).rawPayload));
  t.equal((await api.app.inject(`${pathname.slice(0, -1)}x`)).statusCode, 404);
  core.setNow('2026-11-20T10:05:01+01:00');
  t.equal((await api.app.inject(pathname)).statusCode, 404);
  core.setNow(NOVEMBER);
});

t.test('a report is kept for a week', async (t) => {
  const { id } = await ask({ startDate: '2026-08-05', endDate: '2026-10-31' });
  core.setNow('2026-11-27T10:00:01+01:00');

  await writeReports(core, 1);

  t.equal((await centre.get(`${reports()}/${id}`)).statusCode, 404);
  t.notMatch((await centre.get(reports())).body, String(id));
  core.setNow(NOVEMBER);
});

t.test('the reports of another organizer are not there', async (t) => {
  const { id } = await ask();
  const sports = api.as('lier-sports-desk');

  for (const path of ['', '/periods', `/${id}`, `/${id}.zip`, `/${id}/download-link`]) {
    const answer = await sports.get(`${reports()}${path}`);
    t.equal(answer.statusCode, 404);
    t.match(answer.json(), { type: 'https://api.publiq.be/probs/uitpas/organizer-not-found' });
  }
  t.equal((await sports.post(reports(), PERIOD)).statusCode, 404);
  const own = await sports.get(`${reports('sport')}/${id}`);
  t.equal(own.statusCode, 404);
  t.match(own.json(), { type: 'https://api.publiq.be/probs/uitpas/report-not-found' });
});

t.test('a period ends after it begins', async (t) => {
  const answer = await centre.post(reports(), { startDate: '2026-10-02', endDate: '2026-10-01' });

  t.equal(answer.statusCode, 400);
  t.match(answer.json(), { jsonPointer: '/endDate' });
});

t.test('what covers few sales stands on one line, and nothing gets lost', (t) => {
  const sale = (change: Partial<SoldTickets>): SoldTickets => ({
    month: '2026-10',
    event: 'Toneel',
    priceCents: 100,
    seller: 'Onthaal',
    means: 'cash',
    sold: 5,
    takenBack: 0,
    soldCents: 500,
    takenBackCents: 0,
    ...change,
  });

  t.same(
    joinSmall([
      sale({}),
      sale({ event: 'A', sold: 1, soldCents: 100 }),
      sale({ event: 'B', sold: 2, soldCents: 200, takenBack: 2, takenBackCents: 200 }),
    ]),
    [
      sale({}),
      sale({
        event: 'andere activiteiten',
        priceCents: 0,
        seller: null,
        means: null,
        sold: 3,
        soldCents: 300,
        takenBack: 2,
        takenBackCents: 200,
      }),
    ],
  );
  t.end();
});
