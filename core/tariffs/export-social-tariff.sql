-- The active cards of the holders of a municipality whose social status in force may be a social
-- tariff: { number, status, endDate }, as the text of a JSON array by number, which has no order of
-- its own. Whether it is one is decided in core/tariffs/social-status.ts.
-- Takes note of a look at every holder of the municipality with an active card: who is not on the
-- list is told not to have it, and looks at the others alone would be that list again.
create or replace function core.cards_with_status(
  card_system int, municipality uuid, on_day date, look jsonb
) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  perform core.note_looks(card_system, array(
    select h.id from core.passholder h
      join core.card c
        on c.card_system_id = h.card_system_id and c.passholder_id = h.id and c.status = 'ACTIVE'
     where h.card_system_id = card_system
       and (h.municipality_id = municipality or h.residence_id = municipality)), look);
  return (
    select coalesce(json_agg(json_build_object(
             'number', c.number, 'status', s.status, 'endDate', s.end_date)
             order by c.number), '[]')::text
      from (
        select distinct on (o.passholder_id) o.passholder_id, o.status, o.end_date
          from core.social_status o
         where o.card_system_id = card_system and o.effective_from <= on_day
         order by o.passholder_id, o.effective_from desc, o.recorded_at desc) s
      join core.passholder h
        on h.card_system_id = card_system and h.id = s.passholder_id and h.person_id is not null
      join core.card c
        on c.card_system_id = card_system and c.passholder_id = h.id and c.status = 'ACTIVE'
     where s.status = 'ACTIVE'
       and (h.municipality_id = municipality or h.residence_id = municipality));
end $$;
