import type { Law } from './law.ts';

const FACTS = 'from core.money_fact where card_system_id = $1';
const REVERSALS = `${FACTS} and reverses_id is not null`;

/** Every fact that moves money keeps the books of every party: docs/ledger.md. */
const BOOKS: readonly Law[] = [
  {
    name: 'the shares of a fact make its price',
    checked: FACTS,
    wrong: `
      select 'fact ' || f.id as what
        from core.money_fact f
        left join (
          select money_fact_id, sum(cents) as cents
            from core.share where card_system_id = $1 group by money_fact_id) s
          on s.money_fact_id = f.id
       where f.card_system_id = $1 and coalesce(s.cents, 0) <> f.price_cents`,
  },
  {
    name: 'a party has one share of a fact',
    checked: 'from core.share where card_system_id = $1',
    wrong: `
      select 'fact ' || money_fact_id as what
        from core.share where card_system_id = $1
       group by money_fact_id, party_id having count(*) > 1`,
  },
  {
    name: 'for every party, the holder too, cash and entries are revenue less share',
    checked: FACTS,
    wrong: `
      select 'fact ' || fact_id as what
        from (
          select id as fact_id, earner_id as party_id, -price_cents as cents ${FACTS}
          union all
          select money_fact_id, party_id, cents from core.share where card_system_id = $1
          union all
          select money_fact_id, payer_id, -cents from core.payment where card_system_id = $1
          union all
          select money_fact_id, account_owner_id, cents from core.payment where card_system_id = $1
          union all
          select money_fact_id, debtor_id, -cents from core.entry where card_system_id = $1
          union all
          select money_fact_id, creditor_id, cents from core.entry where card_system_id = $1
        ) as moved
       group by fact_id, party_id having sum(cents) <> 0`,
  },
  {
    name: 'nobody pays himself',
    checked: 'from core.payment where card_system_id = $1',
    wrong: `
      select 'payment ' || id as what from core.payment
       where card_system_id = $1 and payer_id is not distinct from account_owner_id`,
  },
  {
    name: 'the configuration by which a fact was decided is kept',
    checked: FACTS,
    wrong: `
      select 'fact ' || f.id as what
        from core.money_fact f
        left join core.config_version v
          on v.card_system_id = f.card_system_id and v.id = f.config_version_id
       where f.card_system_id = $1 and v.id is null`,
  },
];

/** A reversal takes back exactly what it names. */
const REVERSED: readonly Law[] = [
  {
    name: 'a reversal takes a whole fact back, and is never taken back',
    checked: `${FACTS} and (kind = 'reversal' or reverses_id is not null)`,
    wrong: `
      select 'fact ' || f.id as what
        from core.money_fact f
        left join core.money_fact o
          on o.card_system_id = f.card_system_id and o.id = f.reverses_id
       where f.card_system_id = $1
         and (f.kind = 'reversal' or f.reverses_id is not null)
         and (f.kind <> 'reversal' or o.id is null or o.kind = 'reversal'
           or f.price_cents <> -o.price_cents or f.earner_id <> o.earner_id
           or f.passholder_id is distinct from o.passholder_id)`,
  },
  {
    name: 'the shares of a reversal are the negatives of what it reverses',
    checked: REVERSALS,
    wrong: `
      with ${sidesOf('share', ['party_id'])}
      select 'fact ' || fact_id as what
        from ((table expected except all table written)
              union all (table written except all table expected)) as difference`,
  },
  {
    name: 'the payments of a reversal are those negatives, and what the giver is paid back',
    checked: REVERSALS,
    wrong: `
      with ${sidesOf('payment', ['payer_id', 'account_owner_id', 'means'])}
      select 'fact ' || fact_id as what from (table expected except all table written) as missing
      union all
      select 'fact ' || fact_id from (table written except all table expected) as added
       where payer_id is null or account_owner_id is null`,
  },
  {
    name: 'the entries of a reversal are those negatives, each of its kind, and refunds',
    checked: REVERSALS,
    wrong: `
      with ${sidesOf('entry', ['debtor_id', 'creditor_id', 'kind'])}
      select 'fact ' || fact_id as what from (table expected except all table written) as missing
      union all
      select 'fact ' || fact_id from (table written except all table expected) as added
       where kind <> 'refund'`,
  },
];

/** The ticket sales and their money are told by two tables, which agree. */
const SOLD: readonly Law[] = [
  {
    name: 'a ticket sale and its fact have the same holder, price and payment',
    checked: 'from core.ticket_sale where card_system_id = $1',
    wrong: `
      select 'ticket sale ' || s.id as what
        from core.ticket_sale s
        left join core.money_fact f on f.card_system_id = s.card_system_id and f.id = s.id
        left join core.share h
          on h.card_system_id = s.card_system_id and h.money_fact_id = s.id and h.party_id is null
       where s.card_system_id = $1
         and (f.id is null or f.kind <> 'ticket-sale' or f.price_cents <> s.regular_price_cents
           or f.passholder_id is distinct from s.passholder_id
           or h.cents is distinct from s.price_cents)`,
  },
  {
    name: 'every fact of a ticket has its sale',
    checked: `${FACTS} and kind = 'ticket-sale'`,
    wrong: `
      select 'fact ' || f.id as what
        from core.money_fact f
        left join core.ticket_sale s on s.card_system_id = f.card_system_id and s.id = f.id
       where f.card_system_id = $1 and f.kind = 'ticket-sale' and s.id is null`,
  },
  {
    name: 'a ticket sale is cancelled when its fact is reversed, and only then',
    checked: 'from core.ticket_sale where card_system_id = $1',
    wrong: `
      select 'ticket sale ' || s.id as what
        from core.ticket_sale s
        left join core.money_fact r
          on r.card_system_id = s.card_system_id and r.reverses_id = s.id
       where s.card_system_id = $1 and (s.cancelled_at is null) <> (r.id is null)`,
  },
];

/** What plugins settle, they settle once. */
const SETTLED: readonly Law[] = [
  {
    name: 'of what was settled one fact stands at most',
    checked: 'from core.settlement where card_system_id = $1',
    wrong: `
      select 'settlement ' || f.settlement_id as what
        from core.money_fact f
       where f.card_system_id = $1 and f.settlement_id is not null
         and not exists (
           select from core.money_fact r
            where r.card_system_id = $1 and r.reverses_id = f.id)
       group by f.settlement_id having count(*) > 1`,
  },
];

/** What must hold for every fact that moves money. */
export const MONEY_LAWS: readonly Law[] = [...BOOKS, ...REVERSED, ...SOLD, ...SETTLED];

/** Of every reversal, the rows of a table that it should have (`expected`) and has (`written`). */
function sidesOf(table: string, columns: readonly string[]): string {
  const same = columns.map((column) => `one.${column}`).join(', ');
  const rowsOf = (fact: string, sign: string): string => `
    select r.id as fact_id, ${same}, ${sign}one.cents as cents
      from core.money_fact r
      join core.${table} one
        on one.card_system_id = r.card_system_id and one.money_fact_id = r.${fact}
     where r.card_system_id = $1 and r.reverses_id is not null`;
  return `expected as (${rowsOf('reverses_id', '-')}), written as (${rowsOf('id', '')})`;
}
