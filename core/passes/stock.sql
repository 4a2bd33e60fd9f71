-- Adds cards that are to be printed, with numbers that nobody has; returns those that were free.
create or replace function core.make_stock(card_system int, numbers text[]) returns setof text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  return query
    with claimed as (
      insert into core.card_directory (number, card_system_id)
      select n.number, card_system from unnest(numbers) as n(number) order by n.number
      on conflict (number) do nothing
      returning number)
    insert into core.card (card_system_id, id, number, status)
    select card_system, gen_random_uuid(), c.number, 'PROVISIONED' from claimed c
    returning card.number;
end $$;

-- Puts printed cards in the stock of the desks, with the chip number that the printer wrote: all of
-- them or none. A card that is in the stock already, with that chip, stays as it is.
-- chips: of each number, at the same place; null for a card without a chip.
-- Returns how many came in; 0 for a command key that was used before. Refuses pass-not-found,
-- card-not-awaited, pass-number-taken (a chip that another card has), idempotency-key-reused.
create or replace function core.receive_stock(
  card_system int, numbers text[], chips text[], command_key text, command_hash text
) returns int
language plpgsql as $$
declare
  known int;
  waiting int;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  if core.begin_command(
       card_system, command_key, command_hash, 'stock-receive', gen_random_uuid()) is not null then
    return 0;
  end if;
  select count(*),
         count(*) filter (where c.status = 'PROVISIONED' or (
           c.status = 'LOCAL_STOCK' and c.chip_number is not distinct from r.chip))
    into known, waiting
    from unnest(numbers, chips) as r(number, chip)
    join core.card c on c.card_system_id = card_system and c.number = r.number;
  if known < cardinality(numbers) then
    perform core.refuse('pass-not-found');
  end if;
  if waiting < known then
    perform core.refuse('card-not-awaited');
  end if;

  perform core.claim_numbers(card_system, array(
    select r.chip from unnest(numbers, chips) as r(number, chip)
      join core.card c on c.card_system_id = card_system and c.number = r.number
     where c.status = 'PROVISIONED' and r.chip is not null));
  update core.card c set status = 'LOCAL_STOCK', chip_number = r.chip
    from unnest(numbers, chips) as r(number, chip)
    where c.card_system_id = card_system and c.number = r.number and c.status = 'PROVISIONED';
  get diagnostics waiting = row_count;
  return waiting;
end $$;
