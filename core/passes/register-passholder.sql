-- Makes a person a pass holder, with a card, an account of points, a place in a household and the
-- sale of the pass; the welcome rewards of the day come with it. Decided in TypeScript
-- (core/passes/register-passholder.ts) and passed in: `holder` is a JSON object, `sale` the array
-- that core.write_money_facts takes, empty when nothing was sold.
-- hashes: those by which the national number may have been stored; empty without one. A person who
-- is known by it without a pass (a guardian, a payer) is that same person from now on.
-- holder: card is a free number when cardType is DIGITAL; private as core.keep_private, social as
-- core.record_social_status.
-- Answers a JSON object: passholderId, uitpasNumber.
-- Refuses passholder-already-registered, household-not-found, card-not-in-stock, pass-number-taken,
-- idempotency-key-reused.
create or replace function core.register_passholder(
  card_system int, holder jsonb, hashes text[], sale jsonb, moment timestamptz,
  command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  asked core.person := jsonb_populate_record(
    null::core.person, holder->'person' || jsonb_build_object('card_system_id', card_system));
  holder_id uuid := (holder->>'passholderId')::uuid;
  earlier uuid;
  known record;
  card uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  earlier := core.begin_command(
    card_system, command_key, command_hash, 'passholder-register', holder_id);
  if earlier is not null then
    return core.show_registration(card_system, earlier);
  end if;

  select p.id, h.id as passholder_id into known
    from core.person p
    left join core.passholder h on h.card_system_id = p.card_system_id and h.person_id = p.id
   where p.card_system_id = card_system and p.national_number_hash = any (hashes);
  if known.passholder_id is not null then
    perform core.refuse('passholder-already-registered');
  end if;
  if known.id is null then
    insert into core.person values (asked.*);
  else
    asked.id := known.id;
    update core.person p set (
      first_name, last_name, name_key, last_name_key, last_name_start, birth_date,
      national_number_hash, national_number_sealed, email, email_key, phone, street, house_number,
      postal_code, city, opt_in_preferences
    ) = row (
      asked.first_name, asked.last_name, asked.name_key, asked.last_name_key,
      asked.last_name_start, asked.birth_date, asked.national_number_hash,
      asked.national_number_sealed, asked.email, asked.email_key, asked.phone, asked.street,
      asked.house_number, asked.postal_code, asked.city, asked.opt_in_preferences)
      where p.card_system_id = card_system and p.id = known.id;
  end if;

  insert into core.passholder (
    card_system_id, id, person_id, municipality_id, residence_id, registered_at)
  values (
    card_system, holder_id, asked.id, (holder->>'municipalityId')::uuid,
    (holder->>'residenceId')::uuid, moment);
  insert into core.points_account (card_system_id, id, kind, passholder_id, balance)
  values (card_system, gen_random_uuid(), 'holder', holder_id, 0);
  if holder->>'cardType' = 'DIGITAL' then
    card := core.give_digital_card(card_system, holder->>'card', holder_id, moment);
  else
    card := core.give_card(
      card_system, holder->>'card', holder->>'chipNumber', (holder->>'cardMayBeNew')::boolean,
      holder_id, moment, (holder->>'resolvesDiscreet')::boolean);
  end if;
  perform core.keep_private(card_system, asked.id, holder->'private');
  perform core.record_social_status(card_system, holder_id, holder->'social');
  if holder->>'relation' is not null then
    perform core.join_household(
      card_system, (holder->>'householdId')::uuid, asked.id, holder->>'relation');
  end if;
  perform core.write_money_facts(card_system, sale);
  perform core.grant_welcome_rewards(card_system, holder_id, moment);
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder_id);
  return core.show_registration(card_system, holder_id);
end $$;

-- Adds a person to a household; once is enough. Refuses household-not-found.
create or replace function core.join_household(
  card_system int, home uuid, person uuid, relation text
) returns void
language plpgsql as $$
begin
  if not exists (
    select from core.household h where h.card_system_id = card_system and h.id = home)
  then
    perform core.refuse('household-not-found');
  end if;
  insert into core.household_member (card_system_id, id, household_id, person_id, relation)
  values (card_system, gen_random_uuid(), home, person, relation)
  on conflict (card_system_id, household_id, person_id) do nothing;
end $$;

-- What registering somebody came to: the card is the active one, or the last.
create or replace function core.show_registration(card_system int, holder uuid) returns text
language plpgsql as $$
begin
  return (
    select json_build_object('passholderId', h.id, 'uitpasNumber', c.number)::text
      from core.passholder h
      left join lateral (
        select c.number from core.card c
         where c.card_system_id = h.card_system_id and c.passholder_id = h.id
         order by c.status = 'ACTIVE' desc, c.activated_at desc nulls last limit 1) c on true
     where h.card_system_id = card_system and h.id = holder);
end $$;
