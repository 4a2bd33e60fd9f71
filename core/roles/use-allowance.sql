-- Counts one use of an allowance of a role and books what it makes departments owe, in one round
-- trip. `asked` is core/roles/use-allowance.ts.
--
-- Decided by TypeScript and passed in: the amount, the window in which taps at one place are one
-- use, the fact that moves money, and the role and the card that all this was decided on.
-- Guarded here, alone with the holder: the card, the role, the window, the count.
--
-- Answers a JSON object (core/roles/use-role.ts: RoleUse). A tap inside the window answers the use
-- that was counted; so does a command key that was used before.
-- Refuses: role-changed when it was decided on something that has changed meanwhile,
-- allowance-used-up {remaining}, fact-erased, idempotency-key-reused.
create or replace function core.use_allowance(card_system int, asked jsonb) returns text
language plpgsql as $$
declare
  new_id uuid := asked->>'id';
  moment timestamptz := asked->>'happenedAt';
  place uuid := asked->>'placeId';
  earlier uuid;
  held core.role;
  counted core.allowance;
  left_over int;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(
    card_system, asked->>'commandKey', asked->>'commandHash', 'role.use', new_id);
  if earlier is not null then
    return core.show_use(card_system, earlier);
  end if;

  perform core.lock_holder(card_system, (asked->>'passholderId')::uuid);
  if jsonb_typeof(asked->'derived') = 'object' then
    perform core.write_derived_role(card_system, asked->'derived', moment);
  end if;
  select * into held from core.role r
    where r.card_system_id = card_system and r.id = (asked->>'roleId')::uuid;
  if held.valid_from is distinct from (asked->>'validFrom')::date
      or held.valid_until is distinct from (asked->>'validUntil')::date
      or held.attributes is distinct from asked->'attributes'
      or not exists (
        select from core.card c
         where c.card_system_id = card_system and c.number = asked->>'cardNumber'
           and c.passholder_id = held.passholder_id and c.status = 'ACTIVE') then
    perform core.refuse('role-changed');
  end if;

  select * into counted from core.allowance a
    where a.card_system_id = card_system and a.role_id = held.id and a.key = asked->>'allowance'
    for no key update;
  select u.id into earlier from core.allowance_use u
    where u.card_system_id = card_system and u.allowance_id = counted.id and u.amount > 0
      and u.place_id is not distinct from place
      and u.happened_at > moment - (asked->>'windowMinutes')::int * interval '1 minute'
      and u.happened_at < moment + (asked->>'windowMinutes')::int * interval '1 minute'
    order by u.happened_at desc limit 1;
  if found then
    update core.command set fact_id = earlier
      where card_system_id = card_system and key = asked->>'commandKey';
    return core.show_use(card_system, earlier);
  end if;

  left_over := counted.granted - counted.used - (asked->>'amount')::int;
  if left_over is null or left_over < 0 or counted.valid_until < (asked->>'day')::date then
    perform core.refuse('allowance-used-up', jsonb_build_object(
      'remaining', coalesce(counted.granted - counted.used, 0)));
  end if;
  update core.allowance set used = used + (asked->>'amount')::int
    where card_system_id = card_system and id = counted.id;

  if jsonb_typeof(asked->'fact') = 'object' then
    perform core.write_money_facts(card_system, jsonb_build_array(asked->'fact'));
  end if;
  insert into core.allowance_use (
    card_system_id, id, allowance_id, amount, remaining, place_id, organizer_id, money_fact_id,
    card_number, happened_at)
  values (
    card_system, new_id, counted.id, (asked->>'amount')::int, left_over, place,
    (asked->>'organizerId')::uuid, (asked->'fact'->>'id')::uuid, asked->>'cardNumber', moment);
  update core.role set version = version + 1
    where card_system_id = card_system and id = held.id;
  update core.passholder set version = version + 1
    where card_system_id = card_system and id = held.passholder_id;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', held.passholder_id);
  return core.show_use(card_system, new_id);
end $$;

-- One use as it was counted. Refuses `fact-erased` once it has been reduced to a count.
create or replace function core.show_use(card_system int, asked uuid) returns text
language plpgsql as $$
declare
  shown text;
begin
  select json_build_object(
    'id', u.id, 'roleId', a.role_id, 'allowance', a.key, 'unit', a.unit, 'amount', u.amount,
    'remaining', u.remaining, 'placeId', u.place_id, 'happenedAt', u.happened_at)::text into shown
    from core.allowance_use u
    join core.allowance a on a.card_system_id = u.card_system_id and a.id = u.allowance_id
   where u.card_system_id = card_system and u.id = asked;
  if shown is null then
    perform core.refuse('fact-erased');
  end if;
  return shown;
end $$;

-- The use that a command counted before, or null: see core.earlier_fact.
create or replace function core.replay_use(
  card_system int, command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  earlier uuid := core.earlier_fact(card_system, command_key, command_hash, 'role.use');
begin
  return case when earlier is null then null else core.show_use(card_system, earlier) end;
end $$;
