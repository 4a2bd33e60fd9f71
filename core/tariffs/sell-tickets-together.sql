-- Sells the tickets of several requests in one round trip, one transaction, and a handful of
-- statements however many there are, as far as there is no doubt about them: what a busy town pays
-- is per group and not per ticket.
--
-- sales: core/tariffs/save-sale.ts, DecidedSale, an array: `facts` of each as core.sell_tickets
-- takes them, without `grantNumber` and without `uses`.
-- Guarded here, as there: the card, its holder, whose event it is and that it takes part, the
-- command; all of it under locks that are taken without waiting for anybody, so that no sale keeps
-- the others waiting, and kept until all is written: who is erased meanwhile, and who buys a ticket
-- that is counted, waits for that.
--
-- Answers the text of a JSON array with one of these for each, in their order:
--   { cardNumbers }: all its tickets are sold
--   null: nothing of it is written. It would be refused, or was done before, or is of an event that
--   limits how many a holder buys, or somebody else has hold of its holder or of its key:
--   core.sell_tickets says which.
create or replace function core.sell_tickets_together(card_system int, sales jsonb) returns text
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  held uuid[];
  -- Of each ticket, in their order.
  numbers text[];
  -- The places of the sales with a ticket in doubt, and of those that are sold.
  doubtful int[];
  sold int[];
begin
  perform core.enter_card_system(card_system);
  select array_agg(h.id) into held
    from (
      select p.id from core.passholder p
       where p.card_system_id = card_system
         and p.id = any (array(
           select t.passholder_id from core.tickets_of_sales(sales) t))
         for share skip locked) h;
  -- A statement of its own: it sees what was done before they were held.
  select array_agg(c.number order by t.n),
         coalesce(array_agg(t.sale) filter (where (
           t.passholder_id = any (held) and c.status = 'ACTIVE'
           and c.passholder_id = t.passholder_id and e.is_in_card_system
           and e.ticket_limit_volume is null) is not true), '{}')
    into numbers, doubtful
    from core.tickets_of_sales(sales) t
    left join lateral core.find_card(card_system, t.card, t.resolves_discreet) c on true
    left join lateral (
      select v.is_in_card_system, v.ticket_limit_volume from core.event v
       where v.card_system_id = card_system and v.id = t.event_id
         and v.organizer_id = t.organizer_id
       limit 1) e on true;

  with sale as (
    select s.* from rows from (jsonb_to_recordset(sales) as (
             "firstId" uuid, "commandKey" text, "commandHash" text))
           with ordinality as s (first_id, key, hash, n)
     where s.n <> all (doubtful)
       and (s.key is null or core.hold_key(card_system, s.key))),
  command as (
    insert into core.command (card_system_id, id, key, payload_hash, kind, fact_id)
    select card_system, gen_random_uuid(), s.key, s.hash, 'ticket-sale', s.first_id
      from sale s where s.key is not null
     order by s.key, s.n
    on conflict (card_system_id, key) do nothing
    returning fact_id)
  select array_agg(s.n) into sold
    from sale s
   where s.key is null or s.first_id in (select command.fact_id from command);

  -- The tickets first, as core.write_ticket_sales wants them.
  perform core.write_ticket_sales(
    card_system,
    (select jsonb_agg(f.fact order by f.fact ? 'eventId' desc, s.n, f.place)
       from rows from (jsonb_to_recordset(sales) as (facts jsonb)) with ordinality as s (facts, n),
            jsonb_array_elements(s.facts) with ordinality as f (fact, place)
      where s.n = any (sold)),
    array_agg(numbers[t.n] order by t.n), array_agg(t.client order by t.n), '{}')
    from core.tickets_of_sales(sales) t
   where t.sale = any (sold)
  having count(*) > 0;

  return (
    select json_agg(case when s.n = any (sold) then s.answer end order by s.n)::text
      from (
        select t.sale as n,
               json_build_object('cardNumbers', json_agg(numbers[t.n] order by t.n)) as answer
          from core.tickets_of_sales(sales) t group by t.sale) s);
end $$;

-- The tickets of the sales that core.sell_tickets_together was asked for, numbered from 1.
create or replace function core.tickets_of_sales(sales jsonb) returns table (
  n int, sale int, card text, passholder_id uuid, event_id uuid, organizer_id uuid, client text,
  resolves_discreet boolean)
language sql immutable as $$
  select row_number() over (order by s.n, f.place)::int, s.n::int, f.card, f.passholder_id,
         f.event_id, f.organizer_id, s.client, s.resolves_discreet
    from rows from (jsonb_to_recordset(sales) as (
           facts jsonb, client text, "resolvesDiscreet" boolean))
         with ordinality as s (facts, client, resolves_discreet, n)
    cross join lateral rows from (jsonb_to_recordset(s.facts) as (
           card text, "passholderId" uuid, "eventId" uuid, "organizerId" uuid))
         with ordinality as f (card, passholder_id, event_id, organizer_id, place)
   where f.event_id is not null
$$;

-- Writes tickets that are sold, with their facts of money; nothing is decided here. `facts` as
-- core.sell_tickets takes them: the tickets first. Of each ticket, in their order: `numbers`, that
-- of its card; `clients`, who sold it; `grants`, what gave its price, none where there is none.
-- The caller has entered the card system.
create or replace function core.write_ticket_sales(
  card_system int, facts jsonb, numbers text[], clients text[], grants uuid[]
) returns void
language plpgsql as $$
begin
  perform core.write_money_facts(card_system, facts);
  with sold as (
    insert into core.ticket_sale (
      card_system_id, id, passholder_id, event_id, card_number, regular_price_cents,
      regular_price_label, price_cents, client_id, ticket_grant_id, sold_at)
    select card_system, f.id, f."passholderId", f."eventId", numbers[f.place], f."priceCents",
           f."regularPriceLabel", f."paidCents", clients[f.place], grants[f.place],
           f."happenedAt"
      from rows from (jsonb_to_recordset(facts) as (
             id uuid, "passholderId" uuid, "eventId" uuid, "priceCents" int,
             "regularPriceLabel" text, "paidCents" int, "happenedAt" timestamptz))
           with ordinality as f (
             id, "passholderId", "eventId", "priceCents", "regularPriceLabel", "paidCents",
             "happenedAt", place)
     where f."eventId" is not null
    returning passholder_id)
  insert into core.outbox (card_system_id, id, kind, subject_id)
  select card_system, gen_random_uuid(), 'passholder.changed', s.passholder_id
    from (select distinct passholder_id from sold) s;
end $$;
