-- The number of the active card of a holder, or a group, that the municipality registered or
-- houses: a JSON object with `number`, null without such a card; null for any other holder.
create or replace function core.active_card_of(card_system int, holder uuid, municipality uuid)
returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select json_build_object('number', c.number)::text
      from core.passholder h
      left join core.card c
        on c.card_system_id = h.card_system_id and c.passholder_id = h.id and c.status = 'ACTIVE'
     where h.card_system_id = card_system and h.id = holder
       and (h.municipality_id = municipality or h.residence_id = municipality)
       and (h.person_id is not null or core.is_group(card_system, h.id)));
end $$;
