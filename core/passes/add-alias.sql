-- Lets an old number find a holder of a municipality. The same one again changes at most its
-- discretion. Refuses passholder-not-found, also for a group and who was erased, and
-- pass-number-taken (a card, a chip, or somebody else's old number), idempotency-key-reused.
create or replace function core.add_card_alias(
  card_system int, holder uuid, municipality uuid, old_number text, discreet boolean,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  known record;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'alias-add', holder)
      is not null then
    return;
  end if;
  perform core.lock_person(card_system, holder, municipality);
  select a.id, a.is_discreet into known from core.card_alias a
    where a.card_system_id = card_system and a.number = old_number and a.passholder_id = holder;
  if known.is_discreet = discreet then
    return;
  end if;

  if known.id is null then
    -- An old number that betrays poverty is in no directory: elsewhere it is one that nobody has.
    if not discreet then
      perform core.claim_numbers(card_system, array[old_number]);
    elsif exists (select from core.card_directory d where d.number = old_number)
      or exists (
        select from core.card_alias a
         where a.card_system_id = card_system and a.number = old_number)
    then
      perform core.refuse('pass-number-taken');
    end if;
    insert into core.card_alias (card_system_id, id, number, passholder_id, is_discreet)
    values (card_system, gen_random_uuid(), old_number, holder, discreet);
  else
    update core.card_alias set is_discreet = discreet
      where card_system_id = card_system and id = known.id;
    if discreet then
      delete from core.card_directory d
        where d.number = old_number and d.card_system_id = card_system;
    else
      perform core.claim_numbers(card_system, array[old_number]);
    end if;
  end if;
  perform core.note_card_change(card_system, holder);
end $$;

-- Whether core.add_card_alias would let each old number find its holder, for a discreet one: the
-- number is free or finds that holder already, who is of the municipality. `wanted` is a JSON array
-- of { passholderId, number }; the answers are in its order.
create or replace function core.old_numbers_fit(
  card_system int, municipality uuid, wanted jsonb
) returns boolean[]
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(array_agg(
             h.person_id is not null and case
               when a.id is not null then a.passholder_id = h.id
               else d.number is null
             end order by w.place), '{}')
      from jsonb_array_elements(wanted) with ordinality as w (one, place)
      left join core.passholder h
        on h.card_system_id = card_system and h.id = (w.one->>'passholderId')::uuid
       and (h.municipality_id = municipality or h.residence_id = municipality)
      left join core.card_alias a
        on a.card_system_id = card_system and a.number = w.one->>'number'
      left join core.card_directory d on d.number = w.one->>'number');
end $$;
