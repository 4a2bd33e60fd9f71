-- The family that a holder of a municipality keeps a list of: the holder first, then by when they
-- came in. Takes note of a look at each. The text of a JSON array of { passholder, icon, joinedAt,
-- isMain }, passholder as core.show_passholders; null for a holder of elsewhere.
create or replace function core.list_family(
  card_system int, holder uuid, municipality uuid, on_day date, look jsonb
) returns text
language plpgsql as $$
declare
  shown uuid[];
  registered timestamptz;
begin
  perform core.enter_card_system(card_system);
  select h.registered_at into registered from core.passholder h
   where h.card_system_id = card_system and h.id = holder and h.person_id is not null
     and (h.municipality_id = municipality or h.residence_id = municipality);
  if not found then
    return null;
  end if;
  shown := array[holder] || array(
    select f.passholder_id from core.family_of(card_system, holder) f
     where f.passholder_id <> holder order by f.joined_at, f.passholder_id);
  perform core.note_looks(card_system, shown, look);
  return (
    select json_agg(json_build_object(
             'passholder', one.passholder, 'icon', f.icon,
             'joinedAt', coalesce(f.joined_at, registered),
             'isMain', one.passholder->>'id' = holder::text) order by one.place)
      from jsonb_array_elements(core.show_passholders(card_system, shown, on_day))
           with ordinality as one (passholder, place)
      left join core.family_of(card_system, holder) f
        on f.passholder_id = (one.passholder->>'id')::uuid)::text;
end $$;

-- Who is in the family that a holder keeps a list of, the holder too; no row without a family.
create or replace function core.family_of(card_system int, holder uuid)
returns table (
  member_id uuid, passholder_id uuid, birth_date date, icon text, joined_at timestamptz)
language sql stable as $$
  select m.id, h.id, p.birth_date, m.icon, m.joined_at
    from core.family e
    join core.household_member m
      on m.card_system_id = e.card_system_id and m.household_id = e.household_id
    join core.person p on p.card_system_id = m.card_system_id and p.id = m.person_id
    join core.passholder h on h.card_system_id = m.card_system_id and h.person_id = m.person_id
   where e.card_system_id = card_system and e.passholder_id = holder
$$;

-- Adds a pass holder to the family of another, both of the municipality.
-- asked: id of the membership, card, resolvesDiscreet, tokenHolder (whom a registration token is
-- about) or null, icon, joinedAt, maxMembers, maxAdults, adultsBornUntil.
-- Refuses passholder-not-found, family-member-already-added, too-many-family-members,
-- too-many-adults-in-family, registration-token-spent, idempotency-key-reused.
create or replace function core.add_family_member(
  card_system int, holder uuid, municipality uuid, asked jsonb, token uuid, look jsonb,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  moment timestamptz := (asked->>'joinedAt')::timestamptz;
  born_until date := (asked->>'adultsBornUntil')::date;
  main uuid;
  added record;
  family uuid;
  members int;
  adults int;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(
    card_system, command_key, command_hash, 'family-add', (asked->>'id')::uuid) is not null
  then
    return;
  end if;
  -- Locked, so that two who are added at once are counted one after the other.
  select h.person_id into main from core.passholder h
    where h.card_system_id = card_system and h.id = holder
      and (h.municipality_id = municipality or h.residence_id = municipality)
    for no key update;
  select h.id, h.person_id, p.birth_date into added
    from core.find_card(
           card_system, asked->>'card', (asked->>'resolvesDiscreet')::boolean) c
    join core.passholder h on h.card_system_id = card_system and h.id = c.passholder_id
    join core.person p on p.card_system_id = card_system and p.id = h.person_id
   where h.id = coalesce((asked->>'tokenHolder')::uuid, h.id)
     and (h.municipality_id = municipality or h.residence_id = municipality);
  if main is null or added.id is null then
    perform core.refuse('passholder-not-found');
  end if;

  select e.household_id into family from core.family e
   where e.card_system_id = card_system and e.passholder_id = holder;
  if family is null then
    family := gen_random_uuid();
    insert into core.household (card_system_id, id, municipality_id)
    values (card_system, family, municipality);
    insert into core.family (card_system_id, id, household_id, passholder_id)
    values (card_system, gen_random_uuid(), family, holder);
    insert into core.household_member (
      card_system_id, id, household_id, person_id, relation, joined_at)
    values (card_system, gen_random_uuid(), family, main, 'family', moment);
  end if;
  select count(*), count(*) filter (where f.birth_date <= born_until)
    into members, adults from core.family_of(card_system, holder) f;
  if exists (
    select from core.family_of(card_system, holder) f where f.passholder_id = added.id)
  then
    perform core.refuse('family-member-already-added');
  end if;
  if members >= (asked->>'maxMembers')::int then
    perform core.refuse('too-many-family-members');
  end if;
  if added.birth_date <= born_until and adults >= (asked->>'maxAdults')::int then
    perform core.refuse('too-many-adults-in-family');
  end if;
  perform core.spend_token(card_system, token, moment);
  insert into core.household_member (
    card_system_id, id, household_id, person_id, relation, icon, joined_at)
  values (
    card_system, (asked->>'id')::uuid, family, added.person_id, 'family', asked->>'icon', moment);
  perform core.note_looks(card_system, array[holder, added.id], look);
end $$;

-- Changes the icon of somebody in the family of a holder of the municipality.
-- Refuses family-member-not-found, idempotency-key-reused.
create or replace function core.change_family_member(
  card_system int, holder uuid, municipality uuid, member uuid, new_icon text, look jsonb,
  command_key text, command_hash text
) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'family-change', member)
      is not null then
    return;
  end if;
  update core.household_member m set icon = new_icon
    from core.family_of(card_system, holder) f
   where m.card_system_id = card_system and m.id = f.member_id and f.passholder_id = member
     and core.is_holder_of(card_system, holder, municipality);
  if not found then
    perform core.refuse('family-member-not-found');
  end if;
  perform core.note_looks(card_system, array[member], look);
end $$;

-- Takes somebody out of the family of a holder, one of them of the municipality.
-- Refuses family-member-not-found, idempotency-key-reused.
create or replace function core.remove_family_member(
  card_system int, holder uuid, municipality uuid, member uuid, look jsonb,
  command_key text, command_hash text
) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'family-remove', member)
      is not null then
    return;
  end if;
  delete from core.household_member m
   using core.family_of(card_system, holder) f
   where m.card_system_id = card_system and m.id = f.member_id and f.passholder_id = member
     and member <> holder
     and (core.is_holder_of(card_system, holder, municipality)
       or core.is_holder_of(card_system, member, municipality));
  if not found then
    perform core.refuse('family-member-not-found');
  end if;
  perform core.note_looks(card_system, array[member], look);
end $$;

-- The families of others that a holder of a municipality was added to, and takes note of a look at
-- the holder and at each whose family it is: the text of a JSON array of { name, firstName,
-- passholderId, memberSince }; null for a holder of elsewhere.
create or replace function core.list_families(
  card_system int, holder uuid, municipality uuid, look jsonb
) returns text
language plpgsql as $$
declare
  families jsonb;
begin
  perform core.enter_card_system(card_system);
  if not core.is_holder_of(card_system, holder, municipality) then
    return null;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object(
           'name', p.last_name, 'firstName', p.first_name, 'passholderId', main.id,
           'memberSince', m.joined_at) order by m.joined_at, main.id), '[]')
    into families
    from core.passholder h
    join core.household_member m
      on m.card_system_id = h.card_system_id and m.person_id = h.person_id
    join core.family e
      on e.card_system_id = m.card_system_id and e.household_id = m.household_id
    join core.passholder main
      on main.card_system_id = e.card_system_id and main.id = e.passholder_id
    join core.person p on p.card_system_id = main.card_system_id and p.id = main.person_id
   where h.card_system_id = card_system and h.id = holder and main.id <> holder
     and (main.municipality_id = municipality or main.residence_id = municipality);
  perform core.note_looks(card_system, array[holder] || array(
    select (f->>'passholderId')::uuid from jsonb_array_elements(families) f), look);
  return families::text;
end $$;

-- Whether a holder, who is not erased, lives in a municipality or was registered there.
create or replace function core.is_holder_of(card_system int, holder uuid, municipality uuid)
returns boolean
language sql stable as $$
  select exists (
    select from core.passholder h
     where h.card_system_id = card_system and h.id = holder and h.person_id is not null
       and (h.municipality_id = municipality or h.residence_id = municipality))
$$;

-- Forgets whatever ties a holder to others: memberships of associations, the own family with all
-- who are in it, and the place in the families of others. Part of core.erase_holder.
create or replace function core.forget_ties(card_system int, holder uuid, persons uuid[])
returns void
language plpgsql as $$
declare
  families uuid[] := array(
    select e.household_id from core.family e
     where e.card_system_id = card_system and e.passholder_id = holder);
begin
  perform core.forget_commands(card_system, array(
    select m.id from core.association_membership m
     where m.card_system_id = card_system and m.passholder_id = holder
    union all
    select m.id from core.household_member m
     where m.card_system_id = card_system
       and (m.household_id = any (families) or m.person_id = any (persons))));
  delete from core.association_membership m
   where m.card_system_id = card_system and m.passholder_id = holder;
  delete from core.household_member m
   where m.card_system_id = card_system and m.household_id = any (families);
  delete from core.family e where e.card_system_id = card_system and e.passholder_id = holder;
  delete from core.household e
   where e.card_system_id = card_system and e.id = any (families)
     -- No family owes anything; if one did, it would stay, with nobody in it.
     and not exists (
       select from core.party p where p.card_system_id = card_system and p.household_id = e.id);
end $$;
