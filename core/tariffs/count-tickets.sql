-- Refuses `maximum-reached` when one of the tickets that were just written is more than its event
-- lets a holder buy, or than the grant of its price gives, in the calendar period of now. With
-- {at}, the place of the last such ticket in the request. The holders are locked.
create or replace function core.refuse_too_many(
  card_system int, facts jsonb, windows jsonb
) returns void
language plpgsql as $$
declare
  too_many bigint;
begin
  select max(f.place) - 1 into too_many
    from rows from (jsonb_to_recordset(facts) as (id uuid)) with ordinality as f (id, place)
   cross join lateral (
     select s.* from core.ticket_sale s
      where s.card_system_id = card_system and s.id = f.id limit 1) t
   cross join lateral (
     select e.* from core.event e
      where e.card_system_id = card_system and e.id = t.event_id limit 1) e
    left join lateral (
      select g.* from core.ticket_grant g
       where g.card_system_id = card_system and g.id = t.ticket_grant_id limit 1) g on true
   where e.ticket_limit_volume < core.tickets_of_event(
           card_system, t.passholder_id, e.id, windows->e.ticket_limit_period)
      or g.volume < core.tickets_of_grant(card_system, g.id, windows->g.period);
  if too_many is not null then
    perform core.refuse('maximum-reached', jsonb_build_object('at', too_many));
  end if;
end $$;

-- How many tickets of an event a holder bought in a calendar period, { from, to }, and has.
create or replace function core.tickets_of_event(
  card_system int, holder uuid, event uuid, counted_in jsonb
) returns bigint
language sql stable as $$
  select count(*) from core.ticket_sale s
   where s.card_system_id = card_system and s.passholder_id = holder and s.event_id = event
     and s.cancelled_at is null and s.sold_at >= (counted_in->>'from')::timestamptz
     and s.sold_at < (counted_in->>'to')::timestamptz
$$;

-- How many tickets a grant gave in a calendar period, { from, to }, that were not cancelled: the
-- one count of what was used of it.
create or replace function core.tickets_of_grant(card_system int, asked uuid, counted_in jsonb)
returns bigint
language sql stable as $$
  select count(*) from core.ticket_sale s
   where s.card_system_id = card_system and s.ticket_grant_id = asked
     and s.cancelled_at is null and s.sold_at >= (counted_in->>'from')::timestamptz
     and s.sold_at < (counted_in->>'to')::timestamptz
$$;
