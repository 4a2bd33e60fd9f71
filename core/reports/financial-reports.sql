-- Asks for a report of an organizer over some days. The same period on the same day is one report,
-- unless it failed. Answers core.show_report of it; for a command key that was used before, of the
-- report that it asked for then. Refuses idempotency-key-reused, fact-erased (no longer kept).
create or replace function core.start_report(
  card_system int, organizer uuid, first_day date, last_day date, today date, moment timestamptz,
  new_id uuid, command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  asked uuid := core.earlier_fact(card_system, command_key, command_hash, 'financial-report');
  earlier uuid;
  free_number int;
begin
  if asked is not null then
    return core.show_report(card_system, asked);
  end if;
  loop
    -- Ten digits, always.
    free_number := 1000000000 + floor(random() * 1147483647)::int;
    exit when not exists (
      select from core.financial_report r
       where r.card_system_id = card_system and r.number = free_number);
  end loop;
  insert into core.financial_report (
    card_system_id, id, number, organizer_id, start_date, end_date, asked_on, status, requested_at)
  values (
    card_system, new_id, free_number, organizer, first_day, last_day, today, 'STARTED', moment)
  on conflict (card_system_id, organizer_id, start_date, end_date, asked_on)
     where status <> 'FAILED' do nothing;
  select r.id into asked
    from core.financial_report r
   where r.card_system_id = card_system and r.organizer_id = organizer
     and r.start_date = first_day and r.end_date = last_day and r.asked_on = today
     and r.status <> 'FAILED';
  earlier := core.begin_command(
    card_system, command_key, command_hash, 'financial-report', asked);
  return core.show_report(card_system, coalesce(earlier, asked));
end $$;

-- A report as its organizer sees it, as the text of a JSON object: id (a number), status, message,
-- startDate, endDate, requestedAt. Refuses fact-erased.
create or replace function core.show_report(card_system int, asked uuid) returns text
language plpgsql as $$
declare
  shown text;
begin
  select json_build_object(
           'id', r.number, 'status', r.status, 'message', r.message, 'startDate', r.start_date,
           'endDate', r.end_date, 'requestedAt', r.requested_at)::text into shown
    from core.financial_report r where r.card_system_id = card_system and r.id = asked;
  if shown is null then
    perform core.refuse('fact-erased');
  end if;
  return shown;
end $$;

-- Takes the report that waits longest and that nobody took since `not_since`: whoever took it
-- before that died with it. One that was taken `most` times and never came to an end has failed,
-- with these words. Answers { id, organizerId, startDate, endDate } as the text of a JSON object;
-- null when none waits.
create or replace function core.take_report(
  card_system int, moment timestamptz, not_since timestamptz, most int, words text
) returns text
language plpgsql as $$
declare
  taken text;
begin
  perform core.enter_card_system(card_system);
  update core.financial_report r set status = 'FAILED', message = words
   where r.card_system_id = card_system and r.status = 'STARTED' and r.attempts >= most
     and r.taken_at < not_since;
  update core.financial_report r set attempts = r.attempts + 1, taken_at = moment
   where r.card_system_id = card_system and r.id = (
     select w.id from core.financial_report w
      where w.card_system_id = card_system and w.status = 'STARTED'
        and (w.taken_at is null or w.taken_at < not_since)
      order by w.requested_at limit 1 for no key update skip locked)
  returning json_build_object(
    'id', r.id, 'organizerId', r.organizer_id, 'startDate', r.start_date,
    'endDate', r.end_date)::text into taken;
  return taken;
end $$;

-- Ends a report that is being made: with its file, or with the words why there is none. One that
-- has ended stays as it is: two workers may have made it.
create or replace function core.finish_report(
  card_system int, report uuid, content bytea, words text
) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  update core.financial_report r
     set status = case when content is null then 'FAILED' else 'AVAILABLE' end,
         file = content, message = words
   where r.card_system_id = card_system and r.id = report and r.status = 'STARTED';
end $$;

-- Forgets the reports that were asked for before a moment.
create or replace function core.forget_reports(card_system int, before timestamptz) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  delete from core.financial_report r
   where r.card_system_id = card_system and r.requested_at < before;
end $$;

-- The tickets that were sold for the events of a party in some months, at their regular prices: of
-- each month, event, price, seller and means how many were sold and how many taken back in it, and
-- what these came to. As the text of a JSON array.
create or replace function core.report_sales(
  card_system int, party uuid, since timestamptz, before timestamptz
) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(json_agg(to_json(one) order by
             one.month, one.event, one."priceCents", one.seller, one.means), '[]')::text
      from (
        select to_char(f.happened_at at time zone 'Europe/Brussels', 'YYYY-MM') as month,
               e.title as event, abs(f.price_cents) as "priceCents", o.name as seller, p.means,
               count(*) filter (where f.reverses_id is null) as sold,
               count(*) filter (where f.reverses_id is not null) as "takenBack",
               coalesce(sum(f.price_cents) filter (where f.reverses_id is null), 0)
                 as "soldCents",
               coalesce(-sum(f.price_cents) filter (where f.reverses_id is not null), 0)
                 as "takenBackCents"
          from core.money_fact f
          join core.ticket_sale s
            on s.card_system_id = f.card_system_id and s.id = coalesce(f.reverses_id, f.id)
          join core.event e on e.card_system_id = s.card_system_id and e.id = s.event_id
          left join core.organizer o
            on o.card_system_id = f.card_system_id and o.id = f.seller_id
          left join lateral (
            select min(y.means) as means from core.payment y
             where y.card_system_id = f.card_system_id and y.money_fact_id = f.id) p on true
         where f.card_system_id = card_system and f.earner_id = party
           and f.happened_at >= since and f.happened_at < before
         group by 1, 2, 3, 4, 5) one);
end $$;
