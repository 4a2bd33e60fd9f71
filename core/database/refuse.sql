-- Refuses what a function was asked for, and undoes what it did: SQLSTATE PK000, the name of the
-- refusal as message, a JSON object as detail. core/database/refusal.ts reads it.
create schema if not exists core;

create or replace function core.refuse(name text, detail jsonb default '{}') returns void
language plpgsql as $$
begin
  raise exception using errcode = 'PK000', message = name, detail = detail::text;
end $$;

-- Whose rows the rest of this transaction may see. The first call of every function of a hot path.
create or replace function core.enter_card_system(card_system int) returns void
language sql as $$
  select set_config('app.card_system', card_system::text, true)
$$;

-- The advisory lock on an idempotency key, held by the transaction that takes note of its command.
create or replace function core.lock_of_key(card_system int, command_key text) returns bigint
language sql immutable as $$
  select hashtextextended(command_key, card_system)
$$;

-- Whether nobody else is at work on a key: it is then held until the end of the transaction. It was
-- perhaps used before.
create or replace function core.hold_key(card_system int, command_key text) returns boolean
language sql as $$
  select pg_try_advisory_xact_lock(core.lock_of_key(card_system, command_key))
$$;

-- Takes note of a command before its effect, in the same transaction.
-- Returns null when it is new, or the id of the fact that the same key made before.
-- Two with one key at the same time: the second waits for the first (lock_timeout ends the wait).
-- Refuses `idempotency-key-reused` when the key came with another payload or kind, and
-- `fact-erased` when what it made was erased since: then nobody knows what it came with.
create or replace function core.begin_command(
  card_system int, command_key text, command_hash text, command_kind text, fact uuid
) returns uuid
language plpgsql as $$
declare
  earlier record;
begin
  if command_key is null then
    return null;
  end if;
  perform pg_advisory_xact_lock(core.lock_of_key(card_system, command_key));
  insert into core.command (card_system_id, id, key, payload_hash, kind, fact_id)
  values (card_system, gen_random_uuid(), command_key, command_hash, command_kind, fact)
  on conflict (card_system_id, key) do nothing;
  if found then
    return null;
  end if;
  select c.payload_hash, c.kind, c.fact_id into earlier
    from core.command c where c.card_system_id = card_system and c.key = command_key;
  if earlier.payload_hash is null then
    perform core.refuse('fact-erased');
  end if;
  if earlier.payload_hash <> command_hash or earlier.kind <> command_kind then
    perform core.refuse('idempotency-key-reused');
  end if;
  return earlier.fact_id;
end $$;

-- The fact that a command made before, or null: for a command that would be refused now but was
-- carried out then. Refuses `idempotency-key-reused` and `fact-erased` as core.begin_command does.
create or replace function core.earlier_fact(
  card_system int, command_key text, command_hash text, command_kind text
) returns uuid
language plpgsql as $$
declare
  earlier record;
begin
  perform core.enter_card_system(card_system);
  select c.payload_hash, c.kind, c.fact_id into earlier
    from core.command c where c.card_system_id = card_system and c.key = command_key;
  if found and earlier.payload_hash is null then
    perform core.refuse('fact-erased');
  end if;
  if found and (earlier.payload_hash <> command_hash or earlier.kind <> command_kind) then
    perform core.refuse('idempotency-key-reused');
  end if;
  return earlier.fact_id;
end $$;

-- Forgets what was asked by the commands that made these facts. Their keys stay: the same command
-- again is refused as `fact-erased`, and changes nothing.
create or replace function core.forget_commands(card_system int, facts uuid[]) returns void
language sql as $$
  update core.command c
     set payload_hash = null, recorded_at = date_trunc('month', c.recorded_at, 'Europe/Brussels')
   where c.card_system_id = card_system and c.fact_id = any (facts)
$$;
