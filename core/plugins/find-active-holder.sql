-- Who holds the card that a number stands for; null for an unknown number, one that betrays
-- poverty, and a card that is blocked or not in use: a plugin grants nothing on those.
create or replace function core.find_active_holder(card_system int, asked text) returns uuid
language plpgsql as $$
declare
  holder uuid;
begin
  perform core.enter_card_system(card_system);
  select c.passholder_id into holder
    from core.find_card(card_system, asked, false) c
   where c.status = 'ACTIVE';
  return holder;
end $$;
