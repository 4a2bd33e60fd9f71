-- Writes down by what a holder of a municipality wants rewards to be recommended; the same command
-- again changes nothing. The text of a JSON array: what is switched on now.
-- Refuses passholder-not-found, idempotency-key-reused.
create or replace function core.choose_interests(
  card_system int, holder uuid, municipality uuid, chosen jsonb,
  command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  person uuid;
  kept jsonb;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'interests', holder) is null then
    person := core.lock_person(card_system, holder, municipality);
    update core.person p set interests = chosen
     where p.card_system_id = card_system and p.id = person;
  end if;
  select p.interests into kept
    from core.passholder h
    join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
   where h.card_system_id = card_system and h.id = holder;
  return coalesce(kept, '[]')::text;
end $$;
