-- What core.read_cards tells, of the card of a pass holder: the active one, or else the last one.
-- Null for a pass holder that the card system does not have.
create or replace function core.read_holder(card_system int, holder uuid, on_day date) returns text
language plpgsql as $$
declare
  shown text;
begin
  perform core.enter_card_system(card_system);
  select c.number into shown
    from core.card c
   where c.card_system_id = card_system and c.passholder_id = holder
   order by c.status = 'ACTIVE' desc, c.activated_at desc nulls last
   limit 1;
  return core.read_cards(
    card_system, array[shown], array[true], array[null]::uuid[], array[on_day])::json->>0;
end $$;

-- The same, of the holder of a role. Null for a role that is not written down.
create or replace function core.read_holder_of_role(
  card_system int, held uuid, on_day date
) returns text
language plpgsql as $$
declare
  holder uuid;
begin
  perform core.enter_card_system(card_system);
  select r.passholder_id into holder
    from core.role r where r.card_system_id = card_system and r.id = held;
  return core.read_holder(card_system, holder, on_day);
end $$;

-- Alone with a pass holder until the end of the transaction: whatever changes its roles waits here.
-- Taken before any lock on a role or an allowance; whoever only names the holder, as a sale does,
-- does not wait. False when there is no such pass holder.
create or replace function core.lock_holder(card_system int, holder uuid) returns boolean
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  perform from core.passholder h
    where h.card_system_id = card_system and h.id = holder for no key update;
  return found;
end $$;
