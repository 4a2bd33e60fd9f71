-- The holder of the municipality whose active card and date of birth these are; null for anybody
-- else.
-- Takes note of a look at the holder whom the card finds, whether or not the date fits, and counts
-- a wrong date for that holder, by whichever number it came. A number that finds nobody costs the
-- same: a look at nobody, and a count of its own.
-- Refuses rate-limited for whom the date was wrong five times, none an hour after the one before,
-- until an hour after the fifth.
create or replace function core.identify_by_birth(
  card_system int, municipality uuid, card text, born date, look jsonb, moment timestamptz
) returns uuid
language plpgsql as $$
declare
  found_holder record;
  guess uuid;
  wrong_before int;
  is_right boolean;
begin
  perform core.enter_card_system(card_system);
  select h.id, p.birth_date into found_holder
    from core.find_card(card_system, card, false) c
    join core.passholder h on h.card_system_id = card_system and h.id = c.passholder_id
    join core.person p on p.card_system_id = card_system and p.id = h.person_id
   where c.status = 'ACTIVE'
     and (h.municipality_id = municipality or h.residence_id = municipality);
  guess := coalesce(found_holder.id, md5(municipality || card)::uuid);
  is_right := found_holder.birth_date is not distinct from born;

  -- Locked from here on: of many at once each knows how many were wrong before it.
  insert into core.birth_guess as known (card_system_id, id, wrong, over_at)
  values (card_system, guess, 0, moment)
  on conflict (card_system_id, id) do update
    set wrong = case when known.over_at > moment then known.wrong else 0 end
  returning known.wrong into wrong_before;
  if wrong_before >= 5 then
    perform core.refuse('rate-limited');
  end if;
  update core.birth_guess g
     set wrong = wrong_before + (not is_right)::int,
         over_at = case when is_right then g.over_at else moment + interval '1 hour' end
   where g.card_system_id = card_system and g.id = guess;
  perform core.note_looks(card_system, array[found_holder.id], look);
  perform core.forget_guesses(card_system, moment);
  return case when is_right then found_holder.id end;
end $$;

-- Forgets counts that are over: more of them than one call makes. It waits for nobody, so that two
-- never wait for each other.
create or replace function core.forget_guesses(card_system int, moment timestamptz) returns void
language sql as $$
  delete from core.birth_guess g
   where g.card_system_id = card_system and g.id in (
     select o.id from core.birth_guess o
      where o.card_system_id = card_system and o.over_at < moment
      order by o.over_at limit 10 for no key update skip locked)
$$;

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
