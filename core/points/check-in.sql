-- Saves the points of one check-in, in one round trip.
--
-- Decided by TypeScript and passed in: the points, the window [window_from, window_to) in which at
-- most `volume` check-ins of this holder at this event count (volume null: no limit), and the
-- version of the event that this was decided on; and in `expiries`, by the municipality of the
-- holder, until when the points can be spent (core/points/points-expiry.ts; null: for ever).
-- Guarded here, under the lock of the holder's account: the card, the version, the limit.
--
-- Answers a JSON object: checkInId, points, balance, passholderId, cardNumber, happenedAt; the same
-- again for a command key that was used before. Refuses: pass-not-found, invalid-card-status
-- {status}, pass-of-another-card-system {cardSystem}, event-not-found, event-changed,
-- group-saves-no-points, check-in-limit-reached, fact-erased, idempotency-key-reused.
create or replace function core.check_in(
  card_system int, asked text, asked_event uuid, event_version int,
  check_in_points int, volume int, window_from timestamptz, window_to timestamptz,
  moment timestamptz, client text, resolves_discreet boolean, new_id uuid,
  command_key text, command_hash text, expiries jsonb default null
) returns text
language plpgsql as $$
declare
  shown record;
  account record;
  earning uuid := gen_random_uuid();
  version_now int;
  earlier uuid;
  saved int;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(card_system, command_key, command_hash, 'check-in', new_id);
  if earlier is not null then
    return core.show_check_in(card_system, earlier);
  end if;

  select c.number, c.status, c.passholder_id into shown
    from core.find_card(card_system, asked, resolves_discreet) c;
  if shown.number is null then
    perform core.refuse_foreign_card(card_system, asked, '{}');
    perform core.refuse('pass-not-found');
  end if;
  if shown.status <> 'ACTIVE' then
    perform core.refuse('invalid-card-status', jsonb_build_object('status', shown.status));
  end if;

  select e.version into version_now
    from core.event e where e.card_system_id = card_system and e.id = asked_event;
  if not found then
    perform core.refuse('event-not-found');
  end if;
  if version_now <> event_version then
    perform core.refuse('event-changed');
  end if;

  select a.id, a.balance into account from core.points_account a
    where a.card_system_id = card_system and a.passholder_id = shown.passholder_id
    for no key update;
  if not found then
    perform core.refuse('group-saves-no-points');
  end if;
  if volume is not null then
    select count(*) into saved from core.check_in i
      where i.card_system_id = card_system and i.passholder_id = shown.passholder_id
        and i.event_id = asked_event and i.deleted_at is null
        and i.happened_at >= window_from and i.happened_at < window_to;
    if saved >= volume then
      perform core.refuse('check-in-limit-reached');
    end if;
  end if;

  insert into core.check_in (
    card_system_id, id, passholder_id, event_id, card_number, points, client_id, happened_at)
  values (
    card_system, new_id, shown.passholder_id, asked_event, shown.number, check_in_points, client,
    moment);
  if check_in_points > 0 then
    insert into core.points_posting (
      card_system_id, id, kind, from_account_id, to_account_id, points, check_in_id, happened_at)
    values (
      card_system, earning, 'earn', core.points_account_of(card_system, 'issued'),
      account.id, check_in_points, new_id, moment);
    insert into core.points_lot (
      card_system_id, id, account_id, points, remaining, earned_at, expires_at)
    values (
      card_system, earning, account.id, check_in_points, check_in_points, moment,
      core.points_last_until(card_system, shown.passholder_id, expiries));
    update core.points_account set balance = balance + check_in_points
      where card_system_id = card_system and id = account.id;
  end if;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', shown.passholder_id);

  return json_build_object(
    'checkInId', new_id, 'points', check_in_points, 'balance', account.balance + check_in_points,
    'passholderId', shown.passholder_id, 'cardNumber', shown.number, 'happenedAt', moment)::text;
end $$;

-- Saves several in one transaction: the text of a JSON array with, for each in their order, what
-- core.check_in answers, or { refused: { name, detail } } where it refuses. A refusal undoes its
-- own check-in alone; whatever else goes wrong undoes all. decided: a JSON array of
-- core/points/save-check-in.ts.
create or replace function core.check_ins(card_system int, decided jsonb) returns text
language plpgsql as $$
declare
  one record;
  outcomes text[] := '{}';
  refusal text;
  refusal_detail text;
begin
  -- In the order of the cards, so that two groups do not wait for each other's accounts.
  for one in
    select d.* from rows from (jsonb_to_recordset(decided) as (
      asked text, "eventId" uuid, "eventVersion" int, points int, volume int,
      "windowFrom" timestamptz, "windowTo" timestamptz, moment timestamptz, client text,
      "resolvesDiscreet" boolean, "newId" uuid, "commandKey" text, "commandHash" text,
      expiries jsonb))
      with ordinality as d (
        asked, event_id, event_version, points, volume, window_from, window_to, moment, client,
        resolves_discreet, new_id, command_key, command_hash, expiries, n)
     order by d.asked, d.n
  loop
    begin
      outcomes[one.n] := core.check_in(
        card_system, one.asked, one.event_id, one.event_version, one.points, one.volume,
        one.window_from, one.window_to, one.moment, one.client, one.resolves_discreet, one.new_id,
        one.command_key, one.command_hash, one.expiries);
    exception when sqlstate 'PK000' then
      get stacked diagnostics refusal = message_text, refusal_detail = pg_exception_detail;
      outcomes[one.n] := json_build_object('refused', json_build_object(
        'name', refusal, 'detail', refusal_detail::json))::text;
    end;
  end loop;
  return '[' || array_to_string(outcomes, ',') || ']';
end $$;

-- What a check-in looks like now: for the replay of a command. Refuses `fact-erased` once the
-- check-in has been reduced to a count.
create or replace function core.show_check_in(card_system int, asked uuid) returns text
language plpgsql as $$
declare
  shown text;
begin
  select json_build_object(
    'checkInId', i.id, 'points', i.points, 'balance', a.balance,
    'passholderId', i.passholder_id, 'cardNumber', i.card_number,
    'happenedAt', i.happened_at)::text into shown
    from core.check_in i
    join core.points_account a
      on a.card_system_id = i.card_system_id and a.passholder_id = i.passholder_id
   where i.card_system_id = card_system and i.id = asked;
  if shown is null then
    perform core.refuse('fact-erased');
  end if;
  return shown;
end $$;

-- The check-in that a command made before, or null: see core.earlier_fact.
create or replace function core.replay_check_in(
  card_system int, command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  earlier uuid := core.earlier_fact(card_system, command_key, command_hash, 'check-in');
begin
  return case when earlier is null then null else core.show_check_in(card_system, earlier) end;
end $$;

-- Takes the points of a check-in back, once. The same again for a command key that was used before
-- changes nothing. Refuses checkin-not-found, points-already-spent (the balance would be negative)
-- and idempotency-key-reused.
create or replace function core.delete_check_in(
  card_system int, asked uuid, moment timestamptz, command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  deleted record;
  earned record;
  reversal uuid := gen_random_uuid();
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'check-in-delete', asked)
     is not null then
    return;
  end if;
  select i.* into deleted from core.check_in i
    where i.card_system_id = card_system and i.id = asked for no key update;
  if not found then
    perform core.refuse('checkin-not-found');
  end if;
  if deleted.deleted_at is not null then
    perform core.refuse('checkin-not-found');
  end if;

  update core.check_in set deleted_at = moment where card_system_id = card_system and id = asked;
  select p.* into earned from core.points_posting p
    where p.card_system_id = card_system and p.check_in_id = asked and p.kind = 'earn';
  if found then
    update core.points_account set balance = balance - earned.points
      where card_system_id = card_system and id = earned.to_account_id
        and balance >= earned.points;
    if not found then
      perform core.refuse('points-already-spent');
    end if;
    insert into core.points_posting (
      card_system_id, id, kind, from_account_id, to_account_id, points, check_in_id, reverses_id,
      happened_at)
    values (
      card_system, reversal, 'reverse', earned.to_account_id, earned.from_account_id,
      earned.points, asked, earned.id, moment);
    perform core.take_back_lot(card_system, earned.to_account_id, earned.id, reversal);
  end if;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', deleted.passholder_id);
end $$;

-- Until when points that a holder earns now can be spent, by its municipality; null for ever.
create or replace function core.points_last_until(
  card_system int, holder uuid, expiries jsonb
) returns timestamptz
language plpgsql stable as $$
begin
  if expiries is null then
    return null;
  end if;
  return (
    select (expiries->>h.municipality_id::text)::timestamptz from core.passholder h
     where h.card_system_id = card_system and h.id = holder);
end $$;

-- The account of the card system that points come from or go to; made at its first use.
create or replace function core.points_account_of(card_system int, account_kind text) returns uuid
language plpgsql as $$
declare
  account uuid;
begin
  select a.id into account from core.points_account a
    where a.card_system_id = card_system and a.kind = account_kind and a.passholder_id is null;
  if account is null then
    -- A name-based id (the card system and the kind): two that make it at once make the same one.
    account := md5('pasklaar points account ' || card_system || ' ' || account_kind)::uuid;
    insert into core.points_account (card_system_id, id, kind)
    values (card_system, account, account_kind) on conflict do nothing;
  end if;
  return account;
end $$;
