-- Finds pass holders by what identifies them, and notes who was looked up by name, national number
-- or e-mail address.
--
-- criteria, a JSON object with null for what was not asked; a holder fits all that was asked, and
-- at least one of the first four is:
--   card            a number, chip number or old number; with chip, its card has that chip number
--   hashes          those by which the national number may have been stored
--   emailKey        core/persons/email-key.ts
--   nameKey         of first and last name, with birthDate
--   fitting, birthDate    narrow down what the others find; the ids of core.name_identified whose
--                   names are those that were asked
-- look: clientId, organizerId, lookedAt, and atPersons when something about a person was asked. One
-- is noted at each holder who is shown; at each who was found when the asked part shows nobody, for
-- their number tells that they are there; at each whom an identifier found and a name or birth date
-- does not fit, for that tells of them too; at nobody when nobody was found.
-- Answers a JSON object { totalItems, member: [{ id, firstName, initial, uitpasNumber }] }, by
-- name.
create or replace function core.search_passholders(
  card_system int, criteria jsonb, first int, most int, look jsonb
) returns text
language plpgsql as $$
declare
  found_ids uuid[] := core.identify_passholders(card_system, criteria);
  total int;
  members jsonb;
  named uuid[] := found_ids;
  fitting uuid[];
  looked_at uuid[];
begin
  if criteria->'fitting' <> 'null' then
    named := array(select jsonb_array_elements_text(criteria->'fitting')::uuid);
  end if;
  select count(*), array_agg(f.id), coalesce(jsonb_agg(jsonb_build_object(
           'id', f.id, 'firstName', f.first_name, 'initial', f.initial, 'uitpasNumber', f.number)
           order by f.place) filter (where f.place > first and f.place <= first + most), '[]')
    into total, fitting, members
    from (
      select h.id, p.first_name, left(p.last_name, 1) as initial, c.number,
             row_number() over (order by p.last_name collate "nl-x-icu",
               p.first_name collate "nl-x-icu", c.number) as place
        from core.passholder h
        join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
        left join lateral (
          select k.number from core.card k
           where k.card_system_id = h.card_system_id and k.passholder_id = h.id
           order by k.status = 'ACTIVE' desc, k.activated_at desc nulls last limit 1) c on true
       where h.card_system_id = card_system and h.id = any (found_ids)
         and (criteria->>'birthDate' is null or p.birth_date = (criteria->>'birthDate')::date)
         and h.id = any (named)) f;

  if (look->>'atPersons')::boolean then
    looked_at := array(select (shown->>'id')::uuid from jsonb_array_elements(members) shown);
    if looked_at = '{}' then
      looked_at := coalesce(fitting, '{}');
    end if;
    looked_at := looked_at || array(
      select h.id from core.passholder h
       where h.card_system_id = card_system and h.id = any (found_ids)
         and h.id <> all (coalesce(fitting, '{}')) and h.person_id is not null);
    if looked_at = '{}' then
      looked_at := array[null::uuid];
    end if;
    insert into core.look (
      card_system_id, id, client_id, organizer_id, passholder_id, subject, looked_at)
    select card_system, gen_random_uuid(), look->>'clientId', (look->>'organizerId')::uuid,
           holder, 'person', (look->>'lookedAt')::timestamptz
      from unnest(looked_at) holder;
  end if;
  return json_build_object('totalItems', total, 'member', members)::text;
end $$;

-- Who is called what, of those whom the identifying criteria find: a JSON array of { id, firstName,
-- lastName }, for core/persons/search-passholders.ts to compare.
create or replace function core.name_identified(card_system int, criteria jsonb) returns text
language plpgsql as $$
declare
  found_ids uuid[] := core.identify_passholders(card_system, criteria);
begin
  return (
    select coalesce(json_agg(json_build_object(
             'id', h.id, 'firstName', p.first_name, 'lastName', p.last_name)), '[]')::text
      from core.passholder h
      join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
     where h.card_system_id = card_system and h.id = any (found_ids));
end $$;

-- The holders that fit every identifying criterion that was asked: each by its own index.
create or replace function core.identify_passholders(card_system int, criteria jsonb)
returns uuid[]
language plpgsql as $$
declare
  found_ids uuid[];
  fitting uuid[];
begin
  perform core.enter_card_system(card_system);
  if criteria->>'card' is not null then
    found_ids := array(
      select c.passholder_id
        from core.find_card(
          card_system, criteria->>'card', (criteria->>'resolvesDiscreet')::boolean) c
       where c.passholder_id is not null
         and (criteria->>'chip' is null or c.chip_number = criteria->>'chip'));
  end if;
  if criteria->'hashes' <> 'null' then
    fitting := array(
      select h.id from core.person p
        join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
       where p.card_system_id = card_system and p.national_number_hash = any (
         array(select jsonb_array_elements_text(criteria->'hashes'))));
    found_ids := core.both(found_ids, fitting);
  end if;
  if criteria->>'emailKey' is not null then
    fitting := array(
      select h.id from core.person p
        join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
       where p.card_system_id = card_system and p.email_key = criteria->>'emailKey');
    found_ids := core.both(found_ids, fitting);
  end if;
  if criteria->>'nameKey' is not null then
    fitting := array(
      select h.id from core.person p
        join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
       where p.card_system_id = card_system and p.name_key = criteria->>'nameKey'
         and p.birth_date = (criteria->>'birthDate')::date);
    found_ids := core.both(found_ids, fitting);
  end if;
  return coalesce(found_ids, '{}');
end $$;

-- What is in both lists; the second when nothing was asked before.
create or replace function core.both(earlier uuid[], later uuid[]) returns uuid[]
language plpgsql as $$
begin
  if earlier is null then
    return later;
  end if;
  return array(select unnest(earlier) intersect select unnest(later));
end $$;
