import { randomUUID } from 'node:crypto';
import t from 'tap';
import { openApi } from '../fixtures/open-api.ts';
import { askPrice, ticketAt } from './api-desk.ts';

/*
 * The meal budget of the staff of Lier, as the personnel service and the till of the canteen
 * meet it: 40 euro a month, of which the till names what it takes.
 */

const TILL = 'lier-canteen-till';

interface SeenLine {
  readonly right: string;
  readonly roleId: string;
  readonly remaining: number | null;
}

t.test('the meal budget of a member of staff', async (t) => {
  const api = await openApi(t);
  const { number, passholderId } = await api.addHolder();
  const meal = await api.addEvent('canteen', { regularPriceCents: 850, earnsPoints: false });
  const badge = await api.as('lier-hr').post(`/passholders/${passholderId}/roles`, {
    plugin: 'staff-card',
    role: 'badge',
    attributes: { staffNumber: 'D-1002', service: 'Sport', zones: [] },
  });
  const { id: badgeId } = badge.json<{ id: string }>();
  const ticket = async (allowances?: object[]) => {
    const price = await askPrice(api, TILL, { number, eventId: meal });
    return { ...ticketAt(price, { number, eventId: meal }), ...(allowances && { allowances }) };
  };
  const seenBy = async (client: string) => {
    const answer = await api.as(client).get(`/passes/${number}/rights`);
    return answer.json<{ rights: SeenLine[] }>().rights;
  };
  const [line] = await seenBy(TILL);
  const roleId = line?.roleId ?? '';

  await t.test('the personnel service sees what is left, the till a benefit', async (t) => {
    const rights = await seenBy('lier-hr');
    t.match(
      rights.find(({ right }) => right === 'staff-card:meal:pay'),
      {
        title: { nl: 'Maaltijdbudget' },
        permit: true,
        remaining: 4000,
      },
    );
    t.match(await seenBy(TILL), [{ right: 'voordeel', permit: true, remaining: null }]);
    t.not(roleId, badgeId, 'by an id of its own');
    const others = JSON.stringify(await seenBy('lier-library-desk'));
    for (const id of [roleId, badgeId]) t.notOk(others.includes(id));
  });

  await t.test(
    'a meal is paid with it in part: the shape of UiTPAS, and what is left',
    async (t) => {
      const allowances = [{ roleId, cents: 250 }];
      const order = await ticket(allowances);
      const key = randomUUID();
      const answer = await api.as(TILL).post('/ticket-sales?means=card', [order], { key });

      t.equal(answer.statusCode, 200, answer.body);
      const [sale] = answer.json<{ id: string }[]>();
      t.match(sale, {
        regularPrice: 8.5,
        tariff: { id: order.tariff.id, name: 'Tarief met pas', price: 4, type: 'COUPON' },
        allowances,
        toPayCents: 150,
      });
      const again = await api.as(TILL).post('/ticket-sales?means=card', [order], { key });
      t.same(again.json(), answer.json(), 'the same command is the same sale');
      const more = [{ ...order, allowances: [{ roleId, cents: 251 }] }];
      t.equal((await api.as(TILL).post('/ticket-sales?means=card', more, { key })).statusCode, 422);

      t.equal((await api.as(TILL).delete(`/ticket-sales/${sale?.id}`)).statusCode, 204);
      t.match(
        (await seenBy('lier-hr')).find(({ right }) => right === 'staff-card:meal:pay'),
        { remaining: 4000 },
        'cancelled, the cents are back',
      );
    },
  );

  await t.test('without an allowance the answer has no word of one', async (t) => {
    const answer = await api.as(TILL).post('/ticket-sales', [await ticket()]);
    const [sale] = answer.json<object[]>();
    t.same(Object.keys(sale ?? {}), [
      'id',
      'creationDate',
      'uitpasNumber',
      'eventId',
      'regularPrice',
      'tariff',
    ]);
    const none = await api.as(TILL).post('/ticket-sales', [await ticket([])]);
    t.same(Object.keys(none.json<object[]>()[0] ?? {}), Object.keys(sale ?? {}));
  });

  await t.test('what is wrong is pointed to, and nothing is sold', async (t) => {
    const before = await api.countRows();
    const wrong: [object, number, string, string][] = [
      [{ roleId, cents: 0 }, 400, 'body/invalid-data', '/0/allowances/0/cents'],
      [{ roleId, cents: 1.5 }, 400, 'body/invalid-data', '/0/allowances/0/cents'],
      [{ roleId }, 400, 'body/invalid-data', '/0/allowances/0'],
      [{ roleId: 'x', cents: 1 }, 400, 'body/invalid-data', '/0/allowances/0/roleId'],
      [{ roleId: randomUUID(), cents: 1 }, 400, 'role-not-found', '/0/allowances/0'],
      [{ roleId, cents: 401 }, 409, 'use-refused', '/0/allowances/0/cents'],
    ];
    for (const [allowance, status, type, pointer] of wrong) {
      const answer = await api.as(TILL).post('/ticket-sales', [await ticket([allowance])]);
      const problem = answer.json<{ type: string; status: number; jsonPointer?: string }>();
      t.equal(answer.statusCode, status, answer.body);
      t.equal(problem.status, status);
      t.ok(problem.type.endsWith(type), `${problem.type} is ${type}`);
      t.ok(problem.jsonPointer?.startsWith(pointer), `${problem.jsonPointer} is ${pointer}`);
      t.notMatch(JSON.stringify(problem), /staff|badge|personeel|maaltijd/i);
    }
    const many = Array.from({ length: 11 }, () => ({ roleId, cents: 1 }));
    const answer = await api.as(TILL).post('/ticket-sales', [await ticket(many)]);
    t.equal(answer.statusCode, 400);
    t.same(await api.countRows(), before);
  });

  await t.test('who says what is to pay is paid no more than that', async (t) => {
    const use = (amount: number, toPayCents: number) =>
      api.as(TILL).post(`/roles/${roleId}/uses`, { card: number, amount, toPayCents });
    const before = await api.countRows();

    const dear = await use(301, 300);
    t.equal(dear.statusCode, 409, dear.body);
    t.match(dear.json(), {
      reason: { code: 'more-than-to-pay' },
      toPayCents: 300,
      jsonPointer: '/amount',
    });
    t.equal((await use(300, -1)).statusCode, 400);
    t.same(await api.countRows(), before);
  });

  await t.test(
    'a coffee is paid with it at the till, and next month it is whole again',
    async (t) => {
      const use = (client: string, amount: number) =>
        api.as(client).post(`/roles/${roleId}/uses`, { card: number, amount });

      const coffee = await use(TILL, 3900);
      t.equal(coffee.statusCode, 201, coffee.body);
      t.match(coffee.json(), {
        allowance: 'voordeel',
        unit: 'cent',
        amount: 3900,
        remaining: null,
      });
      const dear = await use(TILL, 101);
      t.equal(dear.statusCode, 409);
      t.match(dear.json(), { reason: { code: 'voordeel', nl: 'Nu niet.' } });
      t.notMatch(dear.body, /remaining|maaltijd/);
      t.equal((await use('lier-sports-desk', 100)).statusCode, 404);

      api.core.setNow('2026-12-01T00:00:01+01:00');
      t.equal((await use(TILL, 101)).statusCode, 201);
      t.match(
        (await seenBy('lier-hr')).find(({ right }) => right === 'staff-card:meal:pay'),
        { remaining: 3899 },
      );
    },
  );
});
