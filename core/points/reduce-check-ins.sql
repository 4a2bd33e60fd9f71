-- Reduces check-ins to counts per event and month: who took part is forgotten. Their points stay,
-- on the last day of their month, so that nobody's points expire sooner for it; without the
-- check-in. Of two that reduce the same ones at once, the second finds none left. The caller has
-- entered the card system.
create or replace function core.reduce_check_ins(card_system int, asked uuid[]) returns void
language plpgsql as $$
declare
  found_ids uuid[];
begin
  with locked as (
    select i.id from core.check_in i
     where i.card_system_id = card_system and i.id = any (asked) order by i.id for no key update
  )
  select coalesce(array_agg(id), '{}') into found_ids from locked;

  insert into core.check_in_count as known (card_system_id, id, event_id, month, check_ins)
  select card_system, gen_random_uuid(), i.event_id,
         date_trunc('month', i.happened_at at time zone 'Europe/Brussels')::date as month, count(*)
    from core.check_in i
   where i.card_system_id = card_system and i.id = any (found_ids) and i.deleted_at is null
   group by i.event_id, 4 order by i.event_id, 4
  on conflict (card_system_id, event_id, month) do update
    set check_ins = known.check_ins + excluded.check_ins;

  update core.points_lot l
     set earned_at = core.end_of_month(l.earned_at),
         expires_at = core.end_of_month(l.expires_at) + interval '1 day'
    from core.points_posting p
   where p.card_system_id = card_system and p.check_in_id = any (found_ids)
     and l.card_system_id = card_system and l.id = p.id;
  update core.points_posting p
     set check_in_id = null, happened_at = core.end_of_month(p.happened_at),
         recorded_at = core.end_of_month(p.happened_at)
   where p.card_system_id = card_system and p.check_in_id = any (found_ids);
  perform core.forget_commands(card_system, found_ids);
  delete from core.check_in i where i.card_system_id = card_system and i.id = any (found_ids);
end $$;

-- The moment at which the last day of a month begins: a month, where a moment is asked.
create or replace function core.end_of_month(moment timestamptz) returns timestamptz
language sql immutable as $$
  select (date_trunc('month', moment at time zone 'Europe/Brussels')
          + interval '1 month' - interval '1 day') at time zone 'Europe/Brussels'
$$;

-- Reduces the check-ins of before a moment of holders that a municipality registered, at most
-- `chunk` of them, and any that were saved while their holder was being erased. Answers how many it
-- found: none when it is done.
create or replace function core.reduce_old_check_ins(
  card_system int, municipality uuid, before timestamptz, chunk int
) returns int
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  due uuid[];
begin
  perform core.enter_card_system(card_system);
  due := array(
    (select i.id from core.check_in i
       join core.passholder h on h.card_system_id = i.card_system_id and h.id = i.passholder_id
      where i.card_system_id = card_system and i.happened_at < before
        and h.municipality_id = municipality limit chunk)
    union
    (select i.id from core.passholder h
       join core.check_in i on i.card_system_id = h.card_system_id and i.passholder_id = h.id
      where h.card_system_id = card_system and h.person_id is null
        and h.municipality_id = municipality limit chunk));
  perform core.reduce_check_ins(card_system, due);
  return cardinality(due);
end $$;
