-- The card that a number, a chip number or an old number stands for, as it is now; no row for an
-- unknown one. An old number that betrays poverty is one that nobody has, with the same work, for
-- who may not resolve it. An old number finds the holder's active card, or the last one. One number
-- is never two of these (core.claim_numbers). The caller has entered the card system. One query and
-- stable, so that PostgreSQL plans it as a part of whatever asks it; the branches are tried in
-- order, and the first that answers is the last.
create or replace function core.find_card(
  card_system int, asked text, resolves_discreet boolean)
returns table (id uuid, number text, chip_number text, status text, passholder_id uuid)
language sql stable as $$
  select c.id, c.number, c.chip_number, c.status, c.passholder_id
    from core.card c where c.card_system_id = card_system and c.number = asked
  union all
  select c.id, c.number, c.chip_number, c.status, c.passholder_id
    from core.card c where c.card_system_id = card_system and c.chip_number = asked
  union all
  (select c.id, c.number, c.chip_number, c.status, c.passholder_id
     from core.card_alias a
     join core.card c
       on c.card_system_id = a.card_system_id and c.passholder_id = a.passholder_id
    where a.card_system_id = card_system and a.number = asked
      and (resolves_discreet or not a.is_discreet)
    order by c.status = 'ACTIVE' desc, c.activated_at desc nulls last
    limit 1)
  limit 1
$$;

-- The status of the card with a number or a chip number; null when nobody has such a card here.
create or replace function core.status_of_card(card_system int, asked text) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select c.status from core.card c
     where c.card_system_id = card_system and (c.number = asked or c.chip_number = asked) limit 1);
end $$;
