-- How much the holders of a kind of role used in a period, by postal code and by whole years of age
-- on the last day: a JSON array of the cells of core/roles/safe-groups.ts. `asked` is
-- { municipality, plugin, role }; the moments are those of the two days. Whoever had the role then
-- is counted, erased persons excepted; what was taken back in that time is not.
create or replace function core.count_role_use(
  card_system int, asked jsonb, first_day date, last_day date, began timestamptz, ended timestamptz
) returns text
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  counted json;
begin
  perform core.enter_card_system(card_system);
  select json_agg(json_build_object(
           'postalCode', c.postal_code, 'age', c.age, 'people', c.people, 'users', c.users,
           'amount', c.amount)) into counted
    from (
      select one.postal_code, one.age, count(*)::int as people,
             count(*) filter (where one.amount > 0)::int as users,
             sum(greatest(one.amount, 0))::int as amount
        from (
          select h.id, p.postal_code,
                 (extract(year from last_day) - extract(year from p.birth_date)
                   - (to_char(last_day, 'MMDD') < to_char(p.birth_date, 'MMDD'))::int)::int as age,
                 coalesce(sum(u.amount), 0) as amount
            from core.role r
            join core.role_event e
              on e.card_system_id = r.card_system_id and e.role_id = r.id and e.kind = 'issued'
             and e.happened_at < ended
            join core.passholder h
              on h.card_system_id = r.card_system_id and h.id = r.passholder_id
            join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
            left join core.allowance a
              on a.card_system_id = r.card_system_id and a.role_id = r.id
            left join core.allowance_use u
              on u.card_system_id = a.card_system_id and u.allowance_id = a.id
             and u.happened_at >= began and u.happened_at < ended
           where r.card_system_id = card_system
             and r.municipality_id = (asked->>'municipality')::uuid
             and r.plugin = asked->>'plugin' and r.name = asked->>'role'
             and r.valid_from <= last_day
             and (r.valid_until is null or r.valid_until >= first_day)
           group by h.id, p.postal_code, p.birth_date) one
       group by one.postal_code, one.age) c;
  return coalesce(counted, '[]')::text;
end $$;
