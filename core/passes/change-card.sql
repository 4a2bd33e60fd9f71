-- Blocks a card. One that is blocked already stays as it is: to whoever lost it, it is done.
-- asked: the number of the card. Answers core.show_card of it; for a command key that was used
-- before, of the card that it blocked then.
-- Refuses pass-not-found, invalid-card-status (nobody has the card), idempotency-key-reused.
create or replace function core.block_card(
  card_system int, asked text, moment timestamptz, command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  lost record;
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  select c.id, c.status, c.passholder_id into lost
    from core.card c where c.card_system_id = card_system and c.number = asked;
  if not found then
    perform core.refuse('pass-not-found');
  end if;
  earlier := core.begin_command(card_system, command_key, command_hash, 'card-block', lost.id);
  if earlier is not null then
    return core.show_card(card_system, earlier);
  end if;

  if lost.status not in ('ACTIVE', 'BLOCKED') then
    perform core.refuse('invalid-card-status');
  end if;
  if lost.status = 'ACTIVE' then
    update core.card set status = 'BLOCKED', blocked_at = moment
      where card_system_id = card_system and id = lost.id;
    perform core.note_card_change(card_system, lost.passholder_id);
  end if;
  return core.show_card(card_system, lost.id);
end $$;

-- Replaces a card in one action: it is blocked, and its holder has the new one. What the holder has
-- (roles, points, history) belongs to the holder and is not touched; facts keep the old number.
-- asked: the number of the card; new_card: see core.give_card. Answers core.show_card of the new
-- one.
-- Refuses pass-not-found, invalid-card-status (nobody has the card), pass-already-replaced (its
-- holder has another active card), card-not-in-stock, pass-number-taken, idempotency-key-reused.
create or replace function core.replace_card(
  card_system int, asked text, new_card text, may_be_new boolean, moment timestamptz,
  resolves_discreet boolean, command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  lost record;
  given uuid;
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  select c.id, c.status, c.passholder_id into lost
    from core.card c where c.card_system_id = card_system and c.number = asked;
  if not found then
    perform core.refuse('pass-not-found');
  end if;
  -- The fact of the command is the card that was replaced: the new one is not known yet.
  earlier := core.begin_command(card_system, command_key, command_hash, 'card-replace', lost.id);
  if earlier is not null then
    return (
      select core.show_card(card_system, c.replaced_by_id)
        from core.card c where c.card_system_id = card_system and c.id = earlier);
  end if;

  if lost.passholder_id is null or lost.status not in ('ACTIVE', 'BLOCKED') then
    perform core.refuse('invalid-card-status');
  end if;
  if exists (
    select from core.card c
     where c.card_system_id = card_system and c.passholder_id = lost.passholder_id
       and c.status = 'ACTIVE' and c.id <> lost.id)
  then
    perform core.refuse('pass-already-replaced');
  end if;

  update core.card set status = 'BLOCKED', blocked_at = coalesce(blocked_at, moment)
    where card_system_id = card_system and id = lost.id;
  given := core.give_card(
    card_system, new_card, null, may_be_new, lost.passholder_id, moment, resolves_discreet);
  update core.card set replaced_by_id = given where card_system_id = card_system and id = lost.id;
  perform core.note_card_change(card_system, lost.passholder_id);
  return core.show_card(card_system, given);
end $$;

-- Tells the holder's version and the outbox of a change of one of the holder's cards or numbers.
create or replace function core.note_card_change(card_system int, holder uuid) returns void
language plpgsql as $$
begin
  update core.passholder set version = version + 1
    where card_system_id = card_system and id = holder;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder);
end $$;
