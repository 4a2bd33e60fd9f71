-- Makes a group a pass holder with a card of the stock, without points, roles or household. Decided
-- in TypeScript (core/group-passes/register-group.ts) and passed in: `asked`, a JSON object of the
-- columns of core.group_pass and what is said there.
-- Answers the id of the group; the same again for a command key that was used before.
-- Refuses card-not-in-stock, pass-number-taken, idempotency-key-reused.
create or replace function core.register_group(
  card_system int, asked jsonb, moment timestamptz, command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  group_id uuid := (asked->>'id')::uuid;
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  earlier := core.begin_command(
    card_system, command_key, command_hash, 'group-register', group_id);
  if earlier is not null then
    return earlier;
  end if;
  insert into core.passholder (
    card_system_id, id, person_id, municipality_id, residence_id, registered_at)
  values (
    card_system, group_id, null, (asked->>'municipality_id')::uuid,
    (asked->>'municipality_id')::uuid, moment);
  insert into core.group_pass (
    card_system_id, id, name, email, phone, street, postal_code, city)
  values (
    card_system, group_id, asked->>'name', asked->>'email', asked->>'phone', asked->>'street',
    asked->>'postal_code', asked->>'city');
  perform core.give_card(card_system, asked->>'card', null, false, group_id, moment);
  if asked->'grant' <> 'null' then
    perform core.add_ticket_grant(
      card_system, gen_random_uuid(), group_id, asked->'grant', moment);
  end if;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', group_id);
  return group_id;
end $$;

-- Group passes by any number of a card, also of one that is not in use any more, by name: the text
-- of a JSON array of core/group-passes/find-groups.ts, StoredGroup. `asked` is a number or a chip
-- number, or null; `group_id` the id, or null.
create or replace function core.find_groups(
  card_system int, asked text, group_id uuid, on_day date
) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(json_agg(json_build_object(
             'id', p.id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'street', p.street,
             'postalCode', p.postal_code, 'city', p.city, 'municipalityId', h.municipality_id,
             'registeredAt', h.registered_at,
             'uitpasNumber', c.number, 'cardStatus', c.status,
             'socialTariff', core.show_group(card_system, p.id, on_day)->'socialTariff')
             order by p.name collate "nl-x-icu", p.id), '[]')::text
      from core.group_pass p
      join core.passholder h on h.card_system_id = p.card_system_id and h.id = p.id
      join lateral (
        select k.number, k.status from core.card k
         where k.card_system_id = p.card_system_id and k.passholder_id = p.id
           and (asked is null or k.number = asked or k.chip_number = asked)
         order by k.status = 'ACTIVE' desc, k.activated_at desc nulls last limit 1) c on true
     where p.card_system_id = card_system and (group_id is null or p.id = group_id)
       and (asked is null or p.id in (
         select k.passholder_id from core.card k
          where k.card_system_id = card_system and k.number = asked
         union all
         select k.passholder_id from core.card k
          where k.card_system_id = card_system and k.chip_number = asked)));
end $$;

-- Gives a holder or a group so many tickets per calendar period, under a number of its own that
-- says nothing: of ten digits, drawn by lot. granted: core/coupons/ticket-grant-row.ts. The caller
-- has entered the card system.
create or replace function core.add_ticket_grant(
  card_system int, new_id uuid, holder uuid, granted jsonb, moment timestamptz
) returns void
language plpgsql as $$
declare
  free_number int;
begin
  loop
    free_number := 1000000000 + floor(random() * 1147483647)::int;
    insert into core.ticket_grant (
      card_system_id, id, number, passholder_id, municipality_id, coupon, volume, period,
      valid_from, valid_until, organizer_id, client_id, granted_at)
    values (
      card_system, new_id, free_number, holder, (granted->>'municipality_id')::uuid,
      granted->>'coupon', (granted->>'volume')::int, granted->>'period',
      (granted->>'valid_from')::date, (granted->>'valid_until')::date,
      (granted->>'organizer_id')::uuid, granted->>'client_id', moment)
    on conflict (card_system_id, number) do nothing;
    exit when found;
  end loop;
end $$;
