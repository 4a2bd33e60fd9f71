-- Takes note of roles whose period ended before a day: those of at most `chunk` pass holders. Run
-- again until it answers 0; run twice, or by two at once, it does the same as once. Pass holders
-- that somebody is just changing are left for the next run.
--
-- Answers how many pass holders it did.
create or replace function core.expire_roles(
  card_system int, on_day date, moment timestamptz, chunk int
) returns int
language plpgsql as $$
declare
  holders uuid[];
begin
  perform core.enter_card_system(card_system);
  holders := array(
    select distinct due.passholder_id
      from (select r.passholder_id from core.role r
             where r.card_system_id = card_system and r.ended_at is null
               and r.valid_until < on_day
             order by r.valid_until limit chunk) due);
  -- Holders first, as everywhere: a renewal locks its holder before it touches the role.
  holders := array(
    select h.id from core.passholder h
     where h.card_system_id = card_system and h.id = any(holders)
     order by h.id for no key update skip locked);
  if cardinality(holders) = 0 then
    return 0;
  end if;

  with expired as (
    update core.role r set ended_at = moment, version = r.version + 1
     where r.card_system_id = card_system and r.passholder_id = any(holders)
       and r.ended_at is null and r.valid_until < on_day
    returning r.*
  ), noted as (
    insert into core.role_event (
      card_system_id, id, role_id, version, kind, valid_from, valid_until, grants, happened_at)
    select card_system, gen_random_uuid(), e.id, e.version, 'expired', e.valid_from, e.valid_until,
           '{}', moment
      from expired e
  ), announced as (
    insert into core.outbox (card_system_id, id, kind, subject_id)
    select card_system, gen_random_uuid(), 'passholder.changed', e.passholder_id
      from (select distinct passholder_id from expired) e
  )
  update core.passholder h set version = h.version + 1
    from (select distinct passholder_id from expired) e
   where h.card_system_id = card_system and h.id = e.passholder_id;
  return cardinality(holders);
end $$;
