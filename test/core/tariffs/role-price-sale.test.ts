import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Type } from 'typebox';
import type { PluginDefinition } from '../../../core/contract/plugin.ts';
import { municipalityId } from '../../../core/municipalities/installation.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addEvent, entriesOf, orderOf, sell, sharesOf } from './ticket-desk.ts';

/** A badge with which a meal costs 4 euro at most; HR pays the rest. */
const badges: PluginDefinition = {
  name: 'badges',
  title: { nl: 'Personeelskaart' },
  config: Type.Object({}),
  roles: {
    badge: {
      title: { nl: 'Personeelskaart' },
      visibility: 'hidden',
      outward: { name: 'advantage', title: { nl: 'Voordeel' } },
      owner: () => 'hr',
      shownTo: () => ['restaurant'],
      period: ({ from }) => ({ from, until: null }),
    },
  },
  rights: () => [{ right: 'badges:meal:eat' }],
  tariffs: (_facts, { event, regularPriceCents }) =>
    event.organizer === 'restaurant'
      ? [{ priceCents: Math.min(400, regularPriceCents), fundedBy: { hr: 1 } }]
      : [],
};

t.test(
  'vector 9: a staff meal costs 400 of 850, and HR owes the restaurant the rest',
  async (t) => {
    const core = await openTestCore(t, testInstallation([{ definition: badges, config: {} }]));
    const restaurant = testCaller(core, 'restaurant');
    const meal = await addEvent(core, 'restaurant', { regularPriceCents: 850 });
    const { passholderId } = await addHolder(core, { number: '0912345678903' });
    await core.asOwner(
      `insert into core.role
       (card_system_id, id, passholder_id, municipality_id, plugin, name, attributes, valid_from)
     values (1, $1, $2, $3, 'badges', 'badge', '{}', '2026-11-01')`,
      [randomUUID(), passholderId, municipalityId('lier')],
    );

    const order = await orderOf(core, restaurant, { card: '0912345678903', eventId: meal });
    const [sold] = await sell(core, restaurant, { tickets: [order] });
    const fact = sold?.id ?? '';

    t.equal(sold?.paidCents, 400);
    t.same(await sharesOf(core, fact), { holder: 400, hr: 450, lier: 0, restaurant: 0 });
    t.same(await entriesOf(core, [fact]), [
      'lier>restaurant 0 funding',
      'hr>restaurant 450 funding',
    ]);
    const roles = await core.asOwner(
      `select distinct f.source, e.plugin, e.role from core.money_fact f
       join core.entry e on e.money_fact_id = f.id where f.id = $1`,
      [fact],
    );
    t.same(roles, [{ source: 'badges:badge', plugin: 'badges', role: 'badge' }]);
    const wrong = (await verifyInstallation(core)).filter((one) => one.wrong > 0);
    t.same(wrong, []);
  },
);
