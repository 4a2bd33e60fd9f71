import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import t from 'tap';
import { createApp } from '../../../core/app.ts';
import { billingRoutes } from '../../../core/billing/billing.routes.ts';
import { rightsRoutes } from '../../../core/rights/rights.routes.ts';
import { Installation, organizerId } from '../../../core/municipalities/installation.ts';
import { ticketSaleRoutes } from '../../../core/tariffs/ticket-sale.routes.ts';
import { newPassNumber } from '../../fixtures/open-api.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { call, client, makeIssuer } from '../http/open-app.ts';
import { addEvent } from './ticket-desk.ts';

const SELL = ['RIGHTS_READ', 'TICKETSALES_REGISTER'];
const clients = {
  desk: client({ organizers: ['library', 'uit'], permissions: SELL }),
  centre: client({ organizers: ['cultural-centre'], permissions: SELL }),
  kiosk: client({ organizers: ['library'], permissions: ['RIGHTS_READ'] }),
  finance: client({ organizers: ['uit'], permissions: ['BILLING_ENTRIES_READ'] }),
  director: client({
    organizers: ['uit'],
    permissions: ['BILLING_ENTRIES_READ', 'BILLING_FACTS_READ'],
  }),
  snoop: client({ organizers: ['uit'], permissions: ['BILLING_FACTS_READ'] }),
  department: client({
    organizers: ['cultural-centre'],
    permissions: ['BILLING_DEPARTMENT_READ'],
  }),
};

t.test('ticket sales and billing over HTTP', async (t) => {
  const towns = new Installation([activeMunicipality(townConfig('lier', 1, { clients }))]);
  const core = await openTestCore(t, towns);
  const issuer = await makeIssuer();
  const pluginsFolder = `${t.testdir()}/none`;
  fs.mkdirSync(pluginsFolder, { recursive: true });
  const app = await createApp(
    core,
    {
      issuer,
      publicUrl: 'https://pasklaar.test',
      version: '0.0.0',
      pluginsFolder: pathToFileURL(`${pluginsFolder}/`),
      log: { level: 'silent' },
    },
    [rightsRoutes, ticketSaleRoutes, billingRoutes],
  );
  t.teardown(() => app.close());
  const ask = async (who: keyof typeof clients, request: Parameters<typeof call>[2]) =>
    call(app, await issuer.tokenFor(who), request);
  const sell = async (
    who: keyof typeof clients,
    payload: object,
    { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
  ) => ask(who, { method: 'POST', url: `/api/ticket-sales${query}`, payload, headers });

  const play = await addEvent(core, 'cultural-centre', { regularPriceCents: 1003 });
  const social = { status: 'ACTIVE', endDate: null } as const;
  await addHolder(core, { number: '0912345678903', social });
  await addHolder(core, { number: '0912345678911' });
  const orderFor = async (card: string) => {
    const answer = await ask('desk', `/api/passes/${card}/rights?eventId=${play}`);
    const { price } = answer.json<{ price: { tariffId: string } }>();
    return {
      uitpasNumber: card,
      eventId: play,
      regularPrice: 10.03,
      tariff: { id: price.tariffId },
    };
  };
  const order = await orderFor('0912345678903');
  const plain = await orderFor('0912345678911');

  await t.test('a sale is answered in the shape of UiTPAS, by a neutral tariff', async (t) => {
    const sent = { ...order, regularPriceLabel: 'Volwassenen', passholder: { name: 'ignored' } };
    const answer = await sell('desk', [sent]);

    t.equal(answer.statusCode, 200);
    const [sale] = answer.json<{ id: string }[]>();
    t.same(sale, {
      id: sale?.id,
      creationDate: '2026-11-20T09:00:00.000Z',
      uitpasNumber: '0912345678903',
      eventId: play,
      regularPrice: 10.03,
      regularPriceLabel: 'Volwassenen',
      tariff: { id: order.tariff.id, name: 'Tarief met pas', price: 2, type: 'COUPON' },
    });
  });

  await t.test('but for the price, nobody sees which holder has the social tariff', async (t) => {
    const [poor, other] = [await sell('desk', [order]), await sell('desk', [plain])];
    const masked = ({ body }: { body: string }): string =>
      body
        .replace(/"price":[0-9.]+/, '"price":0')
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
        .replace(/"uitpasNumber":"[0-9]+"/, '"uitpasNumber":""')
        .replace(/"id":"[\w-]{100,}"/, (tariff) => `${tariff.length}`);

    t.equal(masked(poor), masked(other));
    t.same(Object.keys(poor.headers), Object.keys(other.headers));
  });

  await t.test('what is wrong is pointed to, and nothing is sold', async (t) => {
    const wrong: [object, string, string | undefined][] = [
      [[order, { ...order, regularPrice: 1.005 }], 'body/invalid-data', '/1/regularPrice'],
      [[{ ...order, regularPrice: '10.03' }], 'body/invalid-data', '/0/regularPrice'],
      [[{ ...order, regularPrice: -1 }], 'body/invalid-data', '/0/regularPrice'],
      [[{ ...order, regularPrice: 10.04 }], '/problems/tariff-invalid', '/0'],
      [[order, { ...order, uitpasNumber: '1' }], 'uitpas/invalid-uitpasnumber', '/1'],
      [[{ ...order, eventId: randomUUID() }], 'uitpas/event-not-found', '/0'],
      [[], 'body/invalid-data', undefined],
      [Array.from({ length: 101 }, () => order), 'body/invalid-data', undefined],
    ];
    for (const [payload, type, pointer] of wrong) {
      const answer = await sell('desk', payload);
      const problem = answer.json<{ type: string; status: number; jsonPointer?: string }>();
      t.equal(answer.statusCode, 400, type);
      t.ok(problem.type.endsWith(type), `${problem.type} is ${type}`);
      if (pointer !== undefined) t.equal(problem.jsonPointer, pointer);
      t.notMatch(JSON.stringify(problem), /kansentarief|social/i);
    }
    const [row] = await core.asOwner<{ sales: number }>(
      'select count(*)::int as sales from core.ticket_sale',
    );
    t.equal(row?.sales, 3);
  });

  await t.test('a sale needs its permission, and an organizer of its own', async (t) => {
    t.equal((await sell('kiosk', [order])).statusCode, 403);
    const uit = organizerId('lier', 'uit');
    t.equal(
      (await sell('desk', [order], { query: `?organizerId=${uit}&means=online` })).statusCode,
      200,
    );
    const sport = organizerId('lier', 'sport');
    t.equal((await sell('desk', [order], { query: `?organizerId=${sport}` })).statusCode, 403);
    t.equal((await sell('desk', [order], { query: '?means=barter' })).statusCode, 400);
    const rows = await core.asOwner(
      `select o.key, p.means from core.money_fact f
         join core.organizer o on o.id = f.seller_id
         join core.payment p on p.money_fact_id = f.id where o.key = 'uit'`,
    );
    t.same(rows, [{ key: 'uit', means: 'online' }]);
  });

  await t.test('a key makes a repeated request the same sale', async (t) => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await sell('desk', [order], { headers });
    const again = await sell('desk', [order], { headers });

    t.same(again.json(), first.json());
    t.equal((await sell('desk', [plain], { headers })).statusCode, 422);
  });

  await t.test('a sale is cancelled once, by who may', async (t) => {
    const [sale] = (await sell('desk', [order])).json<{ id: string }[]>();
    const cancel = (who: keyof typeof clients, id = sale?.id ?? '') =>
      ask(who, { method: 'DELETE', url: `/api/ticket-sales/${id}` });

    t.equal((await cancel('kiosk')).statusCode, 403);
    t.equal((await cancel('desk', randomUUID())).statusCode, 404);
    const done = await cancel('centre');
    t.equal(done.statusCode, 204);
    t.equal(done.body, '');
    const second = await cancel('centre');
    t.match(second.json(), {
      status: 404,
      type: 'https://api.publiq.be/probs/uitpas/ticket-sale-not-found',
    });
  });

  await t.test('finance lists entries, and opens a fact by a second permission', async (t) => {
    const listed = await ask('finance', '/api/billing/entries?kind=refund&limit=5');
    t.equal(listed.statusCode, 200);
    const { totalItems, member } = listed.json<{ totalItems: number; member: { id: string }[] }>();
    t.equal(totalItems, 1);
    t.same(member, [
      {
        id: member[0]?.id,
        month: '2026-11',
        debtor: { key: 'library', municipality: 'lier', name: 'Bibliotheek' },
        creditor: { key: 'cultural-centre', municipality: 'lier', name: 'Cultuurcentrum' },
        kind: 'refund',
        cents: 200,
        role: null,
      },
    ]);

    const fact = (reason: string) =>
      `/api/billing/entries/${member[0]?.id}/fact?reason=${encodeURIComponent(reason)}`;
    t.equal((await ask('finance', fact('controle van november'))).statusCode, 403);
    t.equal((await ask('snoop', fact('controle van november'))).statusCode, 403);
    t.equal((await ask('director', fact('zomaar'))).statusCode, 400);
    t.equal((await ask('director', fact(' '.repeat(20)))).statusCode, 400);
    const opened = await ask('director', fact('controle van november'));
    t.equal(opened.statusCode, 200);
    t.match(opened.json(), { kind: 'reversal', priceCents: -1003, passholderId: String });
    t.equal((await ask('desk', '/api/billing/entries')).statusCode, 403);
  });

  await t.test('a department has its sums, without person, event or moment', async (t) => {
    t.equal((await ask('finance', '/api/billing/sums')).statusCode, 403);
    const running = await ask('department', '/api/billing/sums');
    t.same(running.json<{ member: unknown[] }>().member, [], 'not of the month that runs');

    for (let sold = 0; sold < 5; sold += 1) {
      const number = newPassNumber();
      await addHolder(core, { number });
      t.equal((await sell('desk', [await orderFor(number)])).statusCode, 200);
    }
    await core.asOwner("update core.entry set month = '2026-10-01'");
    const sums = await ask('department', '/api/billing/sums');

    t.equal(sums.statusCode, 200);
    const { member } = sums.json<{ member: Record<string, unknown>[] }>();
    t.match(member, [{ month: '2026-10', role: null, carriedFrom: null }]);
    t.same(Object.keys(member[0] ?? {}), ['month', 'role', 'cents', 'carriedFrom']);
  });
});
