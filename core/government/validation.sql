-- The number of the active card of whoever has a national number, by the hashes under which that
-- may be stored; null for somebody without a pass. That it was asked is a look at the holder.
create or replace function core.find_validated_pass(card_system int, hashes text[], look jsonb)
returns text
language plpgsql as $$
declare
  holder uuid;
begin
  perform core.enter_card_system(card_system);
  select h.id into holder
    from core.person p
    join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
   where p.card_system_id = card_system and p.national_number_hash = any (hashes);
  if holder is null then
    return null;
  end if;
  perform core.note_looks(card_system, array[holder], look);
  return (
    select c.number from core.card c
     where c.card_system_id = card_system and c.passholder_id = holder and c.status = 'ACTIVE');
end $$;

-- The sealed national number of a holder whom a municipality registered or houses; null when none
-- is kept. That it was asked is a look at the holder. Refuses passholder-not-found.
create or replace function core.open_national_number(
  card_system int, holder uuid, municipality uuid, look jsonb
) returns text
language plpgsql as $$
declare
  sealed text;
begin
  perform core.enter_card_system(card_system);
  select p.national_number_sealed into sealed
    from core.passholder h
    join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
   where h.card_system_id = card_system and h.id = holder
     and (h.municipality_id = municipality or h.residence_id = municipality);
  if not found then
    perform core.refuse('passholder-not-found');
  end if;
  perform core.note_looks(card_system, array[holder], look);
  return sealed;
end $$;
