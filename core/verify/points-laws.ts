import type { Law } from './law.ts';

/** Every point is traced to where it was earned. */
const LOTS: readonly Law[] = [
  {
    name: 'the lots of an account hold its balance',
    checked: "from core.points_account where card_system_id = $1 and kind = 'holder'",
    wrong: `
      select 'points account ' || a.id as what
        from core.points_account a
        left join (
          select account_id, sum(remaining) as points
            from core.points_lot where card_system_id = $1 group by account_id) l
          on l.account_id = a.id
       where a.card_system_id = $1 and a.kind = 'holder'
         and a.balance <> coalesce(l.points, 0)`,
  },
  {
    name: 'an earning is one lot of its account',
    checked: "from core.points_posting where card_system_id = $1 and kind = 'earn'",
    wrong: `
      select 'posting ' || coalesce(p.id, l.id) as what
        from (select * from core.points_posting where card_system_id = $1 and kind = 'earn') p
        full join (select * from core.points_lot where card_system_id = $1) l on l.id = p.id
       where p.id is null or l.id is null or l.points <> p.points
          or l.account_id <> p.to_account_id or l.earned_at <> p.happened_at`,
  },
  {
    name: 'what remains of a lot is what was earned less its uses',
    checked: 'from core.points_lot where card_system_id = $1',
    wrong: `
      select 'lot ' || l.id as what
        from core.points_lot l
        left join (
          select lot_id, sum(points) as used
            from core.points_lot_use where card_system_id = $1 group by lot_id) u
          on u.lot_id = l.id
       where l.card_system_id = $1
         and (l.remaining <> l.points - coalesce(u.used, 0) or l.remaining < 0)`,
  },
  {
    name: 'a posting took from lots, or gave back to them, as many points as it moved',
    checked: "from core.points_posting where card_system_id = $1 and kind <> 'earn'",
    wrong: `
      select 'posting ' || p.id as what
        from core.points_posting p
        join core.points_account a
          on a.card_system_id = p.card_system_id and a.id = p.from_account_id
        left join (
          select u.posting_id, sum(u.points) as points, count(distinct l.account_id) as accounts,
                 min(l.account_id::text) as account
            from core.points_lot_use u
            join core.points_lot l on l.card_system_id = u.card_system_id and l.id = u.lot_id
           where u.card_system_id = $1 group by u.posting_id) u on u.posting_id = p.id
       where p.card_system_id = $1 and p.kind <> 'earn'
         and (coalesce(u.points, 0) <> case when a.kind = 'holder' then p.points else -p.points end
           or u.accounts <> 1
           or u.account::uuid not in (p.from_account_id, p.to_account_id))`,
  },
  {
    name: 'a reversal of points moves all of what it reverses the other way',
    checked: "from core.points_posting where card_system_id = $1 and kind = 'reverse'",
    wrong: `
      select 'posting ' || r.id as what
        from core.points_posting r
        left join core.points_posting o
          on o.card_system_id = r.card_system_id and o.id = r.reverses_id
       where r.card_system_id = $1 and (r.kind = 'reverse' or r.reverses_id is not null)
         and (o.id is null or r.kind <> 'reverse' or o.kind = 'reverse' or r.points <> o.points
           or r.from_account_id <> o.to_account_id or r.to_account_id <> o.from_account_id)`,
  },
];

/** What was redeemed, its points, its stock and its money agree. */
const REDEEMED: readonly Law[] = [
  {
    name: 'the units of a reward that are taken are its redemptions, within its stock',
    checked: 'from core.reward where card_system_id = $1',
    wrong: `
      select 'reward ' || r.id as what
        from core.reward r
        left join (
          select reward_id, count(*) as taken
            from core.redemption where card_system_id = $1 and cancelled_at is null
           group by reward_id) d on d.reward_id = r.id
       where r.card_system_id = $1
         and (r.redeemed_units <> coalesce(d.taken, 0) or r.redeemed_units > r.maximum_units)`,
  },
  {
    name: 'a redemption cost its points once, and gave them back once it was cancelled',
    checked: 'from core.redemption where card_system_id = $1',
    wrong: `
      select 'redemption ' || d.id as what
        from core.redemption d
        left join core.points_posting p
          on p.card_system_id = d.card_system_id and p.id = d.posting_id and p.kind = 'redeem'
        left join core.points_account a
          on a.card_system_id = p.card_system_id and a.id = p.from_account_id
        left join core.points_posting v
          on v.card_system_id = p.card_system_id and v.reverses_id = p.id
       where d.card_system_id = $1
         and (coalesce(p.points, 0) <> d.points
           or p.id is not null and (a.passholder_id is distinct from d.passholder_id
             or (v.id is null) <> (d.cancelled_at is null)))`,
  },
  {
    name: 'points are redeemed for a reward, and for one only',
    checked: "from core.points_posting where card_system_id = $1 and kind = 'redeem'",
    wrong: `
      select 'posting ' || p.id as what
        from core.points_posting p
        left join core.redemption d
          on d.card_system_id = p.card_system_id and d.posting_id = p.id
       where p.card_system_id = $1 and p.kind = 'redeem' and d.id is null`,
  },
  {
    name: 'the money of a redemption is of the same holder, and is reversed once it is cancelled',
    checked: 'from core.redemption where card_system_id = $1 and money_fact_id is not null',
    wrong: `
      select 'redemption ' || d.id as what
        from core.redemption d
        left join core.money_fact f
          on f.card_system_id = d.card_system_id and f.id = d.money_fact_id
        left join core.money_fact v
          on v.card_system_id = f.card_system_id and v.reverses_id = f.id
       where d.card_system_id = $1 and d.money_fact_id is not null
         and (f.id is null or f.kind <> 'reward-redemption'
           or f.passholder_id is distinct from d.passholder_id
           or (v.id is null) <> (d.cancelled_at is null))`,
  },
  {
    name: 'every fact of a redemption has its redemption',
    checked: "from core.money_fact where card_system_id = $1 and kind = 'reward-redemption'",
    wrong: `
      select 'fact ' || f.id as what
        from core.money_fact f
        left join core.redemption d
          on d.card_system_id = f.card_system_id and d.money_fact_id = f.id
       where f.card_system_id = $1 and f.kind = 'reward-redemption' and d.id is null`,
  },
  {
    name: 'a welcome was granted to who took it, and is taken once',
    checked: 'from core.reward_grant where card_system_id = $1',
    wrong: `
      select 'redemption ' || min(d.id::text) as what
        from core.redemption d
        join core.reward r
          on r.card_system_id = d.card_system_id and r.id = d.reward_id and r.type = 'WELCOME'
        left join core.reward_grant g
          on g.card_system_id = d.card_system_id and g.reward_id = d.reward_id
         and g.passholder_id = d.passholder_id
       where d.card_system_id = $1 and d.cancelled_at is null
       group by d.reward_id, d.passholder_id having count(g.id) = 0 or count(*) > 1`,
  },
];

/** What must hold for the lots of points and the rewards that they are redeemed for. */
export const POINTS_LAWS: readonly Law[] = [...LOTS, ...REDEEMED];
