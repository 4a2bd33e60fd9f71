-- The holder of the municipality whose active card and date of birth these are; null for anybody
-- else.
-- Takes note of a look at the holder whom the card finds, whether or not the date fits.
create or replace function core.identify_by_birth(
  card_system int, municipality uuid, card text, born date, look jsonb
) returns uuid
language plpgsql as $$
declare
  found_holder record;
begin
  perform core.enter_card_system(card_system);
  select h.id, p.birth_date into found_holder
    from core.find_card(card_system, card, false) c
    join core.passholder h on h.card_system_id = card_system and h.id = c.passholder_id
    join core.person p on p.card_system_id = card_system and p.id = h.person_id
   where c.status = 'ACTIVE'
     and (h.municipality_id = municipality or h.residence_id = municipality);
  if found_holder.id is not null then
    perform core.note_looks(card_system, array[found_holder.id], look);
  end if;
  return case when found_holder.birth_date = born then found_holder.id end;
end $$;

-- The number of a holder's active card, or else the last one, and whether a UiTiD is linked: the
-- text of a JSON object { uitpasNumber, isLinked }; null for who was erased, and where the token
-- was used.
create or replace function core.uitid_status(card_system int, holder uuid, token uuid) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select json_build_object('uitpasNumber', k.number, 'isLinked', p.uitid_id is not null)::text
      from core.passholder h
      join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
      join lateral (
        select c.number from core.card c
         where c.card_system_id = h.card_system_id and c.passholder_id = h.id
         order by c.status = 'ACTIVE' desc, c.activated_at desc nulls last limit 1) k on true
     where h.card_system_id = card_system and h.id = holder
       and not exists (
         select from core.spent_token s
          where s.card_system_id = card_system and s.id = token));
end $$;

-- Uses a registration token; nothing of a null. Tokens that are over anyway are forgotten.
-- Refuses registration-token-spent.
create or replace function core.spend_token(card_system int, token uuid, moment timestamptz)
returns void
language plpgsql as $$
begin
  if token is null then
    return;
  end if;
  delete from core.spent_token s
   where s.card_system_id = card_system and s.spent_at < moment - interval '1 day';
  insert into core.spent_token (card_system_id, id, spent_at)
  values (card_system, token, moment)
  on conflict (card_system_id, id) do nothing;
  if not found then
    perform core.refuse('registration-token-spent');
  end if;
end $$;

-- Links a UiTiD to a holder of a municipality; once is enough.
-- uitid: id, emailKey (of the verified address) or null.
-- Refuses passholder-not-found, passholder-already-registered (another UiTiD is linked),
-- uitid-already-registered (it is linked to somebody else), registration-token-spent,
-- idempotency-key-reused.
create or replace function core.register_uitid(
  card_system int, holder uuid, municipality uuid, uitid jsonb, token uuid, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  person uuid;
  linked text;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'uitid-register', holder)
      is not null then
    return;
  end if;
  select p.id, p.uitid_id into person, linked
    from core.passholder h
    join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
   where h.card_system_id = card_system and h.id = holder
     and (h.municipality_id = municipality or h.residence_id = municipality)
   for no key update;
  if person is null then
    perform core.refuse('passholder-not-found');
  end if;
  if linked <> uitid->>'id' then
    perform core.refuse('passholder-already-registered');
  end if;
  if exists (
    select from core.person p
     where p.card_system_id = card_system and p.uitid_id = uitid->>'id' and p.id <> person)
  then
    perform core.refuse('uitid-already-registered');
  end if;
  perform core.spend_token(card_system, token, moment);
  update core.person p set uitid_id = uitid->>'id', uitid_email_key = uitid->>'emailKey'
   where p.card_system_id = card_system and p.id = person;
end $$;

-- The holder of a municipality who signed in: by the national number that the identity provider
-- says, or else by the linked UiTiD; null for nobody.
-- hashes: those by which the national number may have been stored; empty without one.
create or replace function core.find_citizen(
  card_system int, municipality uuid, uitid text, hashes text[]
) returns uuid
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select h.id
      from (
        select p.id, 1 as place from core.person p
         where p.card_system_id = card_system and p.national_number_hash = any (hashes)
        union all
        select p.id, 2 from core.person p
         where p.card_system_id = card_system and p.uitid_id = uitid) one
      join core.passholder h on h.card_system_id = card_system and h.person_id = one.id
     where h.municipality_id = municipality or h.residence_id = municipality
     order by one.place limit 1);
end $$;

-- Whether the address of a linked UiTiD is this one.
create or replace function core.is_uitid_linked(card_system int, mail text) returns boolean
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return exists (
    select from core.person p
     where p.card_system_id = card_system and p.uitid_email_key = mail);
end $$;
