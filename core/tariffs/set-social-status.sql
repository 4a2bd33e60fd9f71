-- Records what a holder's social status is from a day on, and that somebody looked at the holder:
-- the look and the announcement are as those of any other change. Earlier rows stay: facts were
-- decided by them. municipality: its service manages the holders who live there or were registered
-- there; any other holder does not exist for it, and no group has a status. Answers a JSON object:
-- status, effectiveFrom, endDate; for a command key that was used before, of what it recorded then.
-- Refuses passholder-not-found, idempotency-key-reused.
create or replace function core.set_social_status(
  card_system int, holder uuid, municipality uuid, new_status text, first_day date, last_day date,
  organizer uuid, client text, moment timestamptz, new_id uuid,
  command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(card_system, command_key, command_hash, 'social-status', new_id);
  if earlier is not null then
    return core.show_social_status(card_system, earlier);
  end if;

  -- The lock of the holder's row makes recorded_at tell the order of two that come at once.
  perform core.lock_person(card_system, holder, municipality);
  update core.passholder set version = version + 1
    where card_system_id = card_system and id = holder;
  perform core.record_social_status(card_system, holder, jsonb_build_object(
    'id', new_id, 'status', new_status, 'effectiveFrom', first_day, 'endDate', last_day,
    'organizerId', organizer, 'clientId', client, 'lookedAt', moment));
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder);
  return core.show_social_status(card_system, new_id);
end $$;

-- Records what a holder's social status is from a day on, and the look at it; nothing of a null.
-- The caller has entered the card system and holds the lock of the holder's row.
-- social: core/tariffs/social-grant.ts, SocialStatusRow.
create or replace function core.record_social_status(card_system int, holder uuid, social jsonb)
returns void
language plpgsql as $$
begin
  if social is null or social = 'null' then
    return;
  end if;
  insert into core.social_status (
    card_system_id, id, passholder_id, status, effective_from, end_date, organizer_id)
  values (
    card_system, (social->>'id')::uuid, holder, social->>'status',
    (social->>'effectiveFrom')::date, (social->>'endDate')::date,
    (social->>'organizerId')::uuid);
  insert into core.look (
    card_system_id, id, client_id, organizer_id, passholder_id, subject, looked_at)
  values (
    card_system, gen_random_uuid(), social->>'clientId', (social->>'organizerId')::uuid, holder,
    'person', (social->>'lookedAt')::timestamptz);
end $$;

-- One recorded row of a holder's social status.
create or replace function core.show_social_status(card_system int, asked uuid) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select json_build_object(
      'status', s.status, 'effectiveFrom', s.effective_from, 'endDate', s.end_date)::text
      from core.social_status s where s.card_system_id = card_system and s.id = asked);
end $$;
