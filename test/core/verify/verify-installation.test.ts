import { randomUUID } from 'node:crypto';
import t from 'tap';
import { createEvent } from '../../../core/events/create-event.ts';
import { municipalityId } from '../../../core/municipalities/installation.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { deleteCheckIn } from '../../../core/points/delete-check-in.ts';
import { cancelSale } from '../../../core/tariffs/cancel-sale.ts';
import {
  concludeProofs,
  LAWS,
  verifyInstallation,
} from '../../../core/verify/verify-installation.ts';
import { addHolder, openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { takeRewards } from '../rewards/reward-desk.ts';
import { addEvent, orderOf, sell } from '../tariffs/ticket-desk.ts';

const [CARD, OTHER_CARD] = ['0912345678903', '0912345678911'];

/** A town in which everything happened once: what a broken row is put into. */
async function openTown(t: Parameters<typeof openTestCore>[0]): Promise<TestCore> {
  const core = await openTestCore(t, testInstallation());
  const library = testCaller(core, 'library');
  const social = { status: 'ACTIVE', endDate: null } as const;
  const { passholderId } = await addHolder(core, { number: CARD, social });
  await addHolder(core, { number: OTHER_CARD, chipNumber: '04A1B2C3D4E5F6' });
  await addHolder(core, { number: '0912345678978', municipality: 'mechelen', cardSystemId: 2 });

  const play = await addEvent(core, 'cultural-centre');
  const order = await orderOf(core, library, { card: CARD, eventId: play });
  const [, cancelled] = await sell(core, library, { tickets: [order, order], means: 'cash' });
  const centre = testCaller(core, 'cultural-centre');
  await cancelSale(core, centre, { id: cancelled?.id ?? '', command: NO_KEY });

  const { id: eventId } = await createEvent(core, library, { event: STORIES, command: NO_KEY });
  const tap = { card: CARD, eventId, command: NO_KEY };
  await checkIn(core, library, tap);
  const { saved } = await checkIn(core, library, tap);
  await deleteCheckIn(core, library, { id: saved.checkInId, command: NO_KEY });
  await addTurnCard(core, passholderId);
  await core.asOwner(
    `insert into core.settlement (card_system_id, id, municipality_id, plugin, about)
     values (1, gen_random_uuid(), $1, 'sport', 'lesson/1')`,
    [municipalityId('lier')],
  );
  await core.asOwner(SETTLE);
  await takeRewards(core, { passholderId, card: CARD, eventId });
  return core;
}

/** Something that was settled, and came to nothing. */
const SETTLE = `
  insert into core.money_fact
    (card_system_id, id, kind, municipality_id, price_cents, earner_id, source, config_version_id,
     settlement_id, happened_at)
  select f.card_system_id, gen_random_uuid(), 'settlement', f.municipality_id, 0, f.earner_id,
         'regular', f.config_version_id, s.id, f.happened_at
    from core.money_fact f, core.settlement s where f.kind = 'ticket-sale' limit 1`;

const STORIES = {
  title: 'Voorleesuurtje',
  regularPriceCents: 0,
  placeId: null,
  calendar: { type: 'PERMANENT' },
  earnsPoints: true,
  points: 1,
  limit: null,
  marginMinutes: 60,
} as const;

async function addTurnCard(core: TestCore, passholderId: string): Promise<void> {
  const [role, allowance] = [randomUUID(), randomUUID()];
  await core.asOwner(
    `insert into core.role
       (card_system_id, id, passholder_id, municipality_id, plugin, name, attributes, valid_from)
     values (1, $1, $2, $3, 'sport', 'turn-card', '{}', '2026-11-20')`,
    [role, passholderId, municipalityId('lier')],
  );
  await core.asOwner(
    `insert into core.role_event
       (card_system_id, id, role_id, version, kind, valid_from, grants, config_version_id,
        happened_at)
     select 1, gen_random_uuid(), $1, 1, 'issued', '2026-11-20', '{"turns": 10}', v.id, now()
       from core.config_version v where v.municipality_id = $2`,
    [role, municipalityId('lier')],
  );
  await core.asOwner(
    `insert into core.allowance (card_system_id, id, role_id, key, unit, granted, used, valid_from)
     values (1, $1, $2, 'turns', 'turn', 10, 3, '2026-11-20')`,
    [allowance, role],
  );
  await core.asOwner(
    `insert into core.allowance_use
       (card_system_id, id, allowance_id, amount, remaining, happened_at)
     select 1, gen_random_uuid(), $1, amount, 7, now() from unnest(array[4, -1]) amount`,
    [allowance],
  );
  // A budget, of which each calendar has one period that was begun.
  await core.asOwner(
    `insert into core.allowance
       (card_system_id, id, role_id, key, unit, period, granted, valid_from, valid_until)
     select 1, gen_random_uuid(), $1, 'budget', 'cent', p.kind, 500, p.first::date, p.last::date
       from (values ('ABSOLUTE', '1000-01-01', null), ('DAY', '2026-11-20', '2026-11-20'),
                    ('WEEK', '2026-11-16', '2026-11-22'), ('MONTH', '2026-11-01', '2026-11-30'),
                    ('QUARTER', '2026-10-01', '2026-12-31'),
                    ('YEAR', '2026-01-01', '2026-12-31')) p (kind, first, last)`,
    [role],
  );
}

interface Damage {
  /** The laws that it breaks. */
  readonly laws: readonly string[];
  readonly plant: string;
  readonly repair: string;
  /** What kind of row is named; the first one. */
  readonly first: RegExp;
}

const SALE =
  "(select id from core.money_fact where kind = 'ticket-sale' and id in (select id from core.ticket_sale where cancelled_at is null))";
const CANCELLED = '(select id from core.ticket_sale where cancelled_at is not null)';
const REVERSAL =
  '(select id from core.money_fact where reverses_id in (select id from core.ticket_sale))';
const BALANCE = 'for every party, the holder too, cash and entries are revenue less share';

/** The reward of points that is not cancelled, and the lot that paid for it. */
const TAKEN = `(select id from core.redemption where cancelled_at is null and points > 0)`;
const LOT = `(select max(lot_id::text)::uuid from core.points_lot_use u join core.redemption d
               on d.posting_id = u.posting_id where d.id = ${TAKEN})`;
const PAID = `(select posting_id from core.redemption where id = ${TAKEN})`;
const FUNDED = `(select money_fact_id from core.redemption where id = ${TAKEN})`;

const DAMAGES: readonly Damage[] = [
  {
    laws: ['of what was settled one fact stands at most'],
    plant: SETTLE,
    repair: `delete from core.money_fact where id in (
               select id from core.money_fact where kind = 'settlement' limit 1)`,
    first: /^settlement /,
  },
  {
    laws: ['an earning is one lot of its account'],
    plant: `update core.points_lot set earned_at = earned_at + interval '1 day' where id = ${LOT}`,
    repair: `update core.points_lot set earned_at = earned_at - interval '1 day' where id = ${LOT}`,
    first: /^posting /,
  },
  {
    laws: [
      'what remains of a lot is what was earned less its uses',
      'the lots of an account hold its balance',
    ],
    plant: `update core.points_lot set remaining = remaining + 1 where id = ${LOT}`,
    repair: `update core.points_lot set remaining = remaining - 1 where id = ${LOT}`,
    first: /^lot /,
  },
  {
    laws: [
      'a posting took from lots, or gave back to them, as many points as it moved',
      'what remains of a lot is what was earned less its uses',
    ],
    plant: `update core.points_lot_use set points = points + 1 where lot_id = ${LOT}
               and posting_id = ${PAID}`,
    repair: `update core.points_lot_use set points = points - 1 where lot_id = ${LOT}
               and posting_id = ${PAID}`,
    first: /^posting /,
  },
  {
    laws: ['a reversal of points moves all of what it reverses the other way'],
    plant: `update core.points_posting set from_account_id = (
              select id from core.points_account where kind = 'expired')
             where kind = 'reverse' and from_account_id = (
              select id from core.points_account where kind = 'redeemed')`,
    repair: `update core.points_posting set from_account_id = (
              select id from core.points_account where kind = 'redeemed')
             where kind = 'reverse' and from_account_id = (
              select id from core.points_account where kind = 'expired')`,
    first: /^posting /,
  },
  {
    laws: ['the units of a reward that are taken are its redemptions, within its stock'],
    plant: `update core.reward set redeemed_units = redeemed_units + 1 where type = 'POINTS'`,
    repair: `update core.reward set redeemed_units = redeemed_units - 1 where type = 'POINTS'`,
    first: /^reward /,
  },
  {
    laws: ['a redemption cost its points once, and gave them back once it was cancelled'],
    plant: `update core.redemption set points = points + 1 where id = ${TAKEN}`,
    repair: `update core.redemption set points = points - 1 where id = ${TAKEN}`,
    first: /^redemption /,
  },
  {
    laws: [
      'points are redeemed for a reward, and for one only',
      'a redemption cost its points once, and gave them back once it was cancelled',
    ],
    plant: `update core.redemption set client_id = posting_id::text, posting_id = null
             where id = ${TAKEN}`,
    repair: `update core.redemption set posting_id = client_id::uuid where id = ${TAKEN}`,
    first: /^posting /,
  },
  {
    laws: ['the money of a redemption is of the same holder, and is reversed once it is cancelled'],
    plant: `update core.money_fact set passholder_id = null where id = ${FUNDED}`,
    repair: `update core.money_fact f set passholder_id = d.passholder_id from core.redemption d
              where d.money_fact_id = f.id and f.id = ${FUNDED}`,
    first: /^redemption /,
  },
  {
    laws: ['every fact of a redemption has its redemption'],
    plant: `update core.redemption set client_id = money_fact_id::text, money_fact_id = null
             where id = ${TAKEN}`,
    repair: `update core.redemption set money_fact_id = client_id::uuid where id = ${TAKEN}`,
    first: /^fact /,
  },
  {
    laws: ['a welcome was granted to who took it, and is taken once'],
    plant: `update core.reward_grant g set passholder_id = (
              select h.id from core.passholder h
               where h.card_system_id = 1 and h.id <> g.passholder_id limit 1)`,
    repair: `update core.reward_grant g set passholder_id = (
              select d.passholder_id from core.redemption d where d.reward_id = g.reward_id)`,
    first: /^redemption /,
  },
  {
    laws: ['the shares of a fact make its price', BALANCE],
    plant: `update core.share set cents = cents + 1 where money_fact_id = ${SALE} and cents = 400
            and party_id in (select id from core.party where kind = 'municipality')`,
    repair: `update core.share set cents = 400 where cents = 401`,
    first: /^fact /,
  },
  {
    laws: ['a party has one share of a fact'],
    plant: `insert into core.share
            select card_system_id, gen_random_uuid(), money_fact_id, party_id, 0
            from core.share where money_fact_id = ${SALE} and party_id is not null limit 1`,
    repair: `delete from core.share where cents = 0`,
    first: /^fact /,
  },
  {
    laws: [BALANCE],
    plant: `update core.entry set cents = 401 where money_fact_id = ${SALE} and cents = 400`,
    repair: `update core.entry set cents = 400 where cents = 401`,
    first: /^fact /,
  },
  {
    laws: ['nobody pays himself'],
    plant: `insert into core.payment
            select card_system_id, gen_random_uuid(), money_fact_id, account_owner_id,
                   account_owner_id, means, 7
              from core.payment where money_fact_id = ${SALE}`,
    repair: `delete from core.payment where cents = 7`,
    first: /^payment /,
  },
  {
    laws: ['the configuration by which a fact was decided is kept'],
    plant: `update core.money_fact set plugin = config_version_id::text,
                   config_version_id = gen_random_uuid() where id = ${SALE}`,
    repair: `update core.money_fact set config_version_id = plugin::uuid, plugin = null
              where id = ${SALE}`,
    first: /^fact /,
  },
  {
    laws: ['a reversal takes a whole fact back, and is never taken back'],
    plant: `update core.money_fact set plugin = passholder_id::text, passholder_id = null
             where id = ${REVERSAL}`,
    repair: `update core.money_fact set passholder_id = plugin::uuid, plugin = null
              where id = ${REVERSAL}`,
    first: /^fact /,
  },
  {
    laws: ['the shares of a reversal are the negatives of what it reverses', BALANCE],
    plant: `update core.share set cents = case when party_id is null then -199 else -401 end
             where money_fact_id = ${REVERSAL} and (party_id is null or party_id in
               (select id from core.party where kind = 'municipality'))`,
    repair: `update core.share set cents = case when party_id is null then -200 else -400 end
              where money_fact_id = ${REVERSAL}`,
    first: /^fact /,
  },
  {
    laws: ['the payments of a reversal are those negatives, and what the giver is paid back'],
    plant: `update core.payment set means = 'online'
             where money_fact_id = ${REVERSAL} and payer_id is null`,
    repair: `update core.payment set means = 'cash'
              where money_fact_id = ${REVERSAL} and payer_id is null`,
    first: /^fact /,
  },
  {
    laws: ['the entries of a reversal are those negatives, each of its kind, and refunds'],
    plant: `update core.entry set kind = 'refund'
             where money_fact_id = ${REVERSAL} and kind = 'funding'`,
    repair: `update core.entry set kind = 'funding'
              where money_fact_id = ${REVERSAL} and kind = 'refund' and cents < 0`,
    first: /^fact /,
  },
  {
    laws: ['a ticket sale and its fact have the same holder, price and payment'],
    plant: `update core.ticket_sale set price_cents = 201 where id = ${SALE}`,
    repair: `update core.ticket_sale set price_cents = 200 where id = ${SALE}`,
    first: /^ticket sale /,
  },
  {
    laws: ['every fact of a ticket has its sale'],
    plant: `insert into core.money_fact (card_system_id, id, kind, municipality_id, price_cents,
              earner_id, source, config_version_id, plugin, happened_at)
            select card_system_id, gen_random_uuid(), kind, municipality_id, 0, earner_id, source,
                   config_version_id, 'planted', happened_at
              from core.money_fact where id = ${SALE}`,
    repair: `delete from core.money_fact where plugin = 'planted'`,
    first: /^fact /,
  },
  {
    laws: ['a ticket sale is cancelled when its fact is reversed, and only then'],
    plant: `update core.ticket_sale set cancelled_at = '2020-01-01' where cancelled_at is null`,
    repair: `update core.ticket_sale set cancelled_at = null where cancelled_at = '2020-01-01'`,
    first: /^ticket sale /,
  },
  {
    laws: [
      'the balance of points is what was earned less what was taken, and never negative',
      'the lots of an account hold its balance',
    ],
    plant: `update core.points_account set balance = balance + 40 where balance > 0`,
    repair: `update core.points_account set balance = balance - 40 where balance > 0`,
    first: /^points account /,
  },
  {
    laws: ['a check-in earned its points once, and lost them once it was deleted'],
    plant: `update core.check_in set deleted_at = '2020-01-01' where deleted_at is null`,
    repair: `update core.check_in set deleted_at = null where deleted_at = '2020-01-01'`,
    first: /^check-in /,
  },
  {
    laws: ['what is used of an allowance is the sum of its uses, within what is granted'],
    plant: `update core.allowance set used = 4 where period = 'ROLE'`,
    repair: `update core.allowance set used = 3 where period = 'ROLE'`,
    first: /^allowance /,
  },
  {
    laws: ['what an allowance grants is the sum of what the history of its role says'],
    plant: `update core.allowance set granted = 11 where period = 'ROLE'`,
    repair: `update core.allowance set granted = 10 where period = 'ROLE'`,
    first: /^allowance /,
  },
  ...(['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const).map((period) => ({
    laws: ['an allowance of a calendar period is of one whole period of the calendar'],
    plant: `update core.allowance set valid_until = valid_until + 1 where period = '${period}'`,
    repair: `update core.allowance set valid_until = valid_until - 1 where period = '${period}'`,
    first: /^allowance /,
  })),
  {
    laws: ['an allowance of a calendar period is of one whole period of the calendar'],
    plant: `update core.allowance set valid_from = valid_from + 1
             where period in ('ABSOLUTE', 'MONTH')`,
    repair: `update core.allowance set valid_from = valid_from - 1
              where period in ('ABSOLUTE', 'MONTH')`,
    first: /^allowance /,
  },
  {
    laws: ['what allowances pay of a ticket is no more than its price, and is given back with it'],
    plant: `update core.allowance_use set money_fact_id = ${CANCELLED} where amount = 4`,
    repair: 'update core.allowance_use set money_fact_id = null',
    first: /^ticket sale /,
  },
  {
    laws: ['what allowances pay of a ticket is no more than its price, and is given back with it'],
    plant: `update core.allowance_use set money_fact_id = ${REVERSAL} where amount = -1`,
    repair: 'update core.allowance_use set money_fact_id = null',
    first: /^ticket sale /,
  },
  {
    laws: ['what allowances pay of a ticket is no more than its price, and is given back with it'],
    plant: `update core.allowance_use set money_fact_id = ${SALE}, amount = amount + 800
             where amount = 4;
            update core.allowance set used = used + 800, granted = granted + 800
             where period = 'ROLE';
            update core.role_event set grants = '{"turns": 810}'`,
    repair: `update core.allowance_use set money_fact_id = null, amount = amount - 800
              where amount = 804;
             update core.allowance set used = used - 800, granted = granted - 800
              where period = 'ROLE';
             update core.role_event set grants = '{"turns": 10}'`,
    first: /^ticket sale /,
  },
  {
    laws: ['the configuration by which a role was decided is kept'],
    plant: `update core.role_event set config_version_id = gen_random_uuid()`,
    repair: `update core.role_event set config_version_id = null`,
    first: /^role event /,
  },
  {
    laws: ['a holder has one active card at most, and an active card has a holder'],
    plant: `update core.card set passholder_id = (
              select passholder_id from core.card where number = '${CARD}')
             where number = '${OTHER_CARD}'`,
    repair: `update core.card c set passholder_id = h.id from core.passholder h
              where c.number = '${OTHER_CARD}' and h.card_system_id = 1
                and h.id <> c.passholder_id`,
    first: /^card /,
  },
  {
    laws: ['the directory has the numbers of cards, chips and old cards, but no discreet ones'],
    plant: `delete from core.card_directory where number = '04A1B2C3D4E5F6'`,
    repair: `insert into core.card_directory values ('04A1B2C3D4E5F6', 1)`,
    first: /^card /,
  },
  {
    laws: ['the directory has the numbers of cards, chips and old cards, but no discreet ones'],
    plant: `insert into core.card_directory values ('OLD77', 1)`,
    repair: `delete from core.card_directory where number = 'OLD77'`,
    first: /^directory number OLD77$/,
  },
];

t.test('what verify concludes counts the laws, and says where they hold', async (t) => {
  const proof = (law: string, cardSystemId: number, wrong = 0) => {
    return { law, cardSystemId, wrong, checked: 9, first: null };
  };
  const all = [proof('a', 1), proof('b', 1), proof('a', 2), proof('b', 2)];

  t.equal(concludeProofs(all), 'all 2 laws hold in 2 card systems');
  t.equal(concludeProofs(all.slice(0, 2)), 'all 2 laws hold in 1 card system');
  const broken = [...all.slice(0, 2), proof('a', 2, 1), proof('b', 2)];
  t.equal(concludeProofs(broken), '1 of 2 laws is broken in 2 card systems');
});

t.test('verifying an installation', async (t) => {
  const core = await openTown(t);
  const redLaws = async () => (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0);

  await t.test('every law is proved in every card system, on the rows there are', async (t) => {
    const told: string[] = [];
    const verified = await verifyInstallation(core, ({ law }) => told.push(law));

    t.equal(verified.length, 2 * LAWS.length);
    t.same(
      told,
      verified.map(({ law }) => law),
    );
    t.equal(new Set(told).size, LAWS.length, 'no two laws are called the same');
    t.ok(verified.every(({ wrong, first }) => wrong === 0 && first === null));
    const idle = verified.filter(
      ({ cardSystemId, checked }) => cardSystemId === 1 && checked === 0,
    );
    t.same(idle, [], 'there is a row for every law');
  });

  // What the database itself refuses: verify does not trust that it always did.
  await core.asOwner(`
    alter table core.money_fact drop constraint money_fact_card_system_id_config_version_id_foreign;
    alter table core.role_event drop constraint role_event_card_system_id_config_version_id_foreign;
    drop index core.one_active_card_per_passholder`);

  for (const { laws, plant, repair, first } of DAMAGES) {
    await t.test(`a broken row is found: ${laws[0]}`, async (t) => {
      await core.asOwner(plant);
      const red = await redLaws();
      await core.asOwner(repair);

      t.same(red.map(({ law }) => law).toSorted(), laws.toSorted());
      t.equal(red[0]?.cardSystemId, 1);
      t.match(red.find(({ law }) => law === laws[0])?.first, first);
      t.same(await redLaws(), [], 'and nothing else is broken');
    });
  }

  t.test('every law was seen broken', async (t) => {
    const broken = new Set(DAMAGES.flatMap(({ laws }) => laws));
    t.same(
      LAWS.map(({ name }) => name).filter((name) => !broken.has(name)),
      [],
    );
  });
});
