-- Everything that taps need to know of cards, in one round trip: the text of a JSON array with one
-- object (core/rights/card-facts.ts) for each card that is asked, in their order, null for a number
-- that the card system does not have.
-- asked: pass numbers, chip numbers or old numbers; beside each whether one that betrays poverty is
-- resolved, the event whose price is asked, or null, and the day in Brussels that the social status
-- is judged on, and that says of which calendar periods the allowances are told.
--
-- One plan for groups of all sizes: PostgreSQL would plan anew for the length of the arrays, which
-- costs more than reading the card.
create or replace function core.read_cards(
  card_system int, asked text[], resolves_discreet boolean[], asked_events uuid[],
  on_days date[]
) returns text
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  cards text;
begin
  perform core.enter_card_system(card_system);
  select json_agg(
    case when shown.number is null then null else json_build_object(
      'card', json_build_object(
        'number', shown.number, 'chipNumber', shown.chip_number, 'status', shown.status),
      'holder', (
        select json_build_object(
          'id', h.id, 'version', h.version, 'municipalityId', h.municipality_id,
          'residenceId', h.residence_id, 'firstName', p.first_name,
          'initial', left(p.last_name, 1), 'birthDate', p.birth_date,
          'points', coalesce(a.balance, 0),
          'partners', f.partners, 'children', f.children, 'guardians', f.guardians,
          'group', case when h.person_id is null then
            core.show_group(h.card_system_id, h.id, question.on_day) end)
        from core.passholder h
        left join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
        left join core.points_account a
          on a.card_system_id = h.card_system_id and a.passholder_id = h.id
        cross join lateral (
          -- What others are to the holder: a partner, a child or a guardian of this one.
          select count(*) filter (where me.relation = 'adult' and other.relation = 'adult')
                   as partners,
                 count(*) filter (where me.relation <> 'child' and other.relation = 'child')
                   as children,
                 count(*) filter (where me.relation = 'child' and other.relation <> 'child')
                   as guardians
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
           and s.effective_from <= question.on_day
         order by s.effective_from desc, s.recorded_at desc limit 1),
      'roles', (
        select coalesce(json_agg(json_build_object(
          'id', r.id, 'plugin', r.plugin, 'name', r.name, 'municipalityId', r.municipality_id,
          'attributes', r.attributes, 'validFrom', r.valid_from, 'validUntil', r.valid_until,
          'isDerived', r.is_derived,
          'allowances', (
            select json_agg(json_build_object(
                     'key', w.key, 'period', w.period, 'granted', w.granted, 'used', w.used,
                     'lapsed', w.lapsed, 'validUntil', w.valid_until))
              from core.allowance w
             where w.card_system_id = card_system and w.role_id = r.id
               and (w.period = 'ROLE' or (w.valid_from <= question.on_day
                 and coalesce(w.valid_until >= question.on_day, true)))))), '[]')
          from core.role r
         where r.card_system_id = card_system and r.passholder_id = shown.passholder_id
           and (r.valid_until is null or r.valid_until >= question.on_day - 366)),
      'event', (
        select json_build_object(
          'id', e.id, 'organizerId', e.organizer_id, 'placeId', e.place_id,
          'regularPriceCents', e.regular_price_cents, 'version', e.version,
          'isInCardSystem', e.is_in_card_system, 'distributionKey', e.distribution_key)
          from core.event e where e.card_system_id = card_system and e.id = question.event)) end
    order by question.n)::text into cards
    from unnest(asked, resolves_discreet, asked_events, on_days)
         with ordinality as question (number, resolves, event, on_day, n)
    left join lateral core.find_card(card_system, question.number, question.resolves) shown on true;
  return cards;
end $$;
