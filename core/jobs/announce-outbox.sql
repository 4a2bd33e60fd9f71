-- Announces facts to whoever listens on the channel `pasklaar_facts`, in the order in which they
-- were written: at most `chunk` of them, each a JSON object { cardSystemId, kind, subjectId }.
-- PostgreSQL delivers them when this transaction commits, and not when it does not; what is equal
-- it tells once, so that several changes of one holder are one announcement. Run by two at once,
-- each takes others.
--
-- Answers how many it announced.
create or replace function core.announce_outbox(card_system int, moment timestamptz, chunk int)
returns int
language plpgsql as $$
declare
  announced int;
begin
  perform core.enter_card_system(card_system);
  with waiting as (
    select o.id from core.outbox o
     where o.card_system_id = card_system and o.announced_at is null
     order by o.recorded_at limit chunk for no key update skip locked
  ), marked as (
    update core.outbox o set announced_at = moment from waiting
     where o.card_system_id = card_system and o.id = waiting.id
    returning o.id, o.kind, o.subject_id, o.recorded_at
  ), told as (
    select pg_notify('pasklaar_facts', json_build_object(
             'cardSystemId', card_system, 'kind', m.kind, 'subjectId', m.subject_id)::text)
      from (select * from marked order by recorded_at) m
  )
  select count(*) into announced from told;
  return announced;
end $$;
