-- What limits how many tickets of an event a holder can still have, as the text of a JSON object of
-- core/tariffs/ticket-counts.ts. `windows`: by kind of calendar period the one that now is in, as
-- { from, to }. Promises nothing: a sale counts again, under lock.
create or replace function core.show_ticket_counts(
  card_system int, holder uuid, event uuid, windows jsonb
) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select json_build_object(
             'volume', e.ticket_limit_volume, 'period', e.ticket_limit_period,
             'bought', case when e.ticket_limit_volume is not null then core.tickets_of_event(
               card_system, holder, e.id, windows->e.ticket_limit_period) else 0 end,
             'grants', core.grants_of_holder(card_system, holder, windows))::text
      from core.event e where e.card_system_id = card_system and e.id = event);
end $$;

-- The coupons of a holder, newest first: a JSON array of core/tariffs/ticket-counts.ts,
-- StoredGrant. The caller has entered the card system.
create or replace function core.grants_of_holder(card_system int, holder uuid, windows jsonb)
returns json
language sql stable as $$
  select coalesce(json_agg(json_build_object(
           'number', g.number, 'municipalityId', g.municipality_id, 'coupon', g.coupon,
           'volume', g.volume, 'period', g.period, 'validFrom', g.valid_from,
           'validUntil', g.valid_until,
           'used', core.tickets_of_grant(card_system, g.id, windows->g.period))
           order by g.granted_at desc, g.number), '[]')
    from core.ticket_grant g
   where g.card_system_id = card_system and g.passholder_id = holder and g.coupon is not null
$$;

-- The coupons of a holder, or of a group, that the municipality registered or houses: the text of
-- core.grants_of_holder; null for any other.
create or replace function core.list_coupons(
  card_system int, holder uuid, municipality uuid, of_group boolean, windows jsonb
) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  perform from core.passholder h
    where h.card_system_id = card_system and h.id = holder
      and (h.municipality_id = municipality or h.residence_id = municipality)
      and case when of_group then core.is_group(card_system, h.id)
               else h.person_id is not null end;
  if not found then
    return null;
  end if;
  return core.grants_of_holder(card_system, holder, windows)::text;
end $$;
