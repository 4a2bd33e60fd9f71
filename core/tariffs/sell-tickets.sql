-- Sells the tickets of one request, all of them or none, in one round trip.
--
-- Decided by TypeScript and passed in: `facts`, a JSON array of core/billing/money-fact-row.ts, in
-- which each ticket has also `card` (any number of the card), `eventId`, `organizerId` (whose event
-- it is: it was decided on that), `paidCents` and `regularPriceLabel`, `grantNumber` when its price
-- is one that the holder gets so often only, and `uses`, an array of core/roles/use-row.ts, when
-- allowances pay a part of it. The tickets come first, in the order of the request; a fact without
-- `eventId` is none. `first_sale` is the id of the first. `windows`: by kind of calendar period the
-- one that now is in, as { from, to }.
-- Guarded here: each card exists, is in use and is its holder's; each event is that organizer's and
-- takes part in the card system; no allowance pays more than is left of it; under the lock of the
-- holder, no event and no grant is sold more often than it may be.
--
-- Answers a JSON object: `cardNumbers`, that of each ticket; or `earlier`, the first sale of the
-- request that the command key was used for before.
-- Refuses, with {at}, the place of the ticket in the request: invalid-uitpasnumber,
-- pass-of-another-card-system {cardSystem}, invalid-card-status, tariff-invalid, event-not-found,
-- passholder-no-active-cardsystems (of an event that takes no part), invalid-coupon,
-- maximum-reached.
-- Of what an allowance pays, with {at, part}, its place in the ticket: allowance-used-up
-- {remaining}. Refuses role-changed when that was decided on something that has changed meanwhile,
-- idempotency-key-reused.
create or replace function core.sell_tickets(
  card_system int, facts jsonb, client text, resolves_discreet boolean,
  first_sale uuid, command_key text, command_hash text, windows jsonb default '{}'
) returns text
language plpgsql as $$
declare
  earlier uuid;
  ticket record;
  shown record;
  numbers text[] := '{}';
  -- An array, which is looked up by the key; of a join the planner would read every holder.
  holders uuid[];
  has_uses boolean := jsonb_path_exists(facts, '$[*].uses[*]');
  is_limited boolean;
  is_taking_part boolean;
  grants uuid[] := '{}';
  granted uuid;
  part record;
begin
  perform core.enter_card_system(card_system);
  earlier := core.begin_command(card_system, command_key, command_hash, 'ticket-sale', first_sale);
  if earlier is not null then
    return json_build_object('earlier', earlier)::text;
  end if;

  -- Every holder in one order: who also waits for one of them never waits for us in turn.
  is_limited := jsonb_path_exists(facts, '$[*].grantNumber') or exists (
    select from jsonb_array_elements(facts) f
     cross join lateral (
       select e.ticket_limit_volume from core.event e
        where e.card_system_id = card_system and e.id = (f->>'eventId')::uuid limit 1) e
     where e.ticket_limit_volume is not null);
  holders := array(select (f->>'passholderId')::uuid from jsonb_array_elements(facts) f);
  -- The card of who is being erased is nobody's by the time that it is looked for.
  perform core.keep_from_erasure(card_system, holders);
  if has_uses or is_limited then
    perform from core.passholder h
      where h.card_system_id = card_system
        and h.id = any (holders)
      order by h.id for no key update;
  end if;

  for ticket in
    select f.card, f."passholderId", f."eventId", f."organizerId", f."grantNumber",
           jsonb_build_object('at', f.place - 1) as place
      from rows from (jsonb_to_recordset(facts) as (
             card text, "passholderId" uuid, "eventId" uuid, "organizerId" uuid,
             "grantNumber" int))
           with ordinality as f (
             card, "passholderId", "eventId", "organizerId", "grantNumber", place)
     where f."eventId" is not null
  loop
    select c.number, c.status, c.passholder_id into shown
      from core.find_card(card_system, ticket.card, resolves_discreet) c;
    if shown.number is null then
      perform core.refuse_foreign_card(card_system, ticket.card, ticket.place);
      perform core.refuse('invalid-uitpasnumber', ticket.place);
    end if;
    if shown.status <> 'ACTIVE' then
      perform core.refuse('invalid-card-status', ticket.place);
    end if;
    if shown.passholder_id <> ticket."passholderId" then
      perform core.refuse('tariff-invalid', ticket.place);
    end if;
    select e.is_in_card_system into is_taking_part from core.event e
      where e.card_system_id = card_system and e.id = ticket."eventId"
        and e.organizer_id = ticket."organizerId";
    if not found then
      perform core.refuse('event-not-found', ticket.place);
    end if;
    if not is_taking_part then
      perform core.refuse('passholder-no-active-cardsystems', ticket.place);
    end if;
    granted := null;
    if ticket."grantNumber" is not null then
      select g.id into granted from core.ticket_grant g
        where g.card_system_id = card_system and g.number = ticket."grantNumber"
          and g.passholder_id = ticket."passholderId";
      if not found then
        perform core.refuse('invalid-coupon', ticket.place);
      end if;
    end if;
    grants := array_append(grants, granted);
    numbers := numbers || shown.number;
  end loop;

  perform core.write_ticket_sales(
    card_system, facts, numbers, array_fill(client, array[cardinality(numbers)]), grants);
  if is_limited then
    perform core.refuse_too_many(card_system, facts, windows);
  end if;

  if has_uses then
    for part in
      select f.id as fact, u.asked || jsonb_build_object(
               'where', jsonb_build_object('at', f.place - 1, 'part', u.place - 1)) as asked
        from rows from (jsonb_to_recordset(facts) as (id uuid, uses jsonb))
             with ordinality as f (id, uses, place),
             jsonb_array_elements(f.uses) with ordinality as u (asked, place)
       order by f.place, u.place
    loop
      perform core.open_role_to_use(card_system, part.asked);
      perform core.count_use(card_system, part.asked, part.fact);
    end loop;
  end if;

  return json_build_object('cardNumbers', numbers)::text;
end $$;

-- Refuses `pass-of-another-card-system`, with {cardSystem}, its name, when a number belongs to one.
create or replace function core.refuse_foreign_card(
  card_system int, asked text, detail jsonb
) returns void
language plpgsql as $$
declare
  elsewhere text;
begin
  select s.name into elsewhere
    from core.card_directory d join core.card_system s on s.id = d.card_system_id
   where d.number = asked and d.card_system_id <> card_system;
  if found then
    perform core.refuse(
      'pass-of-another-card-system', detail || jsonb_build_object('cardSystem', elsewhere));
  end if;
end $$;

-- What was sold under these ids, in their order, for the replay of a command: a JSON array of
-- cardNumber, paidCents, happenedAt. A sale that was cancelled since is answered like the others.
-- Refuses `fact-erased` when one of them is no longer there.
create or replace function core.show_ticket_sales(card_system int, asked uuid[]) returns text
language plpgsql as $$
declare
  shown json;
begin
  perform core.enter_card_system(card_system);
  select json_agg(json_build_object(
           'cardNumber', s.card_number, 'paidCents', s.price_cents, 'happenedAt', f.happened_at)
         order by a.place) into shown
    from unnest(asked) with ordinality as a (id, place)
    join core.ticket_sale s on s.card_system_id = card_system and s.id = a.id
    join core.money_fact f on f.card_system_id = s.card_system_id and f.id = s.id;
  if json_array_length(coalesce(shown, '[]')) < cardinality(asked) then
    perform core.refuse('fact-erased');
  end if;
  return shown::text;
end $$;

-- Cancels a ticket sale, once: `facts` is a JSON array of core/billing/money-fact-row.ts, the
-- reversal first; what allowances paid of it is given back to them. The same again for a command
-- key that was used before changes nothing. Refuses ticket-sale-not-found, also when it was
-- cancelled before; idempotency-key-reused.
create or replace function core.cancel_ticket_sale(
  card_system int, asked uuid, facts jsonb, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  reversal uuid := facts->0->>'id';
  holder uuid;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(card_system, command_key, command_hash, 'ticket-sale-cancel', reversal)
     is not null then
    return;
  end if;

  perform core.lock_holder(card_system, s.passholder_id) from core.ticket_sale s
    where s.card_system_id = card_system and s.id = asked
      and exists (
        select from core.allowance_use u
         where u.card_system_id = card_system and u.money_fact_id = asked);
  update core.ticket_sale s set cancelled_at = moment
   where s.card_system_id = card_system and s.id = asked and s.cancelled_at is null
  returning s.passholder_id into holder;
  if not found then
    perform core.refuse('ticket-sale-not-found');
  end if;
  perform core.write_money_facts(card_system, facts);
  perform core.return_uses(
    card_system, asked, reversal, (facts->0->>'sellerId')::uuid, moment);
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder);
end $$;
