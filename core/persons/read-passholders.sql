-- Pass holders as who may open a person sees them, in the order of `asked`: a JSON array of
-- core/persons/read-passholder.ts, StoredPassholder. Who was erased is left out.
-- on_day: the day in Brussels that the social status is judged on.
-- The caller has entered the card system.
create or replace function core.show_passholders(card_system int, asked uuid[], on_day date)
returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'id', h.id, 'version', h.version, 'registeredAt', h.registered_at,
           'municipalityId', h.municipality_id,
           'residenceId', h.residence_id, 'points', coalesce(a.balance, 0),
           'firstName', p.first_name, 'lastName', p.last_name, 'birthDate', p.birth_date,
           'email', p.email, 'phone', p.phone, 'street', p.street,
           'houseNumber', p.house_number, 'postalCode', p.postal_code, 'city', p.city,
           'optInPreferences', p.opt_in_preferences, 'hasUitid', p.uitid_id is not null,
           'card', k.shown, 'social', s.shown)
           order by q.place), '[]')
    from unnest(asked) with ordinality as q (id, place)
    join core.passholder h on h.card_system_id = card_system and h.id = q.id
    join core.person p on p.card_system_id = card_system and p.id = h.person_id
    left join core.points_account a
      on a.card_system_id = card_system and a.passholder_id = h.id
    left join lateral (
      select jsonb_build_object('number', c.number, 'type', c.type, 'status', c.status) as shown
        from core.card c
       where c.card_system_id = card_system and c.passholder_id = h.id
       order by c.status = 'ACTIVE' desc, c.activated_at desc nulls last limit 1) k on true
    left join lateral (
      select jsonb_build_object('status', o.status, 'endDate', o.end_date) as shown
        from core.social_status o
       where o.card_system_id = card_system and o.passholder_id = h.id
         and o.effective_from <= on_day
       order by o.effective_from desc, o.recorded_at desc limit 1) s on true
$$;

-- One pass holder of a municipality (who lives there or was registered there), and takes note of
-- the look; null for anybody else, as for an id that nobody has.
-- look: see core.note_looks; null for who has just written what is read.
create or replace function core.read_passholder(
  card_system int, holder uuid, municipality uuid, on_day date, look jsonb
) returns text
language plpgsql as $$
declare
  found_ids uuid[];
begin
  perform core.enter_card_system(card_system);
  found_ids := array(
    select h.id from core.passholder h
     where h.card_system_id = card_system and h.id = holder and h.person_id is not null
       and (h.municipality_id = municipality or h.residence_id = municipality));
  if cardinality(found_ids) = 0 then
    return null;
  end if;
  perform core.note_looks(card_system, found_ids, look);
  return (core.show_passholders(card_system, found_ids, on_day)->0)::text;
end $$;

-- The pass holders of a municipality who fit all that was asked, by last name. A look is noted at
-- each who is shown; at each who was found when the asked part shows nobody, for their number tells
-- that they are there; at each whom a card or an e-mail address found and the rest does not fit,
-- for that tells of them too; at nobody when a search for a person found nobody.
-- criteria, a JSON object with null for what was not asked; one of the first six is, but for any:
--   card, chip, resolvesDiscreet    as core.identify_passholders
--   emailKey                        core/persons/email-key.ts
--   uitidId                         of a linked UiTiD
--   associationId                   with membership: ACTIVE, EXPIRED or ALL, on on_day
--   schoolId                        `any` for whoever is linked to one, beside something else
--   lastNameStart                   core/persons/person-record.ts
--   lastNameKey, firstNameKey       how the names begin
--   emailLike, streetLike, cityLike patterns of LIKE, in small letters
--   bornFrom, bornUntil
-- Answers a JSON object { totalItems, member: core.show_passholders }.
create or replace function core.list_passholders(
  card_system int, criteria jsonb, municipality uuid, part jsonb, on_day date, look jsonb
) returns text
language plpgsql as $$
declare
  found_ids uuid[];
  shown_ids uuid[];
  identified uuid[] := '{}';
  looked_at uuid[];
  first int := (part->>'start')::int;
  most int := (part->>'limit')::int;
begin
  perform core.enter_card_system(card_system);
  if criteria->>'card' is not null or criteria->>'emailKey' is not null then
    identified := core.identify_passholders(card_system, criteria);
    found_ids := identified;
  elsif criteria->>'uitidId' is not null then
    found_ids := array(
      select h.id from core.person p
        join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
       where p.card_system_id = card_system and p.uitid_id = criteria->>'uitidId');
    identified := found_ids;
  elsif criteria->>'lastNameStart' is not null then
    found_ids := array(
      select h.id from core.person p
        join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
       where p.card_system_id = card_system and p.last_name_start = criteria->>'lastNameStart');
  elsif criteria->>'associationId' is not null then
    found_ids := array(
      select m.passholder_id from core.association_membership m
       where m.card_system_id = card_system
         and m.association_id = (criteria->>'associationId')::uuid);
  else
    found_ids := array(
      select h.id from core.person p
        join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
       where p.card_system_id = card_system and p.school_id = (criteria->>'schoolId')::uuid);
  end if;

  found_ids := array(
    select h.id
      from core.passholder h
      join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
     where h.card_system_id = card_system and h.id = any (found_ids)
       and (h.municipality_id = municipality or h.residence_id = municipality)
       and starts_with(coalesce(p.last_name_key, ''), coalesce(criteria->>'lastNameKey', ''))
       and starts_with(p.name_key, coalesce(criteria->>'firstNameKey', ''))
       and lower(coalesce(p.email, '')) like coalesce(criteria->>'emailLike', '%')
       and lower(concat_ws(' ', p.street, p.house_number))
           like coalesce(criteria->>'streetLike', '%')
       and lower(coalesce(p.city, '')) like coalesce(criteria->>'cityLike', '%')
       and (criteria->>'bornFrom' is null or p.birth_date >= (criteria->>'bornFrom')::date)
       and (criteria->>'bornUntil' is null or p.birth_date <= (criteria->>'bornUntil')::date)
       and (criteria->>'uitidId' is null or p.uitid_id = criteria->>'uitidId')
       and (criteria->>'schoolId' is null
         or p.school_id::text = criteria->>'schoolId'
         or (criteria->>'schoolId' = 'any' and p.school_id is not null))
       and (criteria->>'associationId' is null or exists (
         select from core.association_membership m
          where m.card_system_id = card_system and m.passholder_id = h.id
            and m.association_id = (criteria->>'associationId')::uuid
            and (criteria->>'membership' = 'ALL'
              or (criteria->>'membership' = 'ACTIVE') = (m.end_date >= on_day))))
     order by p.last_name collate "nl-x-icu", p.first_name collate "nl-x-icu", h.id);
  if (part->>'descending')::boolean then
    found_ids := array(
      select f.id from unnest(found_ids) with ordinality as f (id, place) order by f.place desc);
  end if;
  shown_ids := found_ids[first + 1 : first + most];
  looked_at := case when cardinality(shown_ids) = 0 then found_ids else shown_ids end || array(
    select h.id from core.passholder h
     where h.card_system_id = card_system and h.id = any (identified)
       and h.id <> all (found_ids) and h.person_id is not null
       and (h.municipality_id = municipality or h.residence_id = municipality));
  if cardinality(looked_at) = 0 and criteria->>'card' is null then
    looked_at := array[null::uuid];
  end if;
  perform core.note_looks(card_system, looked_at, look);
  return json_build_object(
    'totalItems', cardinality(found_ids),
    'member', core.show_passholders(card_system, shown_ids, on_day))::text;
end $$;

-- Takes note that somebody opened persons: one look at each.
-- look: clientId, organizerId, lookedAt; nothing is noted of a null.
create or replace function core.note_looks(card_system int, holders uuid[], look jsonb)
returns void
language sql as $$
  insert into core.look (
    card_system_id, id, client_id, organizer_id, passholder_id, subject, looked_at)
  select card_system, gen_random_uuid(), look->>'clientId', (look->>'organizerId')::uuid, h.id,
         'person', (look->>'lookedAt')::timestamptz
    from unnest(holders) as h (id)
   where look <> 'null'
$$;

-- The same for who asks nothing else.
create or replace function core.note_look(card_system int, holder uuid, look jsonb) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  perform core.note_looks(card_system, array[holder], look);
end $$;
