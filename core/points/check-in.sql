-- Saves the points of one or more check-ins, in one round trip, one transaction, and a handful of
-- statements however many there are: what a busy town pays is per group and not per child.
--
-- decided: core/points/save-check-in.ts, DecidedCheckIn, an array. Decided by TypeScript: the
-- points, the window [windowFrom, windowTo) in which at most `volume` check-ins of this holder at
-- this event count (volume null: no limit), the version of the event that this was decided on, and
-- in `expiries`, by the municipality of the holder, until when the points can be spent
-- (core/points/points-expiry.ts; null: for ever).
-- Guarded here, under the locks of the holders' accounts: the card, the version, the limit.
--
-- Answers the text of a JSON array with one of these for each, in their order:
--   { checkInId, points, balance, passholderId, cardNumber, happenedAt }, the same again for a
--   command key that was used before; `balance` is that right after it
--   { refused: { name, detail } }: pass-not-found, pass-of-another-card-system {cardSystem},
--   invalid-card-status {status}, event-not-found, event-changed, group-saves-no-points,
--   check-in-limit-reached, fact-erased, idempotency-key-reused; nothing of it was written, and no
--   other of the group is refused for it
--   null for one with the key of another that is being saved, which is to be asked again
create or replace function core.check_ins(card_system int, decided jsonb) returns text
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  has_keys boolean := jsonb_path_exists(decided, '$[*].commandKey ? (@ != null)');
  -- Of each check-in, in their order.
  numbers text[];
  details jsonb[];
  holders uuid[];
  refusals text[];
  present uuid[];
  earlier uuid[];
  must_wait boolean[];
  fits boolean[];
  -- Of those that are saved.
  claimed uuid[];
  kept core.check_in[];
  kept_at int[];
  earnings uuid[];
begin
  perform core.enter_card_system(card_system);
  select array_agg(c.number order by d.n), array_agg(c.passholder_id order by d.n),
         array_agg(case
           when elsewhere.name is not null then jsonb_build_object('cardSystem', elsewhere.name)
           when c.status <> 'ACTIVE' then jsonb_build_object('status', c.status) end order by d.n),
         array_agg(case
           when elsewhere.name is not null then 'pass-of-another-card-system'
           when c.number is null then 'pass-not-found'
           when c.status <> 'ACTIVE' then 'invalid-card-status'
           when e.id is null then 'event-not-found'
           when e.version <> d.event_version then 'event-changed'
           when a.id is null then 'group-saves-no-points' end order by d.n)
    into numbers, holders, details, refusals
    from core.decided_check_ins(decided) d
    left join lateral core.find_card(card_system, d.asked, d.resolves_discreet) c on true
    left join core.points_account a
      on a.card_system_id = card_system and a.passholder_id = c.passholder_id
    left join core.event e on e.card_system_id = card_system and e.id = d.event_id
    left join lateral (
      select s.name from core.card_directory o join core.card_system s on s.id = o.card_system_id
       where c.number is null and o.number = d.asked and o.card_system_id <> card_system
       limit 1) elsewhere on true;

  -- The card of who was erased since it was found, or is being erased, is nobody's.
  perform core.keep_from_erasure(card_system, holders);
  select array_agg(p.id) into present from core.passholder p
   where p.card_system_id = card_system and p.id = any (holders) and p.person_id is not null;
  select array_agg(case
           when refusals[d.n] is null and (holders[d.n] = any (present)) is not true
             then 'pass-not-found'
           else refusals[d.n] end order by d.n) into refusals
    from core.decided_check_ins(decided) d;
  -- In one order, so that two groups do not wait for each other.
  perform from core.points_account a
    where a.card_system_id = card_system and a.passholder_id = any (holders)
    order by a.id for no key update;
  if has_keys then
    perform pg_advisory_xact_lock(core.lock_of_key(card_system, k.command_key)) from (
      select distinct command_key from core.decided_check_ins(decided) order by 1) k;
    -- What was done before is answered again, also where it would be refused now.
    select array_agg(case
             when c.id is null then refusals[d.n]
             when c.payload_hash is null then 'fact-erased'
             when c.payload_hash <> d.command_hash or c.kind <> 'check-in'
               then 'idempotency-key-reused' end order by d.n),
           array_agg(case when c.payload_hash = d.command_hash and c.kind = 'check-in'
             then c.fact_id end order by d.n),
           array_agg(c.id is null and d.command_key is not null and d.n > d.first_n order by d.n)
      into refusals, earlier, must_wait
      from (
        select one.*, min(one.n) over (partition by one.command_key) as first_n
          from core.decided_check_ins(decided) one) d
      left join core.command c on c.card_system_id = card_system and c.key = d.command_key;
  end if;
  select array_agg(t.fits order by t.n) into fits
    from (
      select d.n, refusals[d.n] is null and earlier[d.n] is null and must_wait[d.n] is not true
             and (d.volume is null or d.volume >= (
               select count(*) from core.check_in i
                where i.card_system_id = card_system and i.passholder_id = holders[d.n]
                  and i.event_id = d.event_id and i.deleted_at is null
                  and i.happened_at >= d.window_from and i.happened_at < d.window_to)
               + count(*) filter (where refusals[d.n] is null and earlier[d.n] is null
                   and must_wait[d.n] is not true)
                 over (partition by holders[d.n], d.event_id order by d.n)) as fits
        from core.decided_check_ins(decided) d) t;
  if has_keys then
    with command as (
      insert into core.command (card_system_id, id, key, payload_hash, kind, fact_id)
      select card_system, gen_random_uuid(), d.command_key, d.command_hash, 'check-in', d.new_id
        from core.decided_check_ins(decided) d
       where d.command_key is not null and fits[d.n]
       order by d.command_key
      on conflict (card_system_id, key) do nothing
      returning fact_id)
    select array_agg(command.fact_id) into claimed from command;
    -- Whose key somebody else has taken meanwhile is asked again.
    select array_agg(must_wait[d.n] or (fits[d.n] and d.command_key is not null
             and (d.new_id = any (claimed)) is not true) order by d.n) into must_wait
      from core.decided_check_ins(decided) d;
  end if;
  select array_agg(row(
           card_system, d.new_id, holders[d.n], d.event_id, numbers[d.n], d.points, d.client,
           d.moment, now(), null)::core.check_in order by d.n),
         array_agg(d.n order by d.n), array_agg(gen_random_uuid())
    into kept, kept_at, earnings
    from core.decided_check_ins(decided) d where fits[d.n] and must_wait[d.n] is not true;

  insert into core.check_in select * from unnest(kept);
  insert into core.points_posting (
    card_system_id, id, kind, from_account_id, to_account_id, points, check_in_id, happened_at)
  select card_system, k.earning, 'earn', core.points_account_of(card_system, 'issued'), a.id,
         k.points, k.id, k.happened_at
    from rows from (unnest(kept), unnest(earnings)) as k (
           card_system_id, id, passholder_id, event_id, card_number, points, client_id, happened_at,
           recorded_at, deleted_at, earning)
    join core.points_account a
      on a.card_system_id = card_system and a.passholder_id = k.passholder_id
   where k.points > 0;
  insert into core.points_lot (
    card_system_id, id, account_id, points, remaining, earned_at, expires_at)
  select card_system, p.id, p.to_account_id, p.points, p.points, p.happened_at,
         core.points_last_until(
           card_system, holders[k.n], nullif(decided->(k.n - 1)->'expiries', 'null'))
    from rows from (unnest(kept_at), unnest(earnings)) as k (n, earning)
    join core.points_posting p on p.card_system_id = card_system and p.id = k.earning;
  update core.points_account a set balance = a.balance + earned.points
    from (select k.passholder_id, sum(k.points) as points from unnest(kept) k group by 1) earned
   where a.card_system_id = card_system and a.passholder_id = earned.passholder_id
     and earned.points > 0;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  select distinct on (k.passholder_id) card_system, gen_random_uuid(), 'passholder.changed',
         k.passholder_id
    from unnest(kept) k;

  return (
    select '[' || string_agg(case
             when must_wait[d.n] then 'null'
             when earlier[d.n] is not null then core.show_check_in(card_system, earlier[d.n])
             when k.id is null then json_build_object('refused', json_build_object(
               'name', coalesce(refusals[d.n], 'check-in-limit-reached'),
               'detail', case when refusals[d.n] in (
                 'invalid-card-status', 'pass-of-another-card-system')
                 then details[d.n] else '{}' end))::text
             else json_build_object(
               'checkInId', k.id, 'points', k.points,
               'balance', a.balance - k.points_after, 'passholderId', k.passholder_id,
               'cardNumber', k.card_number, 'happenedAt', k.happened_at)::text
             end, ',' order by d.n) || ']'
      from core.decided_check_ins(decided) d
      left join (
        select u.*, coalesce(sum(u.points) over (
                 partition by u.passholder_id order by at.n
                 rows between 1 following and unbounded following), 0) as points_after
          from rows from (unnest(kept), unnest(kept_at)) as u (
                 card_system_id, id, passholder_id, event_id, card_number, points, client_id,
                 happened_at, recorded_at, deleted_at, n), lateral (select u.n) at) k
        on k.id = d.new_id
      left join core.points_account a
        on a.card_system_id = card_system and a.passholder_id = k.passholder_id);
end $$;

-- The check-ins that core.check_ins was asked for, as rows, numbered from 1.
create or replace function core.decided_check_ins(decided jsonb) returns table (
  n int, asked text, event_id uuid, event_version int, points int, volume int,
  window_from timestamptz, window_to timestamptz, moment timestamptz, client text,
  resolves_discreet boolean, new_id uuid, command_key text, command_hash text)
language sql immutable as $$
  select d.n::int, d.asked, d.event_id, d.event_version, d.points, d.volume, d.window_from,
         d.window_to, d.moment, d.client, d.resolves_discreet, d.new_id, d.command_key,
         d.command_hash
    from rows from (jsonb_to_recordset(decided) as (
           asked text, "eventId" uuid, "eventVersion" int, points int, volume int,
           "windowFrom" timestamptz, "windowTo" timestamptz, moment timestamptz, client text,
           "resolvesDiscreet" boolean, "newId" uuid, "commandKey" text, "commandHash" text))
         with ordinality as d (
           asked, event_id, event_version, points, volume, window_from, window_to, moment, client,
           resolves_discreet, new_id, command_key, command_hash, n)
$$;

-- What a check-in looks like now: for the replay of a command. Refuses `fact-erased` once the
-- check-in has been reduced to a count.
create or replace function core.show_check_in(card_system int, asked uuid) returns text
language plpgsql as $$
declare
  shown text;
begin
  perform core.enter_card_system(card_system);
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
