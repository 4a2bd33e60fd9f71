import assert from 'node:assert/strict';
import t from 'tap';
import { type ApiHolder, openApi } from '../fixtures/open-api.ts';
import { askPrice, ticketAt } from './api-desk.ts';

const TILL = 'lier-restaurant-till';
const api = await openApi(t);
const meal = await api.addEvent('restaurant', { regularPriceCents: 850, earnsPoints: false });

interface Line {
  readonly right: string;
  readonly roleId: string;
  readonly permit: boolean;
}

/** Somebody of Lier whom the till of the restaurant knows by «Voordeel» alone. */
async function addHolder({ isStaff = false, isPoor = false }): Promise<ApiHolder> {
  const holder = await api.addHolder();
  if (isStaff) {
    const badge = await api.as('lier-hr').post(`/passholders/${holder.passholderId}/roles`, {
      plugin: 'staff-card',
      role: 'badge',
      attributes: { staffNumber: holder.number, service: 'Sport', zones: ['stadhuis'] },
    });
    assert.equal(badge.statusCode, 201, badge.body);
  }
  if (isPoor) {
    const path = `/gomorpas/passholders/${holder.passholderId}`;
    const given = await api.as('lier-welfare').put(path, {
      ground: 'leefloon',
      benefits: ['meals'],
      validUntil: '2027-12-31',
    });
    assert.equal(given.statusCode, 200, given.body);
  }
  return holder;
}

async function linesOf({ number }: ApiHolder): Promise<Line[]> {
  const answer = await api.as(TILL).get(`/passes/${number}/rights`);
  return answer.json<{ rights: Line[] }>().rights.filter(({ right }) => right === 'voordeel');
}

async function mealFor({ number }: ApiHolder) {
  const asked = { number, eventId: meal };
  return ticketAt(await askPrice(api, TILL, asked), asked);
}

async function use(holder: ApiHolder, asked: object) {
  const [line] = await linesOf(holder);
  const { statusCode, body } = await api
    .as(TILL)
    .post(`/roles/${line?.roleId}/uses`, { card: holder.number, ...asked });
  return { statusCode, body };
}

const staff = await addHolder({ isStaff: true });
const poor = await addHolder({ isPoor: true });
const both = await addHolder({ isStaff: true, isPoor: true });

t.test('who is staff and poor has one line, as who is one of them', async (t) => {
  for (const holder of [staff, poor, both]) {
    t.match(await linesOf(holder), [{ permit: true }]);
    t.equal((await linesOf(holder)).length, 1);
  }
});

t.test('a till that tries to use the line hears the same of staff as of the poor', async (t) => {
  const tried = [
    {},
    { amount: 1 },
    { amount: 450 },
    { amount: 100, toPayCents: 850 },
    { allowance: 'tickets' },
    { allowance: 'meals', amount: 100 },
    { allowance: 'nothing', amount: 3 },
    { allowance: 'tickets', toPayCents: 5 },
  ];
  for (const asked of tried) {
    const [first, ...others] = await Promise.all(
      [staff, poor, both].map((holder) => use(holder, asked)),
    );
    for (const other of others) t.same(other, first, JSON.stringify(asked));
    t.equal(first?.statusCode, 409, JSON.stringify(asked));
  }
});

t.test('no part of a ticket is paid by the line of either', async (t) => {
  const refused = [];
  for (const holder of [staff, poor, both]) {
    const [line] = await linesOf(holder);
    const order = await mealFor(holder);
    const allowances = [{ roleId: line?.roleId, cents: 100 }];
    const answer = await api.as(TILL).post('/ticket-sales', [{ ...order, allowances }]);
    t.equal(answer.statusCode, 409, answer.body);
    refused.push(answer.body);
  }
  t.equal(new Set(refused).size, 1, refused.join('\n'));
});

t.test('what is used up of one shows as what nobody has', async (t) => {
  const eater = await addHolder({ isPoor: true });
  for (let eaten = 0; eaten < 20; eaten += 1) {
    const sold = await api.as(TILL).post('/ticket-sales', [await mealFor(eater)]);
    t.equal(sold.statusCode, 200, sold.body);
  }

  t.same(await linesOf(eater), []);
  t.match(await askPrice(api, TILL, { number: eater.number, eventId: meal }), { priceCents: 850 });
});
