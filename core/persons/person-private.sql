-- Keeps what few may see of a person; nothing of a null.
-- kept: each of noteSealed, pictureSealed (base64) and pictureType only when it changes, null to
-- forget it.
-- The caller has entered the card system.
create or replace function core.keep_private(card_system int, person uuid, kept jsonb)
returns void
language plpgsql as $$
begin
  if kept is null or kept in ('null', '{}') then
    return;
  end if;
  insert into core.person_private (card_system_id, id, person_id)
  values (card_system, gen_random_uuid(), person)
  on conflict (card_system_id, person_id) do nothing;
  update core.person_private p set
    note_sealed = case when kept ? 'noteSealed'
      then decode(kept->>'noteSealed', 'base64') else p.note_sealed end,
    picture_sealed = case when kept ? 'pictureSealed'
      then decode(kept->>'pictureSealed', 'base64') else p.picture_sealed end,
    picture_type = case when kept ? 'pictureType'
      then kept->>'pictureType' else p.picture_type end
    where p.card_system_id = card_system and p.person_id = person;
end $$;

-- Changes what few may see of a holder of a municipality, and takes note of the look.
-- Refuses passholder-not-found, also for a holder of elsewhere, and idempotency-key-reused.
create or replace function core.change_private(
  card_system int, holder uuid, municipality uuid, kept jsonb, look jsonb,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  person uuid;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'private-change', holder)
      is not null then
    return;
  end if;
  person := core.lock_person(card_system, holder, municipality);
  perform core.keep_private(card_system, person, kept);
  perform core.note_looks(card_system, array[holder], look);
end $$;

-- The note of a holder of a municipality and whether there is a picture, and takes note of the
-- look: a JSON object { noteSealed (base64), hasPicture }; null for any other holder.
create or replace function core.read_private(
  card_system int, holder uuid, municipality uuid, look jsonb
) returns text
language plpgsql as $$
declare
  found_private text;
begin
  perform core.enter_card_system(card_system);
  select json_build_object(
           'noteSealed', encode(p.note_sealed, 'base64'),
           'hasPicture', p.picture_sealed is not null)::text
    into found_private
    from core.passholder h
    left join core.person_private p
      on p.card_system_id = h.card_system_id and p.person_id = h.person_id
   where h.card_system_id = card_system and h.id = holder and h.person_id is not null
     and (h.municipality_id = municipality or h.residence_id = municipality);
  if found then
    perform core.note_looks(card_system, array[holder], look);
  end if;
  return found_private;
end $$;

-- The picture of a holder as it is sealed: no row without one.
create or replace function core.read_picture(card_system int, holder uuid)
returns table (picture_sealed bytea, picture_type text)
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return query
    select p.picture_sealed, p.picture_type
      from core.passholder h
      join core.person_private p
        on p.card_system_id = h.card_system_id and p.person_id = h.person_id
     where h.card_system_id = card_system and h.id = holder and p.picture_sealed is not null;
end $$;
