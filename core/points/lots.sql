-- The points of each earning are a lot: what leaves an account is taken from lots, and
-- core.points_lot_use says which. The caller has entered the card system and holds the lock of the
-- account; balances are the caller's.

-- Takes points for a posting from the lots of an account, the oldest first; never from `spared`.
-- As many must be there: the balance of an account is what its lots hold.
create or replace function core.take_from_lots(
  card_system int, account uuid, posting uuid, points int, spared uuid default null
) returns void
language plpgsql as $$
declare
  lot record;
  wanted int := points;
  taken int;
begin
  for lot in
    select l.id, l.remaining from core.points_lot l
     where l.card_system_id = card_system and l.account_id = account and l.remaining > 0
       and l.id is distinct from spared
     order by l.earned_at, l.id
  loop
    exit when wanted = 0;
    taken := least(lot.remaining, wanted);
    perform core.use_lot(card_system, lot.id, posting, taken);
    wanted := wanted - taken;
  end loop;
  if wanted > 0 then
    raise exception 'the lots of an account hold % points fewer than its balance', wanted;
  end if;
end $$;

-- Takes points of one lot for a posting, or gives them back when they are below zero.
create or replace function core.use_lot(
  card_system int, lot uuid, posting uuid, taken int
) returns void
language plpgsql as $$
begin
  insert into core.points_lot_use (card_system_id, id, lot_id, posting_id, points)
  values (card_system, gen_random_uuid(), lot, posting, taken);
  update core.points_lot l set remaining = l.remaining - taken
   where l.card_system_id = card_system and l.id = lot;
end $$;

-- Lets a reversal take back what an earning gave: all points of its own lot. Whatever spent or let
-- expire some of them is from now on said to have taken those of the oldest other lots.
create or replace function core.take_back_lot(
  card_system int, account uuid, lot uuid, reversal uuid
) returns void
language plpgsql as $$
declare
  spent record;
begin
  for spent in
    select u.posting_id, sum(u.points)::int as points
      from core.points_lot_use u
      join core.points_posting p on p.card_system_id = u.card_system_id and p.id = u.posting_id
     where u.card_system_id = card_system and u.lot_id = lot and p.kind in ('redeem', 'expire')
       and not exists (
         select from core.points_posting r
          where r.card_system_id = card_system and r.reverses_id = p.id)
     group by u.posting_id having sum(u.points) > 0
  loop
    perform core.take_from_lots(card_system, account, spent.posting_id, spent.points, lot);
    perform core.use_lot(card_system, lot, spent.posting_id, -spent.points);
  end loop;
  perform core.use_lot(card_system, l.id, reversal, l.points)
    from core.points_lot l where l.card_system_id = card_system and l.id = lot;
end $$;

-- Gives the points that a posting took back to the lots that they came from.
create or replace function core.give_back_to_lots(
  card_system int, posting uuid, reversal uuid
) returns void
language plpgsql as $$
begin
  perform core.use_lot(card_system, s.lot_id, reversal, -s.points)
    from (
      select u.lot_id, sum(u.points)::int as points from core.points_lot_use u
       where u.card_system_id = card_system and u.posting_id = posting
       group by u.lot_id having sum(u.points) > 0) s;
end $$;

-- Lets the points of accounts expire whose time is over, one posting for each account.
-- Answers how many accounts lost points. Run again, there is nothing left to expire.
create or replace function core.expire_lots(
  card_system int, accounts uuid[], moment timestamptz
) returns int
language plpgsql as $$
declare
  expired_account uuid;
  expired int;
begin
  perform from core.points_lot l
    where l.card_system_id = card_system and l.account_id = any (accounts)
      and l.remaining > 0 and l.expires_at <= moment limit 1;
  if not found then
    return 0;
  end if;

  expired_account := core.points_account_of(card_system, 'expired');
  with due as (
    select l.id, l.account_id, l.remaining from core.points_lot l
     where l.card_system_id = card_system and l.account_id = any (accounts)
       and l.remaining > 0 and l.expires_at <= moment
  ), emptied as (
    update core.points_lot l set remaining = 0 from due
     where l.card_system_id = card_system and l.id = due.id
  ), posted as (
    insert into core.points_posting (
      card_system_id, id, kind, from_account_id, to_account_id, points, happened_at)
    select card_system, gen_random_uuid(), 'expire', d.account_id, expired_account,
           sum(d.remaining), moment
      from due d group by d.account_id
    returning id, from_account_id, points
  ), used as (
    insert into core.points_lot_use (card_system_id, id, lot_id, posting_id, points)
    select card_system, gen_random_uuid(), d.id, p.id, d.remaining
      from due d join posted p on p.from_account_id = d.account_id
  ), announced as (
    insert into core.outbox (card_system_id, id, kind, subject_id)
    select card_system, gen_random_uuid(), 'passholder.changed', a.passholder_id
      from posted p
      join core.points_account a on a.card_system_id = card_system and a.id = p.from_account_id
  ), lowered as (
    update core.points_account a set balance = a.balance - p.points
      from posted p where a.card_system_id = card_system and a.id = p.from_account_id
    returning a.id
  )
  select count(*) into expired from lowered;
  return expired;
end $$;
