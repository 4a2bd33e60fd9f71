-- The active cards of the holders of a municipality whose social status in force may be a social
-- tariff: { number, holderId, status, endDate }, as the text of a JSON array by number, which has
-- no order of its own. Whether it is one is decided in core/tariffs/social-status.ts.
create or replace function core.cards_with_status(card_system int, municipality uuid, on_day date)
returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(json_agg(json_build_object(
             'number', c.number, 'holderId', h.id, 'status', s.status, 'endDate', s.end_date)
             order by c.number), '[]')::text
      from (
        select distinct on (o.passholder_id) o.passholder_id, o.status, o.end_date
          from core.social_status o
         where o.card_system_id = card_system and o.effective_from <= on_day
         order by o.passholder_id, o.effective_from desc, o.recorded_at desc) s
      join core.passholder h on h.card_system_id = card_system and h.id = s.passholder_id
      join core.card c
        on c.card_system_id = card_system and c.passholder_id = h.id and c.status = 'ACTIVE'
     where s.status = 'ACTIVE'
       and (h.municipality_id = municipality or h.residence_id = municipality));
end $$;

-- Takes note that somebody was told the social status of holders. look: core.note_looks.
create or replace function core.note_look_at_status(card_system int, holders uuid[], look jsonb)
returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  insert into core.look (
    card_system_id, id, client_id, organizer_id, passholder_id, subject, looked_at)
  select card_system, gen_random_uuid(), look->>'clientId', (look->>'organizerId')::uuid, h.id,
         'social-status', (look->>'lookedAt')::timestamptz
    from unnest(holders) as h (id);
end $$;
