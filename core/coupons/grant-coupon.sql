-- Gives a coupon to a holder, or a group, that the municipality registered or houses. granted: see
-- core.add_ticket_grant. Answers the text of core.grants_of_holder with that coupon alone.
-- Refuses passholder-not-found, idempotency-key-reused, fact-erased.
create or replace function core.grant_coupon(
  card_system int, new_id uuid, holder uuid, granted jsonb, moment timestamptz, windows jsonb,
  command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  earlier uuid;
  shown json;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(card_system, command_key, command_hash, 'coupon-grant', new_id);
  if earlier is null then
    perform from core.passholder h
      where h.card_system_id = card_system and h.id = holder
        and (granted->>'municipality_id')::uuid in (h.municipality_id, h.residence_id)
        and (h.person_id is not null or core.is_group(card_system, h.id))
        for no key update;
    if not found then
      perform core.refuse('passholder-not-found');
    end if;
    perform core.add_ticket_grant(card_system, new_id, holder, granted, moment);
    insert into core.outbox (card_system_id, id, kind, subject_id)
    values (card_system, gen_random_uuid(), 'passholder.changed', holder);
  end if;
  select one into shown
    from json_array_elements(core.grants_of_holder(card_system, holder, windows)) one
    join core.ticket_grant g
      on g.card_system_id = card_system and g.number = (one->>'number')::int
   where g.id = coalesce(earlier, new_id);
  if shown is null then
    perform core.refuse('fact-erased');
  end if;
  return shown::text;
end $$;
