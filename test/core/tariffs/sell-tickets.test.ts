import { randomUUID } from 'node:crypto';
import t from 'tap';
import { publishConfiguration } from '../../../core/municipalities/publish-configuration.ts';
import { MONEY_LAWS } from '../../../core/verify/money-laws.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import {
  addEvent,
  entriesOf,
  orderOf,
  refusalIn,
  rowCounts,
  sell,
  sharesOf,
  townsWhere,
} from './ticket-desk.ts';

type Counts = Awaited<ReturnType<typeof rowCounts>>;

/** How many rows a table has more. */
function grown(before: Counts, after: Counts, table: string): number {
  return (after[table] ?? 0) - (before[table] ?? 0);
}

const SOCIAL = { status: 'ACTIVE', endDate: null } as const;

t.test('selling tickets', async (t) => {
  const core = await openTestCore(
    t,
    townsWhere({
      club: { soldBy: ['library'] },
      restaurant: { accounts: { cash: 'city' }, defaultMeans: 'cash' },
    }),
  );
  const desk = testCaller(core, 'library');
  const centre = testCaller(core, 'cultural-centre');
  const play = await addEvent(core, 'cultural-centre');
  const game = await addEvent(core, 'club', { regularPriceCents: 1003 });
  const poor = { number: '0912345678903', chipNumber: '04A1B2C3D4E5F6' };
  await addHolder(core, { ...poor, social: SOCIAL });
  await addHolder(core, { number: '0912345678911' });
  const social = await orderOf(core, desk, { card: poor.number, eventId: play });
  const regular = await orderOf(core, desk, { card: '0912345678911', eventId: play });

  await t.test('vector 2: a social ticket at the own desk of the club', async (t) => {
    const club = testCaller(core, 'club');
    const [sold] = await sell(core, club, {
      tickets: [await orderOf(core, club, { card: poor.number, eventId: game })],
    });

    t.match(sold, { paidCents: 200, cardNumber: poor.number });
    t.same(await sharesOf(core, sold?.id ?? ''), { holder: 200, lier: 402, club: 401 });
    t.same(await entriesOf(core, [sold?.id ?? '']), ['lier>club 402 funding']);
  });

  await t.test('vector 3: a ticket of the centre sold at the library to a neighbour', async (t) => {
    const number = '0912345678929';
    await addHolder(core, { number, residence: 'nijlen', social: SOCIAL });
    const order = await orderOf(core, desk, { card: number, eventId: play });
    const [sold] = await sell(core, desk, { tickets: [order] });
    const fact = sold?.id ?? '';

    t.same(await sharesOf(core, fact), { holder: 200, nijlen: 400, 'cultural-centre': 400 });
    t.same(await entriesOf(core, [fact]), [
      'library>cultural-centre 200 collection',
      'nijlen>cultural-centre 400 funding',
    ]);
    const [row] = await core.asOwner(
      `select f.kind, m.slug, e.key as earner, s.key as seller, r.slug as residence, p.means,
              f.source, n.service_date::text as day, n.cost_centre
         from core.money_fact f
         join core.municipality m on m.id = f.municipality_id
         join core.party e on e.id = f.earner_id
         join core.organizer s on s.id = f.seller_id
         join core.municipality r on r.id = f.residence_id
         join core.payment p on p.money_fact_id = f.id
         join core.entry n on n.money_fact_id = f.id and n.kind = 'collection'
        where f.id = $1`,
      [fact],
    );
    t.match(row, {
      kind: 'ticket-sale',
      slug: 'lier',
      earner: 'cultural-centre',
      seller: 'library',
      residence: 'nijlen',
      means: 'card',
      source: 'social',
      day: '2026-11-20',
      cost_centre: 'bibliotheek',
    });
  });

  await t.test(
    'a holder without the social tariff makes as many rows as one with it',
    async (t) => {
      const counts = [];
      for (const order of [social, regular]) {
        const before = await rowCounts(core);
        await sell(core, desk, { tickets: [order] });
        const after = await rowCounts(core);
        counts.push(Object.keys(after).map((table) => [table, grown(before, after, table)]));
      }

      t.same(counts[0], counts[1]);
      t.same(Object.fromEntries(counts[0] ?? []), {
        ticket_sale: 1,
        money_fact: 1,
        payment: 1,
        share: 3,
        entry: 2,
        outbox: 1,
        command: 0,
      });
    },
  );

  await t.test('one request sells to several holders, and the same ticket twice', async (t) => {
    const sold = await sell(core, desk, { tickets: [social, social, regular] });

    t.same(
      sold.map(({ paidCents }) => paidCents),
      [200, 200, 1000],
    );
    t.equal(new Set(sold.map(({ id }) => id)).size, 3);
  });

  await t.test('one ticket that cannot be sold keeps the others from being sold', async (t) => {
    await addHolder(core, { number: '0912345678937' });
    const lost = await orderOf(core, desk, { card: '0912345678937', eventId: play });
    await core.asOwner("update core.card set status = 'BLOCKED' where number = $1", [lost.card]);
    const before = await rowCounts(core);

    t.match(await refusalIn(sell(core, desk, { tickets: [social, lost, regular] })), {
      name: 'invalid-card-status',
      at: '/1',
    });
    const unknown = { ...regular, card: '0000000000000' };
    t.match(await refusalIn(sell(core, desk, { tickets: [social, regular, unknown] })), {
      name: 'invalid-uitpasnumber',
      at: '/2',
    });
    t.match(
      await refusalIn(
        sell(core, desk, { tickets: [{ ...social, eventId: randomUUID() }, regular] }),
      ),
      {
        name: 'event-not-found',
        at: '/0',
      },
    );
    t.same(await rowCounts(core), before);
  });

  await t.test('a tariff is sold only to its holder, for its event, at its price', async (t) => {
    const other = await addEvent(core, 'cultural-centre');
    const bytes = Buffer.from(social.tariffId, 'base64url');
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    const wrong = [
      { ...social, card: regular.card },
      { ...social, eventId: other },
      { ...social, regularPriceCents: 999 },
      { ...social, tariffId: bytes.toString('base64url') },
      { ...social, tariffId: 'SOCIALTARIFF' },
    ];
    const before = await rowCounts(core);

    for (const order of wrong) {
      t.match(await refusalIn(sell(core, desk, { tickets: [regular, order] })), {
        name: 'tariff-invalid',
        at: '/1',
        nl: /opnieuw/,
      });
    }
    t.same(await rowCounts(core), before);
  });

  await t.test('a tariff is good for 96 hours', async (t) => {
    t.teardown(() => core.setNow('2026-11-20T10:00:00+01:00'));
    core.setNow('2026-11-24T10:00:00+01:00');
    t.match(await sell(core, desk, { tickets: [social] }), [{ paidCents: 200 }]);

    core.setNow('2026-11-24T10:00:01+01:00');
    t.match(await refusalIn(sell(core, desk, { tickets: [social] })), {
      name: 'tariff-expired',
      at: '/0',
      nl: /opnieuw/,
    });
  });

  await t.test('what was promised is honoured when the status has ended since', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678945', social: SOCIAL });
    const order = await orderOf(core, desk, { card: '0912345678945', eventId: play });
    await core.asOwner(
      "update core.social_status set status = 'SUSPENDED' where passholder_id = $1",
      [passholderId],
    );

    t.match(await sell(core, desk, { tickets: [order] }), [{ paidCents: 200 }]);
  });

  await t.test('a sale names the configuration by which its price was promised', async (t) => {
    const newer = townsWhere({ library: { soldBy: [] } });
    await publishConfiguration(core.orm, newer, core.now());
    const lier = newer.byKey('lier');
    if (!lier) throw new Error('no Lier');
    const [sold] = await sell(
      core,
      { ...desk, installation: newer, municipality: lier },
      { tickets: [social] },
    );

    const [row] = await core.asOwner<{ id: string }>(
      'select config_version_id as id from core.money_fact where id = $1',
      [sold?.id],
    );
    t.equal(row?.id, desk.municipality.version.id);
    t.not(row?.id, lier.version.id);
  });

  await t.test(
    'an event that is of another organizer by now is not sold for the wrong one',
    async (t) => {
      const moved = await addEvent(core, 'cultural-centre');
      const order = await orderOf(core, desk, { card: poor.number, eventId: moved });
      await sell(core, desk, { tickets: [order] });
      await core.asOwner(
        `update core.event set organizer_id = (
         select id from core.organizer where key = 'sport' and municipality_id =
           (select id from core.municipality where slug = 'lier')) where id = $1`,
        [moved],
      );

      t.match(await refusalIn(sell(core, desk, { tickets: [order] })), {
        name: 'event-not-found',
        at: '/0',
      });
    },
  );

  await t.test('any number of the card will do; the sale keeps that of the card', async (t) => {
    const spaced = { ...social, card: '0912 3456 78903' };
    const chip = { ...social, card: '04:a1:b2:c3:d4:e5:f6' };
    const sold = await sell(core, desk, { tickets: [spaced, chip] });

    t.same(
      sold.map(({ cardNumber }) => cardNumber),
      [poor.number, poor.number],
    );
  });

  await t.test('a holder whose card was replaced buys with the new one only', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678952' });
    const order = await orderOf(core, desk, { card: '0912345678952', eventId: play });
    await core.asOwner("update core.card set status = 'BLOCKED' where number = $1", [order.card]);
    await core.asOwner(
      `insert into core.card (card_system_id, id, number, status, passholder_id)
       values (1, gen_random_uuid(), '0912345678960', 'ACTIVE', $1)`,
      [passholderId],
    );

    t.match(await refusalIn(sell(core, desk, { tickets: [order] })), {
      name: 'invalid-card-status',
    });
    const sold = await sell(core, desk, { tickets: [{ ...order, card: '0912345678960' }] });
    t.match(sold, [{ cardNumber: '0912345678960', paidCents: 1000 }]);
  });

  await t.test('an old number that betrays poverty sells only where it may be read', async (t) => {
    await core.asOwner(
      `insert into core.card_alias (card_system_id, id, number, passholder_id, is_discreet)
       select 1, gen_random_uuid(), 'GOMOR77', passholder_id, true
         from core.card where number = $1`,
      [poor.number],
    );
    const order = { ...social, card: 'GOMOR77' };

    t.match(await refusalIn(sell(core, desk, { tickets: [order] })), {
      name: 'invalid-uitpasnumber',
    });
    const welfare = testCaller(core, 'welfare', { discreet: true });
    t.match(await sell(core, welfare, { tickets: [order] }), [{ cardNumber: poor.number }]);
  });

  await t.test('a pass of another region is refused by the name of that region', async (t) => {
    await addHolder(core, { number: '0912345678978', municipality: 'mechelen', cardSystemId: 2 });
    const order = { ...social, card: '0912345678978' };

    t.match(await refusalIn(sell(core, desk, { tickets: [order] })), {
      name: 'passholder-no-active-cardsystems',
      at: '/0',
      nl: 'Deze pas hoort bij Kaart 2.',
    });
  });

  await t.test('another town sells neither the event nor the tariff', async (t) => {
    const mechelen = testCaller(core, 'library', { municipality: 'mechelen' });
    const film = await addEvent(core, 'cinema', { municipality: 'mechelen' });

    t.match(await refusalIn(sell(core, mechelen, { tickets: [social] })), {
      name: 'event-not-found',
    });
    const moved = { ...social, eventId: film, card: '0912345678978' };
    t.match(await refusalIn(sell(core, mechelen, { tickets: [moved] })), { name: 'forbidden' });
    const cinema = testCaller(core, 'cinema', { municipality: 'mechelen' });
    t.match(await refusalIn(sell(core, cinema, { tickets: [moved] })), { name: 'tariff-invalid' });
  });

  await t.test('an organizer says who else may sell its events', async (t) => {
    const order = await orderOf(core, desk, { card: regular.card, eventId: game });
    t.match(await refusalIn(sell(core, centre, { tickets: [regular, order] })), {
      name: 'forbidden',
      at: '/1',
    });
    t.match(await sell(core, desk, { tickets: [order] }), [{ paidCents: 1003 }]);

    const neighbour = testCaller(core, 'library', { municipality: 'nijlen' });
    t.match(await refusalIn(sell(core, neighbour, { tickets: [order] })), { name: 'forbidden' });
    const [sold] = await sell(core, neighbour, { tickets: [regular] });
    const [row] = await core.asOwner<{ slug: string }>(
      `select m.slug from core.money_fact f join core.municipality m on m.id = f.municipality_id
        where f.id = $1`,
      [sold?.id],
    );
    t.equal(row?.slug, 'lier', 'the fact is of the town of the event');
  });

  await t.test('the money goes to the owner of the account of the seller', async (t) => {
    const restaurant = testCaller(core, 'restaurant');
    const [cash] = await sell(core, restaurant, { tickets: [regular] });
    const [card] = await sell(core, restaurant, { tickets: [regular], means: 'card' });

    t.same(await entriesOf(core, [cash?.id ?? '']), [
      'city>cultural-centre 1000 collection',
      'lier>cultural-centre 0 funding',
    ]);
    t.same(
      (await entriesOf(core, [card?.id ?? '']))[0],
      'restaurant>cultural-centre 1000 collection',
    );
  });

  await t.test('what is paid in cash at once is rounded once, as a fact of its own', async (t) => {
    const club = testCaller(core, 'club');
    const order = await orderOf(core, club, { card: regular.card, eventId: game });
    await sell(core, club, { tickets: [order, order, order, order], means: 'cash' });

    const rounding = await core.asOwner(
      `select f.price_cents, k.cents, k.means, o.key as owner, h.party_id, h.cents as borne,
              (select count(*)::int from core.entry e where e.money_fact_id = f.id) as entries
         from core.money_fact f
         join core.payment k on k.money_fact_id = f.id
         join core.party o on o.id = k.account_owner_id
         join core.share h on h.money_fact_id = f.id
        where f.kind = 'cash-rounding'
          and f.recorded_at = (select max(recorded_at) from core.money_fact)`,
    );
    t.match(rounding, [
      { price_cents: -2, cents: -2, means: 'cash', owner: 'club', party_id: null, entries: 0 },
    ]);
  });

  await t.test('a free ticket is a sale like any other', async (t) => {
    const open = await addEvent(core, 'cultural-centre', { regularPriceCents: 0 });
    const order = await orderOf(core, desk, { card: poor.number, eventId: open });

    t.match(await sell(core, desk, { tickets: [order] }), [{ paidCents: 0 }]);
  });

  await t.test('after all of it, the books are right', async (t) => {
    const verified = await verifyInstallation(core);
    const ofMoney = new Set(MONEY_LAWS.map(({ name }) => name));

    t.same(
      verified.filter(({ law, wrong }) => ofMoney.has(law) && wrong > 0),
      [],
    );
  });
});
