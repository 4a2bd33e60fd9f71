-- Takes a redemption back, once: its points go back to the lots that they came from, the unit to
-- the stock, the money to who bore it, and it counts for no limit any more. `facts` is a JSON array
-- of core/billing/money-fact-row.ts: the reversal, or nothing when no money moved. The same again
-- for a command key that was used before changes nothing. Refuses redeemed-reward-not-found, also
-- when it was cancelled before; idempotency-key-reused.
create or replace function core.cancel_redemption(
  card_system int, asked uuid, facts jsonb, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  cancelled core.redemption;
  spent core.points_posting;
  reversal uuid := gen_random_uuid();
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'reward-cancel', asked)
     is not null then
    return;
  end if;
  update core.redemption d set cancelled_at = moment
   where d.card_system_id = card_system and d.id = asked and d.cancelled_at is null
  returning d.* into cancelled;
  if not found then
    perform core.refuse('redeemed-reward-not-found');
  end if;

  if cancelled.posting_id is not null then
    select p.* into spent from core.points_posting p
      where p.card_system_id = card_system and p.id = cancelled.posting_id;
    update core.points_account a set balance = balance + spent.points
     where a.card_system_id = card_system and a.id = spent.from_account_id;
    insert into core.points_posting (
      card_system_id, id, kind, from_account_id, to_account_id, points, reverses_id, happened_at)
    values (
      card_system, reversal, 'reverse', spent.to_account_id, spent.from_account_id, spent.points,
      spent.id, moment);
    perform core.give_back_to_lots(card_system, spent.id, reversal);
  end if;
  update core.reward r set redeemed_units = redeemed_units - 1
   where r.card_system_id = card_system and r.id = cancelled.reward_id;
  perform core.write_money_facts(card_system, facts);
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', cancelled.passholder_id);
end $$;
