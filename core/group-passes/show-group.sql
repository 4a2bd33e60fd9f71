-- What a desk may know of the group of a group pass on a day: a JSON object of
-- core/rights/card-facts.ts, GroupFacts; null for a pass holder that is no group.
create or replace function core.show_group(card_system int, holder uuid, on_day date) returns json
language plpgsql stable as $$
begin
  return (
    select json_build_object(
             'name', p.name,
             'socialTariff', case when g.id is not null then json_build_object(
               'grantNumber', g.number, 'totalTicketsPerYear', g.volume,
               'availableTickets', greatest(0, g.volume - core.tickets_of_grant(
                 card_system, g.id, core.year_of(on_day))),
               'validFrom', g.valid_from, 'validUntil', g.valid_until) end)
      from core.group_pass p
      left join core.ticket_grant g
        on g.card_system_id = p.card_system_id and g.passholder_id = p.id and g.coupon is null
     where p.card_system_id = card_system and p.id = holder);
end $$;

-- The calendar year of a day in Brussels, as { from, to }.
create or replace function core.year_of(on_day date) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'from', date_trunc('year', on_day::timestamp) at time zone 'Europe/Brussels',
    'to', (date_trunc('year', on_day::timestamp) + interval '1 year')
      at time zone 'Europe/Brussels')
$$;

-- Whether a pass holder is a group.
create or replace function core.is_group(card_system int, holder uuid) returns boolean
language sql stable as $$
  select exists (
    select from core.group_pass p where p.card_system_id = card_system and p.id = holder)
$$;
