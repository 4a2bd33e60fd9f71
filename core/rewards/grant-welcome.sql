-- Grants the welcome rewards of this moment to a holder who gets a first pass. Twice is once.
-- The caller has entered the card system.
create or replace function core.grant_welcome_rewards(
  card_system int, holder uuid, moment timestamptz
) returns void
language plpgsql as $$
begin
  insert into core.reward_grant (card_system_id, id, reward_id, passholder_id, happened_at)
  select card_system, gen_random_uuid(), r.id, holder, moment
    from core.reward r
   where r.card_system_id = card_system and r.type = 'WELCOME' and r.status = 'ACTIVE'
     and r.granted_from <= moment and (r.granted_until is null or moment <= r.granted_until)
  on conflict (card_system_id, reward_id, passholder_id) do nothing;
end $$;
