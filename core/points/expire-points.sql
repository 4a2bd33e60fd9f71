-- Lets points expire whose time is over by a moment: those of at most `chunk` accounts, from the
-- one after `after_account` on, each under its lock. How long points last was promised when they
-- were earned. Run twice it does the same as once: what expired is gone.
--
-- Answers the last account that it looked at, to go on from; null when there are no more.
create or replace function core.expire_points(
  card_system int, moment timestamptz, after_account uuid, chunk int
) returns uuid
language plpgsql as $$
declare
  accounts uuid[];
begin
  perform core.enter_card_system(card_system);
  accounts := array(
    select distinct l.account_id from core.points_lot l
     where l.card_system_id = card_system and l.remaining > 0 and l.expires_at <= moment
       and l.account_id > after_account
     order by l.account_id limit chunk);
  if cardinality(accounts) = 0 then
    return null;
  end if;
  perform from core.points_account a
    where a.card_system_id = card_system and a.id = any (accounts) order by a.id
    for no key update;
  -- A statement of its own: it sees what was committed while the locks were waited for.
  perform core.expire_lots(card_system, accounts, moment);
  return accounts[cardinality(accounts)];
end $$;
