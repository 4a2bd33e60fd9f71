-- The kiosk that a device stands at, for each request of that device: { cardSystemId, id,
-- fixedEventId }, as the text of a JSON object. Null for a device that stands nowhere. The
-- directory says where to look; the row of the kiosk decides.
create or replace function core.find_kiosk(device text) returns text
language plpgsql as $$
declare
  card_system int;
begin
  select d.card_system_id into card_system
    from core.kiosk_directory d where d.device_hash = device;
  if not found then
    return null;
  end if;
  perform core.enter_card_system(card_system);
  return (
    select json_build_object(
             'cardSystemId', card_system, 'id', k.id, 'fixedEventId', k.fixed_event_id)::text
      from core.kiosk k where k.card_system_id = card_system and k.device_hash = device);
end $$;

-- The kiosk that a setup code was made for: { cardSystemId, id, codeMadeAt, isCodeUsed },
-- as the text of a JSON object; null for a code that none has.
create or replace function core.find_kiosk_by_code(card_system int, code text) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select json_build_object(
             'cardSystemId', card_system, 'id', k.id, 'codeMadeAt', k.code_made_at,
             'isCodeUsed', k.code_used_at is not null)::text
      from core.kiosk k where k.card_system_id = card_system and k.code_hash = code);
end $$;

-- Gives a kiosk a new setup code; the one before is of no use any more. The device that
-- stands there goes on until another is set up. Answers the id that the code follows from: that of
-- the earlier code for a command key that was used before. Refuses idempotency-key-reused.
create or replace function core.give_setup_code(
  card_system int, kiosk uuid, code_id uuid, code text, moment timestamptz,
  command_key text, command_hash text
) returns uuid
language plpgsql as $$
declare
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(
    card_system, command_key, command_hash, 'kiosk-setup-code', code_id);
  if earlier is not null then
    return earlier;
  end if;
  update core.kiosk k set code_hash = code, code_made_at = moment, code_used_at = null
   where k.card_system_id = card_system and k.id = kiosk;
  return code_id;
end $$;

-- Puts a device at a kiosk, by its setup code, once; the device that stood there is known
-- no longer. The same device by the same code again changes nothing. Refuses
-- kiosk-already-configured (the code was used, or replaced by another),
-- kiosk-device-already-in-use, idempotency-key-reused.
create or replace function core.set_up_kiosk(
  card_system int, kiosk uuid, code text, device text, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  found_kiosk record;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'kiosk-set-up', kiosk)
     is not null then
    return;
  end if;
  select k.device_hash, k.code_used_at into found_kiosk
    from core.kiosk k
   where k.card_system_id = card_system and k.id = kiosk and k.code_hash = code
     for no key update;
  if not found then
    perform core.refuse('kiosk-already-configured');
  end if;
  if found_kiosk.code_used_at is not null then
    if found_kiosk.device_hash is distinct from device then
      perform core.refuse('kiosk-already-configured');
    end if;
    return;
  end if;

  delete from core.kiosk_directory d
   where d.device_hash = found_kiosk.device_hash and d.card_system_id = card_system;
  insert into core.kiosk_directory (device_hash, card_system_id) values (device, card_system)
  on conflict (device_hash) do nothing;
  if not found then
    perform core.refuse('kiosk-device-already-in-use');
  end if;
  update core.kiosk k set device_hash = device, code_used_at = moment
   where k.card_system_id = card_system and k.id = kiosk;
end $$;

-- Sets the event that a kiosk saves points at, or by null that it finds one itself. Answers whether
-- it had one before, which for a command key that was used before is yes. Refuses
-- idempotency-key-reused.
create or replace function core.set_kiosk_event(
  card_system int, kiosk uuid, event uuid, command_key text, command_hash text
) returns boolean
language plpgsql as $$
declare
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'kiosk-event', kiosk)
     is not null then
    return true;
  end if;
  select k.fixed_event_id into earlier
    from core.kiosk k where k.card_system_id = card_system and k.id = kiosk for no key update;
  update core.kiosk k set fixed_event_id = event
   where k.card_system_id = card_system and k.id = kiosk;
  return earlier is not null;
end $$;

-- The events of some organizers that earn points and may be open between two days, as the text of a
-- JSON array of core/events/known-events.ts, KnownEvent. An event of some dates before one of a
-- period, and that before one that is always there; 500 at most.
create or replace function core.events_between(
  card_system int, organizers uuid[], first_day date, last_day date
) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(json_agg(json_build_object(
             'id', e.id, 'organizerId', e.organizer_id, 'placeId', e.place_id, 'title', e.title,
             'regularPriceCents', e.regular_price_cents, 'calendar', e.calendar,
             'earnsPoints', e.earns_points, 'points', e.points, 'limitVolume', e.limit_volume,
             'limitPeriod', e.limit_period, 'marginMinutes', e.margin_minutes,
             'version', e.version)), '[]')::text
      from (
        select * from core.event o
         where o.card_system_id = card_system and o.organizer_id = any (organizers)
           and o.earns_points
           and case o.calendar->>'type'
             when 'PERMANENT' then true
             when 'PERIODIC' then
               (o.calendar->>'from')::date <= last_day
               and (o.calendar->>'until')::date >= first_day
             else exists (
               select from jsonb_array_elements(o.calendar->'dates') d
                where (d->>'day')::date between first_day and last_day)
           end
         order by o.calendar->>'type' = 'DATES' desc, o.calendar->>'type' = 'PERIODIC' desc,
                  o.title, o.id
         limit 500) e);
end $$;
