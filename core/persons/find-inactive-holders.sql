-- The holders of a municipality who did nothing since a moment and hold nothing on a day, after one
-- of them: at most `chunk`. What counts: a tap, a point, money, a card, a role or a social status.
create or replace function core.find_inactive_holders(
  card_system int, municipality uuid, since timestamptz, since_day date, after_holder uuid,
  chunk int
) returns uuid[]
language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform core.enter_card_system(card_system);
  return array(
    select h.id from core.passholder h
     where h.card_system_id = card_system and h.municipality_id = municipality
       and h.id > after_holder and h.person_id is not null and h.registered_at < since
       and not exists (
         select from core.check_in i
          where i.card_system_id = card_system and i.passholder_id = h.id
            and i.happened_at >= since)
       and not exists (
         select from core.money_fact f
          where f.card_system_id = card_system and f.passholder_id = h.id
            and f.happened_at >= since)
       and not exists (
         select from core.points_account a
           join core.points_posting p
             on p.card_system_id = a.card_system_id and a.id in (p.from_account_id, p.to_account_id)
          where a.card_system_id = card_system and a.passholder_id = h.id
            and p.happened_at >= since)
       and not exists (
         select from core.card c
          where c.card_system_id = card_system and c.passholder_id = h.id
            and c.activated_at >= since)
       and not exists (
         select from core.role r
          where r.card_system_id = card_system and r.passholder_id = h.id
            and (r.valid_until is null or r.valid_until >= since_day))
       and not exists (
         select from (
           select s.status, s.end_date from core.social_status s
            where s.card_system_id = card_system and s.passholder_id = h.id
            order by s.effective_from desc, s.recorded_at desc limit 1) last
          where last.status <> 'NONE' and (last.end_date is null or last.end_date >= since_day))
     order by h.id limit chunk);
end $$;
