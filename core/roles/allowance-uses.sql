-- Counting uses of allowances: what a use at a desk, a sale that an allowance pays a part of, and
-- the cancelling of one have in common. `asked` is core/roles/use-row.ts; the caller has entered
-- the card system. Nothing is decided here.

-- Opens a role to use it, alone with its holder until the end of the transaction; one that follows
-- from facts is written down at its first use.
-- Refuses role-changed when it, or the card, is no longer what the use was decided on.
create or replace function core.open_role_to_use(card_system int, asked jsonb) returns void
language plpgsql as $$
begin
  perform core.lock_holder(card_system, (asked->>'passholderId')::uuid);
  if jsonb_typeof(asked->'derived') = 'object' then
    perform core.write_derived_role(
      card_system, asked->'derived', (asked->>'happenedAt')::timestamptz);
  end if;
  perform
    from core.role r
    join core.card c
      on c.card_system_id = r.card_system_id and c.number = asked->>'cardNumber'
     and c.passholder_id = r.passholder_id and c.status = 'ACTIVE'
   where r.card_system_id = card_system and r.id = (asked->>'roleId')::uuid
     and r.valid_from = (asked->>'validFrom')::date
     and r.valid_until is not distinct from (asked->>'validUntil')::date
     and r.attributes = asked->'attributes';
  if not found then
    perform core.refuse('role-changed');
  end if;
end $$;

-- Counts one use of an opened role, and never beyond what is granted. `asked->'grant'` is what the
-- allowance gives in the calendar period of the use, written down at the first use in that period;
-- null for what is granted for as long as the role lasts. Where `asked->'restLapses'` is true, what
-- is left after it lapses with it. `fact` is the money it moved, or null.
-- Refuses allowance-used-up {remaining}, with whatever `asked->'where'` says beside it.
create or replace function core.count_use(card_system int, asked jsonb, fact uuid) returns void
language plpgsql as $$
declare
  held uuid := asked->>'roleId';
  granting jsonb := case when jsonb_typeof(asked->'grant') = 'object' then asked->'grant' end;
  asked_amount int := asked->>'amount';
  moment timestamptz := asked->>'happenedAt';
  counted core.allowance;
  left_over int;
  lapsing int := 0;
begin
  if granting is not null then
    insert into core.allowance (
      card_system_id, id, role_id, key, unit, period, granted, valid_from, valid_until)
    values (
      card_system, gen_random_uuid(), held, asked->>'allowance', asked->>'unit',
      granting->>'period', (granting->>'granted')::int, (granting->>'validFrom')::date,
      (granting->>'validUntil')::date)
    on conflict do nothing;
  end if;
  select * into counted from core.allowance a
    where a.card_system_id = card_system and a.role_id = held and a.key = asked->>'allowance'
      and a.period = coalesce(granting->>'period', 'ROLE')
      and (granting is null or a.valid_from = (granting->>'validFrom')::date)
    for no key update;

  left_over := counted.granted - counted.used - counted.lapsed - asked_amount;
  if left_over is null or left_over < 0 or counted.valid_until < (asked->>'day')::date then
    perform core.refuse('allowance-used-up', coalesce(asked->'where', '{}') || jsonb_build_object(
      'remaining', coalesce(counted.granted - counted.used - counted.lapsed, 0)));
  end if;
  if (asked->>'restLapses')::boolean then
    lapsing := left_over;
  end if;
  update core.allowance a set used = a.used + asked_amount, lapsed = a.lapsed + lapsing
    where a.card_system_id = card_system and a.id = counted.id;
  insert into core.allowance_use (
    card_system_id, id, allowance_id, amount, lapsed, remaining, place_id, organizer_id,
    money_fact_id, card_number, happened_at)
  values (
    card_system, (asked->>'id')::uuid, counted.id, asked_amount, lapsing, left_over - lapsing,
    (asked->>'placeId')::uuid, (asked->>'organizerId')::uuid, fact, asked->>'cardNumber', moment);
  perform core.note_use(card_system, held);
end $$;

-- Gives back what a fact took from allowances, and what lapsed with that, each to the period it was
-- taken from. `reversal` is
-- the fact that takes the other one back. The caller is alone with the holder.
create or replace function core.return_uses(
  card_system int, fact uuid, reversal uuid, organizer uuid, moment timestamptz
) returns void
language plpgsql as $$
declare
  taken core.allowance_use;
  given record;
begin
  for taken in
    select * from core.allowance_use u
     where u.card_system_id = card_system and u.money_fact_id = fact and u.amount > 0
     order by u.id
  loop
    update core.allowance a set used = a.used - taken.amount, lapsed = a.lapsed - taken.lapsed
      where a.card_system_id = card_system and a.id = taken.allowance_id
      returning a.role_id, a.granted - a.used - a.lapsed as remaining into given;
    insert into core.allowance_use (
      card_system_id, id, allowance_id, amount, lapsed, remaining, place_id, organizer_id,
      money_fact_id, card_number, happened_at)
    values (
      card_system, gen_random_uuid(), taken.allowance_id, -taken.amount, -taken.lapsed,
      given.remaining, taken.place_id, organizer, reversal, taken.card_number, moment);
    perform core.note_use(card_system, given.role_id);
  end loop;
end $$;

-- What was decided on a role or its holder is decided anew, and who listens hears of it.
create or replace function core.note_use(card_system int, held uuid) returns void
language plpgsql as $$
declare
  holder uuid;
begin
  update core.role r set version = r.version + 1
    where r.card_system_id = card_system and r.id = held
    returning r.passholder_id into holder;
  update core.passholder h set version = h.version + 1
    where h.card_system_id = card_system and h.id = holder;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder);
end $$;
