import t from 'tap';
import { DEMO_FOLDER } from '../../../core/boot/folders.ts';
import { readDemoTowns } from '../../../core/demo/read-demo-towns.ts';
import { seedDemo } from '../../../core/demo/seed-demo.ts';
import { askPrice, ticketAt } from '../../../test/api/api-desk.ts';
import { budgetsOf, CLUB, openTalents, YOUTH } from './open-talents.ts';

/*
 * The demo as it is shipped: Mechelen has talent tickets of 20, 20 and 10 euro, Lier has none.
 */

t.test('in the demo, a child of Mechelen pays a part of the judo with a ticket', async (t) => {
  const { api, giveBudgets, linesOf } = await openTalents(t);
  const towns = await readDemoTowns(DEMO_FOLDER, api.core.installation());
  const events = await seedDemo(api.core, towns);
  const mechelen = towns.find(({ municipality }) => municipality.key === 'mechelen');
  if (!mechelen) throw new Error('Mechelen is in the demo');
  const eventId = events.get(mechelen)?.get('judo') ?? '';
  const number = mechelen.demo.passes.find(({ who }) => /talent tickets/.test(who))?.number ?? '';

  await giveBudgets();

  t.same(
    (await linesOf(YOUTH, number)).map(({ remaining }) => remaining),
    [2000, 2000, 1000],
  );
  t.equal((await budgetsOf(api)).length, 1, 'and nobody else: not in Lier, and no grown-up');
  const [line] = await linesOf(CLUB, number);
  const ticket = ticketAt(await askPrice(api, CLUB, { number, eventId }), { number, eventId });
  const allowances = [{ roleId: line?.roleId, allowance: 'third', cents: 1000 }];
  const sold = await api.as(CLUB).post('/ticket-sales', [{ ...ticket, allowances }]);
  t.match(sold.json(), [{ toPayCents: 11_000 }]);
});
