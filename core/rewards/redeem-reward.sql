-- Gives a holder a reward for its points, in one round trip.
--
-- Decided by TypeScript and passed in, in `asked` (core/rewards/redeem-reward.ts): who hands it
-- out, by which version of the reward that and the money were decided, and the calendar periods of
-- now. `facts`: an array of core/billing/money-fact-row.ts, empty when nobody funds the reward; the
-- holder is filled in here. Guarded here, under the locks of the holder's account and of the
-- reward, in that order: the card, the version, and all of core.redemption_refusal.
--
-- Answers what core.show_redemption tells; the same again for a command key that was used before.
-- Refuses: invalid-uitpas-number, pass-of-another-card-system {cardSystem},
-- passholder-no-active-cardsystems, reward-not-found, reward-changed, the names of
-- core.redemption_refusal, fact-erased, idempotency-key-reused.
create or replace function core.redeem_reward(
  card_system int, asked jsonb, windows jsonb, facts jsonb, command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  new_id uuid := (asked->>'id')::uuid;
  moment timestamptz := (asked->>'moment')::timestamptz;
  earlier uuid;
  shown record;
  account record;
  reward core.reward;
  refusal text;
  posting uuid;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(card_system, command_key, command_hash, 'reward-redeem', new_id);
  if earlier is not null then
    return core.show_redemption(card_system, earlier);
  end if;

  select c.number, c.status, c.passholder_id into shown
    from core.find_card(card_system, asked->>'card', (asked->>'resolvesDiscreet')::boolean) c;
  if shown.number is null then
    perform core.refuse_foreign_card(card_system, asked->>'card', '{}');
    perform core.refuse('invalid-uitpas-number');
  end if;
  if shown.status <> 'ACTIVE' then
    perform core.refuse('passholder-no-active-cardsystems');
  end if;
  -- Who was erased since the card was found, or is being erased, has no card any more.
  perform core.keep_from_erasure(card_system, array[shown.passholder_id]);
  if core.status_of_card(card_system, shown.number) is distinct from 'ACTIVE' then
    perform core.refuse('passholder-no-active-cardsystems');
  end if;

  select a.id into account from core.points_account a
    where a.card_system_id = card_system and a.passholder_id = shown.passholder_id
    for no key update;
  if not found then
    -- A group saves no points.
    perform core.refuse('passholder-no-active-cardsystems');
  end if;
  select r.* into reward from core.reward r
    where r.card_system_id = card_system and r.id = (asked->>'rewardId')::uuid for no key update;
  if not found then
    perform core.refuse('reward-not-found');
  end if;
  if reward.version <> (asked->>'rewardVersion')::int then
    perform core.refuse('reward-changed');
  end if;
  -- Points whose time is over are not spent because a job has not come by yet.
  perform core.expire_lots(card_system, array[account.id], moment);
  refusal := core.redemption_refusal(reward, shown.passholder_id, moment, windows);
  if refusal is not null then
    perform core.refuse(refusal);
  end if;

  if reward.points > 0 then
    posting := gen_random_uuid();
    insert into core.points_posting (
      card_system_id, id, kind, from_account_id, to_account_id, points, happened_at)
    values (
      card_system, posting, 'redeem', account.id, core.points_account_of(card_system, 'redeemed'),
      reward.points, moment);
    perform core.take_from_lots(card_system, account.id, posting, reward.points);
    update core.points_account a set balance = balance - reward.points
     where a.card_system_id = card_system and a.id = account.id;
  end if;
  update core.reward r set redeemed_units = redeemed_units + 1
   where r.card_system_id = card_system and r.id = reward.id;
  perform core.write_money_facts(
    card_system, core.facts_of_holder(card_system, facts, shown.passholder_id));
  insert into core.redemption (
    card_system_id, id, reward_id, passholder_id, organizer_id, posting_id, money_fact_id, points,
    card_number, client_id, happened_at)
  values (
    card_system, new_id, reward.id, shown.passholder_id, (asked->>'organizerId')::uuid, posting,
    (facts->0->>'id')::uuid, reward.points, shown.number, asked->>'client', moment);
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', shown.passholder_id);
  return core.show_redemption(card_system, new_id);
end $$;

-- Why a holder cannot have a reward at a moment, by the name of the refusal; null when it can. The
-- points that the holder has are those that can still be spent.
-- windows: by kind of calendar period the one that the moment is in, as { from, to }.
-- One of: reward-period-constraint, reward-volume-constraint, reward-passholder-volume-constraint,
-- reward-passholder-points-constraint.
create or replace function core.redemption_refusal(
  reward core.reward, holder uuid, moment timestamptz, windows jsonb
) returns text
language plpgsql stable as $$
declare
  -- A welcome is taken once.
  is_welcome boolean := reward.type = 'WELCOME';
  most int := case when is_welcome then 1 else reward.limit_volume end;
  counted_in jsonb := windows->(case when is_welcome then 'ABSOLUTE' else reward.limit_period end);
  taken int;
  points int;
begin
  if reward.status <> 'ACTIVE' or moment < reward.redeemable_from
     or moment > reward.redeemable_until then
    return 'reward-period-constraint';
  end if;
  if reward.redeemed_units >= reward.maximum_units then
    return 'reward-volume-constraint';
  end if;
  if is_welcome then
    perform from core.reward_grant g
      where g.card_system_id = reward.card_system_id and g.reward_id = reward.id
        and g.passholder_id = holder;
    if not found then
      return 'reward-passholder-volume-constraint';
    end if;
  end if;
  if most is not null then
    select count(*) into taken from core.redemption d
      where d.card_system_id = reward.card_system_id and d.reward_id = reward.id
        and d.passholder_id = holder and d.cancelled_at is null
        and d.happened_at >= (counted_in->>'from')::timestamptz
        and d.happened_at < (counted_in->>'to')::timestamptz;
    if taken >= most then
      return 'reward-passholder-volume-constraint';
    end if;
  end if;
  if reward.points > 0 then
    points := core.spendable_points(reward.card_system_id, holder, moment);
    if points < reward.points then
      return 'reward-passholder-points-constraint';
    end if;
  end if;
  return null;
end $$;

-- The points of a holder that can be spent at a moment: also before those that expired are gone.
create or replace function core.spendable_points(
  card_system int, holder uuid, moment timestamptz
) returns int
language plpgsql stable as $$
begin
  return (
    select a.balance - coalesce((
             select sum(l.remaining) from core.points_lot l
              where l.card_system_id = a.card_system_id and l.account_id = a.id
                and l.remaining > 0 and l.expires_at <= moment), 0)
      from core.points_account a
     where a.card_system_id = card_system and a.passholder_id = holder);
end $$;

-- The facts of core.write_money_facts with the holder, and where the holder lives, filled in.
create or replace function core.facts_of_holder(
  card_system int, facts jsonb, holder uuid
) returns jsonb
language plpgsql stable as $$
begin
  return coalesce((
    select jsonb_agg(fact || jsonb_build_object(
             'passholderId', h.id, 'residenceId', h.residence_id))
      from jsonb_array_elements(facts) fact, core.passholder h
     where h.card_system_id = card_system and h.id = holder), '[]');
end $$;

-- A redemption as it was made: a JSON object of id, rewardId, organizerId, cardNumber, happenedAt.
-- Refuses fact-erased when it is no longer there.
create or replace function core.show_redemption(card_system int, asked uuid) returns text
language plpgsql as $$
declare
  shown text;
begin
  perform core.enter_card_system(card_system);
  select json_build_object(
           'id', d.id, 'rewardId', d.reward_id, 'organizerId', d.organizer_id,
           'cardNumber', d.card_number, 'happenedAt', d.happened_at)::text into shown
    from core.redemption d where d.card_system_id = card_system and d.id = asked;
  if shown is null then
    perform core.refuse('fact-erased');
  end if;
  return shown;
end $$;

-- Whether a card can have a reward at a moment: the name of a refusal of core.redeem_reward, or
-- null. Promises nothing. Locks nothing.
create or replace function core.redeem_status(
  card_system int, asked_reward uuid, asked_card text, resolves_discreet boolean,
  moment timestamptz, windows jsonb
) returns text
language plpgsql as $$
declare
  shown record;
  reward core.reward;
begin
  perform core.enter_card_system(card_system);
  select r.* into reward from core.reward r
    where r.card_system_id = card_system and r.id = asked_reward;
  if not found then
    perform core.refuse('reward-not-found');
  end if;
  select c.number, c.status, c.passholder_id into shown
    from core.find_card(card_system, asked_card, resolves_discreet) c;
  if shown.number is null then
    perform core.refuse_foreign_card(card_system, asked_card, '{}');
    perform core.refuse('invalid-uitpas-number');
  end if;
  if shown.status <> 'ACTIVE' or core.is_group(card_system, shown.passholder_id) then
    return 'passholder-no-active-cardsystems';
  end if;
  return core.redemption_refusal(reward, shown.passholder_id, moment, windows);
end $$;
