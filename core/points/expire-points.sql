-- Lets the points expire that holders of a municipality earned before a moment and did not spend:
-- at most `chunk` accounts, from the one after `after_account` on, each under its lock.
--
-- First in, first out: what was spent, or expired before, came off the oldest points. What was
-- taken back (a deleted check-in, a cancelled reward) counts on neither side. Run twice it does the
-- same as once: what expired is spent.
--
-- Answers the last account that it looked at, to go on from; null when there are no more.
create or replace function core.expire_points(
  card_system int, municipality uuid, earned_before timestamptz, moment timestamptz,
  after_account uuid, chunk int
) returns uuid
language plpgsql as $$
declare
  accounts uuid[];
  expired_account uuid;
begin
  perform core.enter_card_system(card_system);
  with locked as (
    select a.id from core.points_account a
      join core.passholder h on h.card_system_id = a.card_system_id and h.id = a.passholder_id
     where a.card_system_id = card_system and h.municipality_id = municipality
       and a.balance > 0 and a.id > after_account
     order by a.id limit chunk for no key update of a
  )
  select array_agg(id order by id) into accounts from locked;
  if accounts is null then
    return null;
  end if;

  expired_account := core.points_account_of(card_system, 'expired');
  -- A statement of its own: it sees what was committed while the locks were waited for.
  with lasting as (
    select p.* from core.points_posting p
     where p.card_system_id = card_system and p.reverses_id is null
       and (p.to_account_id = any(accounts) or p.from_account_id = any(accounts))
       and not exists (
         select from core.points_posting r
          where r.card_system_id = card_system and r.reverses_id = p.id)
  ), due as (
    select a.id,
           coalesce(sum(l.points) filter (
             where l.to_account_id = a.id and l.happened_at < earned_before), 0)
           - coalesce(sum(l.points) filter (where l.from_account_id = a.id), 0) as points
      from unnest(accounts) as a(id)
      join lasting l on a.id in (l.to_account_id, l.from_account_id)
     group by a.id
  ), posted as (
    insert into core.points_posting (
      card_system_id, id, kind, from_account_id, to_account_id, points, happened_at)
    select card_system, gen_random_uuid(), 'expire', d.id, expired_account, d.points, moment
      from due d where d.points > 0
    returning id, from_account_id, points
  ), announced as (
    insert into core.outbox (card_system_id, id, kind, subject_id)
    select card_system, gen_random_uuid(), 'passholder.changed', a.passholder_id
      from posted p
      join core.points_account a
        on a.card_system_id = card_system and a.id = p.from_account_id
  )
  update core.points_account a set balance = a.balance - p.points
    from posted p
   where a.card_system_id = card_system and a.id = p.from_account_id;
  return accounts[cardinality(accounts)];
end $$;
