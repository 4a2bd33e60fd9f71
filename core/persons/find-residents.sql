-- The pass holders who live in a municipality, were born from one day until another, had a pass
-- before a moment, and never had a role of a plugin with some attributes: the first `chunk` by id.
-- `lacking` is { plugin, role, attributes }.
create or replace function core.find_residents(
  card_system int, municipality uuid, born_from date, born_until date,
  registered_before timestamptz, lacking jsonb, chunk int
) returns uuid[]
language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform core.enter_card_system(card_system);
  return array(
    select h.id
      from core.passholder h
      join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
     where h.card_system_id = card_system and h.residence_id = municipality
       and h.registered_at < registered_before
       and p.birth_date between born_from and born_until
       and not exists (
         select from core.role r
          where r.card_system_id = card_system and r.passholder_id = h.id
            and r.municipality_id = municipality and r.plugin = lacking->>'plugin'
            and r.name = lacking->>'role' and r.attributes @> (lacking->'attributes'))
     order by h.id limit chunk);
end $$;
