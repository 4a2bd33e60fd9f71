-- Numbers of cards and persons are given out by one transaction at a time in a card system, so that
-- a desk and an import wait for each other instead of colliding. Held until the transaction ends.
create or replace function core.lock_numbers(card_system int) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7274528, card_system);
end $$;

-- Takes numbers that nobody has, anywhere: pass numbers, chip numbers and old numbers are unique
-- over all card systems. Refuses `pass-number-taken`.
-- An old number that betrays poverty is in no directory. Only who may resolve it is refused it: to
-- others it is one that nobody has, and the card that they give this number goes before it.
create or replace function core.claim_numbers(
  card_system int, numbers text[], resolves_discreet boolean default true
) returns void
language plpgsql as $$
declare
  asked int := cardinality(numbers);
  claimed int;
begin
  -- In one order, so that two card systems that claim the same numbers at once do not deadlock.
  insert into core.card_directory (number, card_system_id)
  select n.number, card_system from unnest(numbers) as n(number) order by n.number
  on conflict (number) do nothing;
  get diagnostics claimed = row_count;
  if claimed < asked or resolves_discreet and exists (
    select from core.card_alias a
     where a.card_system_id = card_system and a.number = any (numbers) and a.is_discreet)
  then
    perform core.refuse('pass-number-taken');
  end if;
end $$;

-- Gives a holder a card, and returns its id: the one in the stock with this number or chip number,
-- or a card that is not known yet when `may_be_new` (asked is then a pass number).
-- The caller has entered the card system; the holder has no active card.
-- Refuses card-not-in-stock (the card is known, and has been given or is not received yet) and
-- pass-number-taken.
create or replace function core.give_card(
  card_system int, asked text, chip text, may_be_new boolean, holder uuid, moment timestamptz,
  resolves_discreet boolean default false
) returns uuid
language plpgsql as $$
declare
  given record;
  new_id uuid := gen_random_uuid();
begin
  perform core.lock_numbers(card_system);
  select c.id, c.status into given
    from core.card c where c.card_system_id = card_system and c.number = asked;
  if not found then
    select c.id, c.status into given
      from core.card c where c.card_system_id = card_system and c.chip_number = asked;
  end if;

  if given.id is not null then
    if given.status <> 'LOCAL_STOCK' then
      perform core.refuse('card-not-in-stock');
    end if;
    update core.card set status = 'ACTIVE', passholder_id = holder, activated_at = moment
      where card_system_id = card_system and id = given.id;
    return given.id;
  end if;

  if not may_be_new then
    perform core.refuse('card-not-in-stock');
  end if;
  perform core.claim_numbers(
    card_system, array_remove(array[asked, chip], null), resolves_discreet);
  insert into core.card (
    card_system_id, id, number, chip_number, status, passholder_id, activated_at)
  values (card_system, new_id, asked, chip, 'ACTIVE', holder, moment);
  return new_id;
end $$;

-- Gives a holder a pass without a card, of a number that nobody has, and returns its id.
-- The caller has entered the card system; the holder has no active card. Refuses pass-number-taken.
create or replace function core.give_digital_card(
  card_system int, free_number text, holder uuid, moment timestamptz
) returns uuid
language plpgsql as $$
declare
  new_id uuid := gen_random_uuid();
begin
  perform core.lock_numbers(card_system);
  perform core.claim_numbers(card_system, array[free_number]);
  insert into core.card (card_system_id, id, number, type, status, passholder_id, activated_at)
  values (card_system, new_id, free_number, 'DIGITAL', 'ACTIVE', holder, moment);
  return new_id;
end $$;

-- A card as the desk that changed it sees it, as the text of one JSON object: uitpasNumber, status,
-- and the number of the card that it replaced, if it did.
create or replace function core.show_card(card_system int, asked uuid) returns text
language plpgsql as $$
begin
  return (
    select json_build_object(
      'uitpasNumber', c.number, 'status', c.status, 'passholderId', c.passholder_id,
      'replacedUitpasNumber', (
        select o.number from core.card o
         where o.card_system_id = card_system and o.passholder_id = c.passholder_id
           and o.replaced_by_id = c.id
         order by o.blocked_at desc limit 1))::text
      from core.card c where c.card_system_id = card_system and c.id = asked);
end $$;
