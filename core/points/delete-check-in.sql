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
