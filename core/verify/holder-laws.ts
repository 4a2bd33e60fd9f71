import type { Law } from './law.ts';

/** What must hold for points, allowances, roles and cards. */
export const HOLDER_LAWS: readonly Law[] = [
  {
    name: 'the balance of points is what was earned less what was taken, and never negative',
    checked: "from core.points_account where card_system_id = $1 and kind = 'holder'",
    wrong: `
      select 'points account ' || a.id as what
        from core.points_account a
        left join (
          select account_id, sum(points) as points
            from (
              select to_account_id as account_id, points
                from core.points_posting where card_system_id = $1
              union all
              select from_account_id, -points from core.points_posting where card_system_id = $1
            ) as moved
           group by account_id) p on p.account_id = a.id
       where a.card_system_id = $1 and a.kind = 'holder'
         and (a.balance is distinct from coalesce(p.points, 0) or a.balance < 0)`,
  },
  {
    name: 'a check-in earned its points once, and lost them once it was deleted',
    checked: 'from core.check_in where card_system_id = $1',
    wrong: `
      select 'check-in ' || i.id as what
        from core.check_in i
        left join (
          select check_in_id, sum(points) filter (where kind = 'earn') as earned,
                 sum(points) filter (where kind = 'reverse') as reversed
            from core.points_posting
           where card_system_id = $1 and check_in_id is not null group by check_in_id) p
          on p.check_in_id = i.id
       where i.card_system_id = $1
         and (coalesce(p.earned, 0) <> i.points
           or coalesce(p.reversed, 0) <> case when i.deleted_at is null then 0 else i.points end)`,
  },
  {
    name: 'what is used of an allowance is the sum of its uses, within what is granted',
    checked: 'from core.allowance where card_system_id = $1',
    wrong: `
      select 'allowance ' || a.id as what
        from core.allowance a
        left join (
          select allowance_id, sum(amount) as used
            from core.allowance_use where card_system_id = $1 group by allowance_id) u
          on u.allowance_id = a.id
       where a.card_system_id = $1
         and (a.used <> coalesce(u.used, 0) or a.used + a.lapsed > a.granted or a.used < 0)`,
  },
  {
    name: 'what lapsed of an allowance is the sum of what lapsed with its uses',
    checked: 'from core.allowance where card_system_id = $1',
    wrong: `
      select 'allowance ' || a.id as what
        from core.allowance a
        left join (
          select allowance_id, sum(lapsed) as lapsed
            from core.allowance_use where card_system_id = $1 group by allowance_id) u
          on u.allowance_id = a.id
       where a.card_system_id = $1 and (a.lapsed <> coalesce(u.lapsed, 0) or a.lapsed < 0)`,
  },
  {
    name: 'what an allowance grants is the sum of what the history of its role says',
    checked: "from core.allowance where card_system_id = $1 and period = 'ROLE'",
    wrong: `
      select 'allowance ' || a.id as what
        from core.allowance a
        left join (
          select e.role_id, g.key, sum(g.value::int) as granted
            from core.role_event e, jsonb_each_text(e.grants) g
           where e.card_system_id = $1 group by e.role_id, g.key) h
          on h.role_id = a.role_id and h.key = a.key
       where a.card_system_id = $1 and a.period = 'ROLE'
         and a.granted <> coalesce(h.granted, 0)`,
  },
  {
    name: 'an allowance of a calendar period is of one whole period of the calendar',
    checked: "from core.allowance where card_system_id = $1 and period <> 'ROLE'",
    wrong: `
      select 'allowance ' || a.id as what
        from core.allowance a
       cross join lateral (
         select case a.period when 'ABSOLUTE' then date '1000-01-01'
                  else date_trunc(a.period, a.valid_from::timestamp)::date end as first,
                case when a.period <> 'ABSOLUTE' then (date_trunc(a.period, a.valid_from::timestamp)
                  + case a.period when 'QUARTER' then interval '3 months'
                      else ('1 ' || a.period)::interval end - interval '1 day')::date end as last) c
       where a.card_system_id = $1 and a.period <> 'ROLE'
         and (a.valid_from <> c.first or a.valid_until is distinct from c.last)`,
  },
  {
    name: 'what allowances pay of a ticket is no more than its price, and is given back with it',
    checked: 'from core.ticket_sale where card_system_id = $1',
    wrong: `
      with paid as (
        select money_fact_id, sum(amount) as cents
          from core.allowance_use
         where card_system_id = $1 and money_fact_id is not null group by money_fact_id)
      select 'ticket sale ' || s.id as what
        from core.ticket_sale s
        left join core.money_fact r
          on r.card_system_id = s.card_system_id and r.reverses_id = s.id
        left join paid on paid.money_fact_id = s.id
        left join paid back on back.money_fact_id = r.id
       where s.card_system_id = $1
         and (coalesce(paid.cents, 0) > s.regular_price_cents - s.price_cents
           or coalesce(back.cents, 0) <>
              case when s.cancelled_at is null then 0 else 0 - coalesce(paid.cents, 0) end)`,
  },
  {
    name: 'the configuration by which a role was decided is kept',
    checked: 'from core.role_event where card_system_id = $1 and config_version_id is not null',
    wrong: `
      select 'role event ' || e.id as what
        from core.role_event e
        left join core.config_version v
          on v.card_system_id = e.card_system_id and v.id = e.config_version_id
       where e.card_system_id = $1 and e.config_version_id is not null and v.id is null`,
  },
  {
    name: 'a holder has one active card at most, and an active card has a holder',
    checked: "from core.card where card_system_id = $1 and status = 'ACTIVE'",
    wrong: `
      select 'card ' || min(id::text) as what
        from core.card where card_system_id = $1 and status = 'ACTIVE'
       group by passholder_id having passholder_id is null or count(*) > 1`,
  },
  {
    name: 'the directory has the numbers of cards, chips and old cards, but no discreet ones',
    checked: 'from core.card_directory where card_system_id = $1',
    wrong: `
      select case when d.number is null then n.what
                  else 'directory number ' || d.number end as what
        from (
          select number, 'card ' || id as what from core.card where card_system_id = $1
          union all
          select chip_number, 'card ' || id from core.card
           where card_system_id = $1 and chip_number is not null
          union all
          select number, 'old number of pass holder ' || passholder_id from core.card_alias
           where card_system_id = $1 and not is_discreet) n
        full join (
          select number from core.card_directory where card_system_id = $1) d
          on d.number = n.number
       where n.number is null or d.number is null`,
  },
  {
    name: 'a coupon, and the year of a group, gave no more tickets than it has',
    checked: 'from core.ticket_grant where card_system_id = $1',
    wrong: `
      select distinct 'ticket grant ' || g.id as what
        from core.ticket_grant g
        join core.ticket_sale s on s.card_system_id = $1 and s.ticket_grant_id = g.id
       where g.card_system_id = $1 and s.cancelled_at is null
       group by g.id, g.volume, case when g.period <> 'ABSOLUTE'
         then date_trunc(g.period, s.sold_at at time zone 'Europe/Brussels') end
      having count(*) > g.volume`,
  },
];
