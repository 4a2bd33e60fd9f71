/** The cards of the town that the test verifies. */
export const [CARD, OTHER_CARD] = ['0912345678903', '0912345678911'] as const;

/** Something that was settled, and came to nothing. */
export const SETTLE = `
  insert into core.money_fact
    (card_system_id, id, kind, municipality_id, price_cents, earner_id, source, config_version_id,
     settlement_id, happened_at)
  select f.card_system_id, gen_random_uuid(), 'settlement', f.municipality_id, 0, f.earner_id,
         'regular', f.config_version_id, s.id, f.happened_at
    from core.money_fact f, core.settlement s where f.kind = 'ticket-sale' limit 1`;

/** A row that breaks laws, and how it is put right again. */
export interface Damage {
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

/** For each law one row or more that break it, in the town of the test. */
export const DAMAGES: readonly Damage[] = [
  {
    laws: ['a coupon, and the year of a group, gave no more tickets than it has'],
    plant: 'update core.ticket_grant set volume = 0',
    repair: 'update core.ticket_grant set volume = 1',
    first: /^ticket grant /,
  },
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
    laws: ['what lapsed of an allowance is the sum of what lapsed with its uses'],
    plant: `update core.allowance set lapsed = 1 where period = 'ROLE'`,
    repair: `update core.allowance set lapsed = 0 where period = 'ROLE'`,
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
