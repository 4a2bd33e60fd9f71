-- Who holds the card that a number stands for; null for an unknown number, one that betrays
-- poverty, and a card that is blocked or not in use: a plugin grants nothing on those. Nobody
-- erases the holder before the transaction ends: what a plugin writes of him is there to be taken
-- away.
create or replace function core.find_active_holder(card_system int, asked text) returns uuid
language plpgsql as $$
declare
  holder uuid;
begin
  perform core.enter_card_system(card_system);
  select c.passholder_id into holder
    from core.find_card(card_system, asked, false) c
   where c.status = 'ACTIVE';
  perform core.keep_from_erasure(card_system, array[holder]);
  -- Again: he may have been erased just now.
  return (
    select c.passholder_id from core.find_card(card_system, asked, false) c
     where c.status = 'ACTIVE' and c.passholder_id = holder);
end $$;
