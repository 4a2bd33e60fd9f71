-- The person behind a holder that a municipality registered or houses, with the holder locked until
-- the end of the transaction: two changes at once come one after the other. The caller has entered
-- the card system. Refuses passholder-not-found, also for a group and a holder of elsewhere.
create or replace function core.lock_person(card_system int, holder uuid, municipality uuid)
returns uuid
language plpgsql as $$
declare
  person uuid;
begin
  select h.person_id into person from core.passholder h
    where h.card_system_id = card_system and h.id = holder
      and (h.municipality_id = municipality or h.residence_id = municipality)
    for no key update;
  if person is null then
    perform core.refuse('passholder-not-found');
  end if;
  return person;
end $$;
