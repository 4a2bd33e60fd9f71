import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Type } from 'typebox';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { municipalityId } from '../../../core/municipalities/installation.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addEvent, orderOf, refusalIn, sell } from './ticket-desk.ts';

/** Meals for 4 euro, as many in a month as the attributes of the role say. */
const meals = definePlugin({
  name: 'meals',
  title: { nl: 'Maaltijden' },
  config: Type.Object({}),
  roles: {
    eater: {
      title: { nl: 'Maaltijden' },
      visibility: 'hidden',
      outward: { name: 'voordeel', title: { nl: 'Voordeel' } },
      owner: () => 'welfare',
      attributes: Type.Object({ till: Type.String(), number: Type.Integer() }),
      shownTo: (_config, given?: { till: string }) => (given ? [given.till] : ['restaurant']),
      oneForEach: 'till',
      period: ({ from }) => ({ from, until: null }),
      allowances: {
        tickets: {
          unit: 'turn',
          title: { nl: 'Tickets' },
          amount: (_config, given?: { number: number }) => given?.number ?? 0,
          period: () => 'MONTH',
          takenByTicket: true,
          usedUp: { nl: 'Op.' },
        },
      },
    },
  },
  rights: () => [{ right: 'meals:meal:eat', allowance: 'tickets' }],
  tariffs: ({ role }, { event, regularPriceCents }) =>
    (role.attributes as { till: string }).till === event.organizer
      ? [{ priceCents: Math.min(400, regularPriceCents), fundedBy: { welfare: 1 } }]
      : [],
}).definition as unknown as PluginDefinition;

const core = await openTestCore(t, testInstallation([{ definition: meals, config: {} }]));
const restaurant = testCaller(core, 'restaurant');
const meal = await addEvent(core, 'restaurant', { regularPriceCents: 1200 });
let cards = 0;

async function addEater(number: number, till = 'restaurant', eventId = meal) {
  cards += 1;
  const card = `090000000000${cards}`;
  const { passholderId } = await addHolder(core, { number: card });
  const id = randomUUID();
  await core.asOwner(
    `insert into core.role
       (card_system_id, id, passholder_id, municipality_id, plugin, name, attributes, valid_from)
     values (1, $1, $2, $3, 'meals', 'eater', $4, '2026-11-01')`,
    [id, passholderId, municipalityId('lier'), JSON.stringify({ till, number })],
  );
  const order = () => orderOf(core, testCaller(core, till), { card, eventId });
  const used = async () => {
    const [count] = await core.asOwner<{ used: number }>(
      'select coalesce(sum(used), 0)::int as used from core.allowance where role_id = $1',
      [id],
    );
    return count?.used;
  };
  return { id, order, used };
}

t.test('a ticket takes one, and the same command takes it once', async (t) => {
  const { order, used } = await addEater(2);
  const ticket = await order();
  const command = { key: randomUUID(), hash: 'sale' };

  const [sold] = await sell(core, restaurant, { tickets: [ticket], command });
  await sell(core, restaurant, { tickets: [ticket], command });

  t.equal(sold?.paidCents, 400);
  t.equal(await used(), 1);
});

t.test('more tickets than are left are refused together', async (t) => {
  const { order, used } = await addEater(2);
  const ticket = await order();

  t.match(await refusalIn(sell(core, restaurant, { tickets: [ticket, ticket, ticket] })), {
    name: 'tariff-invalid',
    at: '/2',
  });
  t.equal(await used(), 0);
  t.equal((await sell(core, restaurant, { tickets: [ticket, ticket] })).length, 2);
  t.match(await refusalIn(sell(core, restaurant, { tickets: [ticket] })), {
    name: 'tariff-invalid',
  });
  const [sold] = await sell(core, restaurant, { tickets: [await order()] });
  t.equal(sold?.paidCents, 1200, 'at the price of anybody');
});

t.test('a promise does not outlive its role', async (t) => {
  const { id, order } = await addEater(2);
  const ticket = await order();
  await core.asOwner("update core.role set valid_until = '2026-11-19' where id = $1", [id]);

  t.match(await refusalIn(sell(core, restaurant, { tickets: [ticket] })), {
    name: 'tariff-invalid',
  });
});

t.test('who may not sell the event asks the database nothing of the card', async (t) => {
  const film = await addEvent(core, 'cinema', { regularPriceCents: 800 });
  const { order, used } = await addEater(2, 'cinema', film);
  const ticket = await order();
  const library = testCaller(core, 'library');
  const asked: unknown[] = [];
  const { pool } = core;
  const watched = new Proxy(pool, {
    get(target, name: keyof typeof pool) {
      if (name !== 'query') return Reflect.get(target, name) as unknown;
      return (question: { name?: string }) => {
        asked.push(question.name);
        return target.query(question as never);
      };
    },
  });

  t.match(await refusalIn(sell({ ...core, pool: watched }, library, { tickets: [ticket] })), {
    name: 'forbidden',
  });
  t.notOk(
    asked.some((name) => String(name).includes('read_card')),
    asked.join(),
  );
  t.equal(await used(), 0);
});

t.test('the books keep their laws', async (t) => {
  t.same(
    (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0),
    [],
  );
});
