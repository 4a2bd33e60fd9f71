-- Which school a holder of a municipality goes to, who lives there or was registered there, and
-- takes note of the look: the text of a JSON object { schoolId }, null in it without one; null for
-- any other holder.
create or replace function core.read_school(
  card_system int, holder uuid, municipality uuid, look jsonb
) returns text
language plpgsql as $$
declare
  shown text;
begin
  perform core.enter_card_system(card_system);
  select json_build_object('schoolId', p.school_id)::text into shown
    from core.passholder h
    join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
   where h.card_system_id = card_system and h.id = holder
     and (h.municipality_id = municipality or h.residence_id = municipality);
  if shown is not null then
    perform core.note_looks(card_system, array[holder], look);
  end if;
  return shown;
end $$;

-- Links a holder of a municipality to a school, or to none, and takes note of the look.
-- Refuses passholder-not-found, idempotency-key-reused.
create or replace function core.change_school(
  card_system int, holder uuid, municipality uuid, school uuid, look jsonb,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  person uuid;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'school-change', holder)
      is not null then
    return;
  end if;
  person := core.lock_person(card_system, holder, municipality);
  update core.person p set school_id = school
   where p.card_system_id = card_system and p.id = person;
  perform core.note_looks(card_system, array[holder], look);
end $$;
