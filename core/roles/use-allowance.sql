-- Counts one use of an allowance of a role and books what it makes departments owe, in one round
-- trip. `asked` is core/roles/use-allowance.ts: a use row, with the command, the window in which
-- taps at one place are one use, and the fact that moves money. All of it was decided by
-- TypeScript. Guarded here, alone with the holder: the card, the role, the window, the count.
--
-- Answers a JSON object (core/roles/use-role.ts: RoleUse). A tap inside the window answers the use
-- that was counted, also when a new calendar period began since; so does a command key that was
-- used before. Refuses: role-changed when it was decided on something that has changed meanwhile,
-- allowance-used-up {remaining}, fact-erased, idempotency-key-reused.
create or replace function core.use_allowance(card_system int, asked jsonb) returns text
language plpgsql as $$
declare
  new_id uuid := asked->>'id';
  moment timestamptz := asked->>'happenedAt';
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(
    card_system, asked->>'commandKey', asked->>'commandHash', 'role.use', new_id);
  if earlier is not null then
    return core.show_use(card_system, earlier);
  end if;

  perform core.open_role_to_use(card_system, asked);
  select u.id into earlier
    from core.allowance a
    join core.allowance_use u
      on u.card_system_id = a.card_system_id and u.allowance_id = a.id and u.amount > 0
     and u.place_id is not distinct from (asked->>'placeId')::uuid
     and u.happened_at > moment - (asked->>'windowMinutes')::int * interval '1 minute'
     and u.happened_at < moment + (asked->>'windowMinutes')::int * interval '1 minute'
   where a.card_system_id = card_system and a.role_id = (asked->>'roleId')::uuid
     and a.key = asked->>'allowance'
   order by u.happened_at desc limit 1;
  if found then
    update core.command set fact_id = earlier
      where card_system_id = card_system and key = asked->>'commandKey';
    return core.show_use(card_system, earlier);
  end if;

  if jsonb_typeof(asked->'fact') = 'object' then
    perform core.write_money_facts(card_system, jsonb_build_array(asked->'fact'));
  end if;
  perform core.count_use(card_system, asked, (asked->'fact'->>'id')::uuid);
  return core.show_use(card_system, new_id);
end $$;

-- One use as it was counted. Refuses `fact-erased` once it has been reduced to a count.
create or replace function core.show_use(card_system int, asked uuid) returns text
language plpgsql as $$
declare
  shown text;
begin
  perform core.enter_card_system(card_system);
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
