-- Changes what is known of a pass holder of a municipality, who lives there or was registered
-- there; facts of before keep the residence and the number that they have.
-- person: the columns of core.person, national_number_hash null to leave the number as it is;
-- hashes: those by which a new national number may have been stored; social: as
-- core.record_social_status; look: as core.note_looks.
-- Refuses passholder-not-found, passholder-already-registered (somebody else has that national
-- number), idempotency-key-reused.
create or replace function core.change_passholder(
  card_system int, holder uuid, change jsonb, hashes text[], look jsonb,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  asked core.person := jsonb_populate_record(null::core.person, change->'person');
  municipality uuid := (change->>'municipalityId')::uuid;
  person uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'passholder-change', holder)
      is not null then
    return;
  end if;
  person := core.lock_person(card_system, holder, municipality);
  if exists (
    select from core.person p
     where p.card_system_id = card_system and p.national_number_hash = any (hashes)
       and p.id <> person)
  then
    perform core.refuse('passholder-already-registered');
  end if;

  update core.person p set (
    first_name, last_name, name_key, last_name_key, last_name_start, birth_date,
    national_number_hash, national_number_sealed, email, email_key, phone, street, house_number,
    postal_code, city, opt_in_preferences
  ) = row (
    asked.first_name, asked.last_name, asked.name_key, asked.last_name_key,
    asked.last_name_start, asked.birth_date,
    coalesce(asked.national_number_hash, p.national_number_hash),
    coalesce(asked.national_number_sealed, p.national_number_sealed),
    asked.email, asked.email_key, asked.phone, asked.street, asked.house_number,
    asked.postal_code, asked.city, asked.opt_in_preferences)
    where p.card_system_id = card_system and p.id = person;
  update core.passholder
    set residence_id = (change->>'residenceId')::uuid, version = version + 1
    where card_system_id = card_system and id = holder;
  perform core.record_social_status(card_system, holder, change->'social');
  perform core.note_looks(card_system, array[holder], look);
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder);
end $$;
