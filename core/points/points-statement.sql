-- The points of a holder, and what organizers of a desk did to them since a moment.
--
-- Answers a JSON object: balance, what can be spent at the moment; totalItems; member, a part of
-- the postings that the organizers made, each with kind, title, location, happenedAt and points
-- (below zero when they left the account). Null for a holder that the card system does not have, or
-- whose person was erased.
create or replace function core.points_statement(
  card_system int, holder uuid, organizers uuid[], since timestamptz, moment timestamptz,
  ascending boolean, first int, most int
) returns text
language plpgsql as $$
declare
  account uuid;
begin
  perform core.enter_card_system(card_system);
  select a.id into account
    from core.points_account a
    join core.passholder h on h.card_system_id = a.card_system_id and h.id = a.passholder_id
   where a.card_system_id = card_system and a.passholder_id = holder and h.person_id is not null;
  if account is null then
    return null;
  end if;
  return (
    with own as (
      select p.kind, p.happened_at, p.recorded_at, p.id, coalesce(e.title, r.title) as title,
             coalesce(l.name, o.name) as location,
             case when p.to_account_id = account then p.points else -p.points end as points
        from core.points_posting p
        left join core.check_in i
          on i.card_system_id = p.card_system_id and i.id = p.check_in_id
        left join core.event e on e.card_system_id = i.card_system_id and e.id = i.event_id
        left join core.place l on l.card_system_id = e.card_system_id and l.id = e.place_id
        left join core.redemption d
          on d.card_system_id = p.card_system_id and d.posting_id = coalesce(p.reverses_id, p.id)
        left join core.reward r on r.card_system_id = d.card_system_id and r.id = d.reward_id
        join core.organizer o
          on o.card_system_id = p.card_system_id
         and o.id = coalesce(e.organizer_id, d.organizer_id)
       where p.card_system_id = card_system and account in (p.to_account_id, p.from_account_id)
         and p.happened_at >= since and o.id = any (organizers)
    ), placed as (
      select own.*, row_number() over (order by
               case when ascending then happened_at end,
               case when not ascending then happened_at end desc,
               case when ascending then recorded_at end,
               case when not ascending then recorded_at end desc, id) as place
        from own
    )
    select json_build_object(
      'balance', core.spendable_points(card_system, holder, moment),
      'totalItems', (select count(*) from own),
      'member', (
        select coalesce(json_agg(json_build_object(
                 'kind', s.kind, 'title', s.title, 'location', s.location,
                 'happenedAt', s.happened_at, 'points', s.points) order by s.place), '[]')
          from placed s
         where s.place > first and s.place <= first::bigint + most))::text);
end $$;
