-- Changes some columns of an event, once for each command: `change` is a JSON object of them. A
-- change that changes nothing is none; any other is a new version, so that what was decided on the
-- one before is decided again. `only_unsold`: refused when a ticket of the event is sold.
-- Refuses event-not-found, event-already-has-ticketsales, idempotency-key-reused.
create or replace function core.change_event(
  card_system int, asked uuid, change jsonb, only_unsold boolean, command_kind text,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  before core.event;
  after core.event;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, command_kind, asked) is not null
  then
    return;
  end if;
  select e.* into before
    from core.event e where e.card_system_id = card_system and e.id = asked for no key update;
  if not found then
    perform core.refuse('event-not-found');
  end if;
  after := jsonb_populate_record(before, change);
  if after is not distinct from before then
    return;
  end if;
  if only_unsold and exists (
    select from core.ticket_sale s
     where s.card_system_id = card_system and s.event_id = asked and s.cancelled_at is null)
  then
    perform core.refuse('event-already-has-ticketsales');
  end if;
  update core.event e
     set points = after.points, limit_volume = after.limit_volume,
         limit_period = after.limit_period, ticket_limit_volume = after.ticket_limit_volume,
         ticket_limit_period = after.ticket_limit_period,
         is_in_card_system = after.is_in_card_system, distribution_key = after.distribution_key,
         version = before.version + 1
   where e.card_system_id = card_system and e.id = asked;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'event.changed', asked);
end $$;
