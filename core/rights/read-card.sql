-- Everything a tap needs to know of a card, in one round trip, as the text of one JSON object
-- (core/rights/card-facts.ts), or null when the card system has no such number.
-- asked: a pass number, a chip number or an old number; asked_event may be null;
-- on_day: the day in Brussels that the social status is judged on.
create or replace function core.read_card(
  card_system int, asked text, asked_event uuid, on_day date
) returns text
language plpgsql as $$
declare
  shown record;
begin
  perform core.enter_card_system(card_system);
  select c.* into shown from core.find_card(card_system, asked) c;
  if not found then
    return null;
  end if;

  return (
    select json_build_object(
      'card', json_build_object(
        'number', shown.number, 'chipNumber', shown.chip_number, 'status', shown.status,
        'byDiscreetAlias', shown.by_discreet_alias),
      'holder', (
        select json_build_object(
          'id', h.id, 'version', h.version, 'municipalityId', h.municipality_id,
          'residenceId', h.residence_id, 'firstName', p.first_name,
          'initial', left(p.last_name, 1), 'birthDate', p.birth_date,
          'points', coalesce(a.balance, 0),
          'partners', f.partners, 'children', f.children, 'guardians', f.guardians)
        from core.passholder h
        left join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
        left join core.points_account a
          on a.card_system_id = h.card_system_id and a.passholder_id = h.id
        cross join lateral (
          select count(*) filter (where other.relation = 'adult') as partners,
                 count(*) filter (where other.relation = 'child') as children,
                 count(*) filter (where other.relation = 'guardian') as guardians
            from core.household_member me
            join core.household_member other
              on other.card_system_id = me.card_system_id and other.household_id = me.household_id
             and other.person_id <> me.person_id
           where me.card_system_id = h.card_system_id and me.person_id = h.person_id) f
        where h.card_system_id = card_system and h.id = shown.passholder_id),
      'social', (
        select json_build_object('status', s.status, 'endDate', s.end_date)
          from core.social_status s
         where s.card_system_id = card_system and s.passholder_id = shown.passholder_id
           and s.effective_from <= on_day
         order by s.effective_from desc, s.recorded_at desc limit 1),
      'roles', (
        select coalesce(json_agg(json_build_object(
          'id', r.id, 'plugin', r.plugin, 'name', r.name, 'municipalityId', r.municipality_id,
          'attributes', r.attributes, 'validFrom', r.valid_from, 'validUntil', r.valid_until,
          'isDerived', r.is_derived,
          'allowances', (
            select json_agg(json_build_object(
                     'key', w.key, 'granted', w.granted, 'used', w.used,
                     'validUntil', w.valid_until))
              from core.allowance w
             where w.card_system_id = card_system and w.role_id = r.id))), '[]')
          from core.role r
         where r.card_system_id = card_system and r.passholder_id = shown.passholder_id
           and (r.valid_until is null or r.valid_until >= on_day - 366)),
      'event', (
        select json_build_object(
          'id', e.id, 'organizerId', e.organizer_id, 'placeId', e.place_id,
          'regularPriceCents', e.regular_price_cents, 'version', e.version)
          from core.event e where e.card_system_id = card_system and e.id = asked_event)
    )::text);
end $$;
