-- Reduces looks to counts per client, subject and month: at whom is forgotten. Of two that reduce
-- the same ones at once, the second finds none left. The caller has entered the card system.
create or replace function core.reduce_looks(card_system int, asked uuid[]) returns void
language plpgsql as $$
begin
  with locked as (
    select l.id from core.look l
     where l.card_system_id = card_system and l.id = any (asked) order by l.id for no key update
  ), gone as (
    delete from core.look l using locked
     where l.card_system_id = card_system and l.id = locked.id
    returning l.*
  )
  insert into core.look_count as known (
    card_system_id, id, client_id, subject, is_failed, month, looks)
  select card_system, gen_random_uuid(), g.client_id, g.subject,
         g.subject = 'person' and g.passholder_id is null,
         date_trunc('month', g.looked_at at time zone 'Europe/Brussels')::date, count(*)
    from gone g group by 3, 4, 5, 6 order by 3, 4, 5, 6
  on conflict (card_system_id, client_id, subject, is_failed, month) do update
    set looks = known.looks + excluded.looks;
end $$;

-- Reduces the looks of before a moment that organizers of a municipality took, or that were taken
-- at its holders by nobody in particular: at most `chunk` of them. Answers how many it found: none
-- when it is done.
create or replace function core.reduce_old_looks(
  card_system int, municipality uuid, before timestamptz, chunk int
) returns int
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  due uuid[];
begin
  perform core.enter_card_system(card_system);
  due := array(
    select l.id from core.look l
      left join core.organizer o on o.card_system_id = l.card_system_id and o.id = l.organizer_id
      left join core.passholder h on h.card_system_id = l.card_system_id and h.id = l.passholder_id
     where l.card_system_id = card_system and l.looked_at < before
       and coalesce(o.municipality_id, h.municipality_id, municipality) = municipality
     limit chunk);
  perform core.reduce_looks(card_system, due);
  return cardinality(due);
end $$;
