import assert from 'node:assert/strict';
import t from 'tap';
import { type ApiHolder, openApi } from '../fixtures/open-api.ts';

const TILL = 'lier-restaurant-till';
const api = await openApi(t);

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

t.test('a till that asks what cannot be hears the same of staff as of the poor', async (t) => {
  const impossible = [
    {},
    { allowance: 'tickets' },
    { allowance: 'nothing', amount: 3 },
    { amount: 2, toPayCents: 1 },
    { allowance: 'tickets', toPayCents: 5 },
  ];
  for (const asked of impossible) {
    const [first, ...others] = await Promise.all(
      [staff, poor, both].map((holder) => use(holder, asked)),
    );
    for (const other of others) t.same(other, first, JSON.stringify(asked));
    t.equal(first?.statusCode, 409, JSON.stringify(asked));
  }
});

t.test('whichever role the line names, the one that pays here pays', async (t) => {
  for (const holder of [staff, both]) {
    const paid = await use(holder, { amount: 450 });
    t.equal(paid.statusCode, 201, paid.body);
    const [line] = await linesOf(holder);
    t.match(JSON.parse(paid.body), { roleId: line?.roleId, allowance: 'voordeel', amount: 450 });
  }
  t.equal((await use(poor, { amount: 450 })).statusCode, 409);
});
