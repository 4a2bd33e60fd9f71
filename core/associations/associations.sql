-- Of a holder of a municipality, who lives there or was registered there, the date of birth and
-- the last days of these memberships, and takes note of the look: the text of a JSON object
-- { birthDate, ends: { associationId: endDate } }; null for any other holder.
create or replace function core.read_association_memberships(
  card_system int, holder uuid, municipality uuid, asked uuid[], look jsonb
) returns text
language plpgsql as $$
declare
  shown text;
begin
  perform core.enter_card_system(card_system);
  select json_build_object(
           'birthDate', p.birth_date,
           'ends', (
             select coalesce(json_object_agg(m.association_id, m.end_date), '{}')
               from core.association_membership m
              where m.card_system_id = card_system and m.passholder_id = h.id
                and m.association_id = any (asked)))::text
    into shown
    from core.passholder h
    join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
   where h.card_system_id = card_system and h.id = holder
     and (h.municipality_id = municipality or h.residence_id = municipality);
  if shown is not null then
    perform core.note_looks(card_system, array[holder], look);
  end if;
  return shown;
end $$;

-- What making or renewing a membership is decided on, under a lock that lasts until the end of the
-- transaction: the text of a JSON object { birthDate, endDate }, endDate null without a membership.
-- Refuses passholder-not-found.
create or replace function core.open_association_membership(
  card_system int, holder uuid, municipality uuid, association uuid
) returns text
language plpgsql as $$
declare
  person uuid;
begin
  perform core.enter_card_system(card_system);
  person := core.lock_person(card_system, holder, municipality);
  return (
    select json_build_object('birthDate', p.birth_date, 'endDate', (
             select m.end_date from core.association_membership m
              where m.card_system_id = card_system and m.passholder_id = holder
                and m.association_id = association))::text
      from core.person p where p.card_system_id = card_system and p.id = person);
end $$;

-- Writes the membership that was decided on, and takes note of the look.
create or replace function core.keep_association_membership(
  card_system int, membership jsonb, look jsonb
) returns void
language plpgsql as $$
declare
  holder uuid := (membership->>'passholderId')::uuid;
begin
  insert into core.association_membership as known (
    card_system_id, id, passholder_id, association_id, end_date, registered_at)
  values (
    card_system, (membership->>'id')::uuid, holder, (membership->>'associationId')::uuid,
    (membership->>'endDate')::date, (membership->>'registeredAt')::timestamptz)
  on conflict (card_system_id, passholder_id, association_id) do update
    set id = excluded.id, end_date = excluded.end_date, registered_at = excluded.registered_at;
  perform core.note_looks(card_system, array[holder], look);
end $$;

-- Removes a membership of a holder of a municipality, and takes note of the look.
-- Refuses passholder-not-found, association-membership-not-found, idempotency-key-reused.
create or replace function core.leave_association(
  card_system int, holder uuid, municipality uuid, association uuid, look jsonb,
  command_key text, command_hash text
) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'association-leave', holder)
      is not null then
    return;
  end if;
  perform core.open_association_membership(card_system, holder, municipality, association);
  delete from core.association_membership m
   where m.card_system_id = card_system and m.passholder_id = holder
     and m.association_id = association;
  if not found then
    perform core.refuse('association-membership-not-found');
  end if;
  perform core.note_looks(card_system, array[holder], look);
end $$;
