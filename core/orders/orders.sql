-- Keeps an order of passes with its registrations: a JSON array of { id, place, told }, told in
-- base64. Answers the id of the order, or of the one that the same command key placed before.
-- Refuses idempotency-key-reused.
create or replace function core.place_order(
  card_system int, new_id uuid, organizer uuid, total int, registrations jsonb,
  moment timestamptz, command_key text, command_hash text
) returns uuid
language plpgsql as $$
declare
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(card_system, command_key, command_hash, 'order', new_id);
  if earlier is not null then
    return earlier;
  end if;
  insert into core.pass_order (
    card_system_id, id, organizer_id, status, total_cents, requested_at)
  values (card_system, new_id, organizer, 'PENDING_PAYMENT', total, moment);
  insert into core.order_registration (card_system_id, id, order_id, place, told_sealed)
  select card_system, r.id, new_id, r.place, decode(r.told, 'base64')
    from jsonb_to_recordset(registrations) as r(id uuid, place int, told text);
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'order.created', new_id);
  return new_id;
end $$;

-- Gives out the passes of an order: each registration becomes a pass holder, as at a desk, all of
-- them or none. holders: a JSON array of { registration, holder, hashes, sale }, the last three as
-- core.register_passholder takes them. Refuses order-already-completed and what that refuses.
create or replace function core.complete_order(
  card_system int, asked uuid, holders jsonb, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  order_status text;
  one record;
  person uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'order-complete', asked)
     is not null then
    return;
  end if;
  select o.status into order_status
    from core.pass_order o where o.card_system_id = card_system and o.id = asked
     for no key update;
  if order_status <> 'PENDING_PAYMENT' then
    perform core.refuse('order-already-completed');
  end if;
  for one in
    select h.* from jsonb_to_recordset(holders) as h(
      registration uuid, holder jsonb, hashes jsonb, sale jsonb)
  loop
    perform core.register_passholder(
      card_system, one.holder, array(select jsonb_array_elements_text(one.hashes)), one.sale,
      moment, null, null);
    select h.person_id into person
      from core.passholder h
     where h.card_system_id = card_system and h.id = (one.holder->>'passholderId')::uuid;
    update core.order_registration r set person_id = person
     where r.card_system_id = card_system and r.id = one.registration and r.order_id = asked;
  end loop;
  update core.pass_order o set status = 'COMPLETED', completed_at = moment
   where o.card_system_id = card_system and o.id = asked;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'order.completed', asked);
end $$;

-- Forgets the orders that were placed before a moment, with what was told of persons in them.
create or replace function core.forget_orders(card_system int, before timestamptz) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  delete from core.order_registration r
   using core.pass_order o
   where r.card_system_id = card_system and o.card_system_id = card_system
     and r.order_id = o.id and o.requested_at < before;
  delete from core.pass_order o
   where o.card_system_id = card_system and o.requested_at < before;
end $$;
