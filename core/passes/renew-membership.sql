-- Gives a holder of a municipality another card: the active one is blocked, and what the holder
-- has (roles, points, history) is not touched; facts keep the old number.
-- Decided in TypeScript (core/passes/renew-membership.ts) on the version of the holder that it
-- read, and passed in:
--   renewal: municipalityId, version, card (a free number when cardType is DIGITAL), cardType,
--            moved null or { street, postalCode, city, residenceId }, social as
--            core.record_social_status, look as core.note_looks
--   sale: the array that core.write_money_facts takes
-- Refuses passholder-not-found, command-in-progress (the holder changed meanwhile),
-- card-not-in-stock, pass-number-taken, idempotency-key-reused.
create or replace function core.renew_membership(
  card_system int, holder uuid, renewal jsonb, sale jsonb, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  municipality uuid := (renewal->>'municipalityId')::uuid;
  moved jsonb := nullif(renewal->'moved', 'null');
  known record;
  lost uuid;
  given uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'membership', holder)
      is not null then
    return;
  end if;
  select h.version, h.person_id into known from core.passholder h
    where h.card_system_id = card_system and h.id = holder
      and (h.municipality_id = municipality or h.residence_id = municipality)
    for no key update;
  if known.person_id is null then
    perform core.refuse('passholder-not-found');
  end if;
  if known.version <> (renewal->>'version')::int then
    perform core.refuse('command-in-progress');
  end if;

  select c.id into lost from core.card c
    where c.card_system_id = card_system and c.passholder_id = holder and c.replaced_by_id is null
    order by c.status = 'ACTIVE' desc, c.activated_at desc nulls last limit 1;
  update core.card set status = 'BLOCKED', blocked_at = moment
    where card_system_id = card_system and id = lost and status = 'ACTIVE';
  if renewal->>'cardType' = 'DIGITAL' then
    given := core.give_digital_card(card_system, renewal->>'card', holder, moment);
  else
    given := core.give_card(card_system, renewal->>'card', null, false, holder, moment);
  end if;
  update core.card set replaced_by_id = given where card_system_id = card_system and id = lost;

  if moved is not null then
    update core.person p set (street, house_number, postal_code, city) = row (
      moved->>'street', null, moved->>'postalCode', moved->>'city')
      where p.card_system_id = card_system and p.id = known.person_id;
    update core.passholder set residence_id = (moved->>'residenceId')::uuid
      where card_system_id = card_system and id = holder;
  end if;
  perform core.record_social_status(card_system, holder, renewal->'social');
  perform core.write_money_facts(card_system, sale);
  perform core.note_looks(card_system, array[holder], renewal->'look');
  perform core.note_card_change(card_system, holder);
end $$;
