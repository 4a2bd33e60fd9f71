-- What is known about the rows of a list of participations, for
-- core/imports/decide-participation.ts to decide on, in their order. rows: JSON array of { row,
-- key, number, day }; key is the one that the row is remembered by. Answers a JSON array of
-- core/imports/decide-participation.ts, KnownParticipation. A number that betrays poverty is one of
-- nobody.
--
-- Planned anew for each batch: an import starts on empty tables, and a plan for those reads every
-- command for every row later on.
create or replace function core.recognise_participations(card_system int, rows jsonb) returns text
language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(json_agg(json_build_object(
      'row', r.row,
      'isTaken', k.id is not null,
      'holder', case when h.person_id is not null then json_build_object(
        'cardNumber', c.number, 'passholderId', h.id, 'version', h.version,
        'residenceId', h.residence_id, 'municipalityId', h.municipality_id) end,
      'social', case when s.status is not null then json_build_object(
        'status', s.status, 'endDate', s.end_date) end) order by r.row), '[]')::text
      from jsonb_to_recordset(rows) as r(row int, key text, number text, day date)
      left join lateral (
        select i.id from core.command i
         where i.card_system_id = card_system and i.key = r.key limit 1) k on true
      left join lateral (
        select f.number, f.passholder_id
          from core.find_card(card_system, r.number, false) f limit 1) c on true
      left join lateral (
        select i.id, i.person_id, i.version, i.residence_id, i.municipality_id
          from core.passholder i
         where i.card_system_id = card_system and i.id = c.passholder_id limit 1) h on true
      left join lateral (
        select t.status, t.end_date from core.social_status t
         where t.card_system_id = card_system and t.passholder_id = h.id
           and t.effective_from <= r.day
         order by t.effective_from desc, t.recorded_at desc limit 1) s on true);
end $$;

-- Writes the participations of a batch that are new: each a check-in of one point and, when it was
-- paid, a sale. Nothing is decided here; what it was decided on is compared, under lock.
-- taken: JSON array of core/imports/import-participations.ts, NewParticipation; facts: the array
-- that core.write_money_facts takes, one for each `saleId`. Refuses holder-changed when a holder is
-- no longer the version that it was decided on.
create or replace function core.write_participations(
  card_system int, taken jsonb, facts jsonb
) returns void
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  issued uuid;
begin
  perform core.enter_card_system(card_system);
  -- Holders first and in one order, as everywhere; then their accounts.
  perform from core.passholder h
   where h.card_system_id = card_system
     and h.id in (select (t->>'passholderId')::uuid from jsonb_array_elements(taken) t)
   order by h.id for share;
  if exists (
    select from jsonb_to_recordset(taken) as t("passholderId" uuid, version int)
      join core.passholder h on h.card_system_id = card_system and h.id = t."passholderId"
     where h.version <> t.version)
  then
    perform core.refuse('holder-changed');
  end if;
  perform from core.points_account a
   where a.card_system_id = card_system
     and a.passholder_id in (select (t->>'passholderId')::uuid from jsonb_array_elements(taken) t)
   order by a.id for no key update;
  issued := core.points_account_of(card_system, 'issued');

  insert into core.command (card_system_id, id, key, payload_hash, kind, fact_id)
  select card_system, gen_random_uuid(), t.key, 'list', 'participation', t."checkInId"
    from jsonb_to_recordset(taken) as t(key text, "checkInId" uuid);

  insert into core.check_in (
    card_system_id, id, passholder_id, event_id, card_number, points, client_id, happened_at)
  select card_system, t."checkInId", t."passholderId", t."eventId", t."cardNumber", 1, 'import',
         t."happenedAt"
    from jsonb_to_recordset(taken) as t(
      "checkInId" uuid, "passholderId" uuid, "eventId" uuid, "cardNumber" text,
      "happenedAt" timestamptz);
  with earned as (
    insert into core.points_posting (
      card_system_id, id, kind, from_account_id, to_account_id, points, check_in_id, happened_at)
    select card_system, gen_random_uuid(), 'earn', issued, a.id, 1, t."checkInId", t."happenedAt"
      from jsonb_to_recordset(taken) as t(
        "checkInId" uuid, "passholderId" uuid, "happenedAt" timestamptz)
      join core.points_account a
        on a.card_system_id = card_system and a.passholder_id = t."passholderId"
    returning id, to_account_id, check_in_id, happened_at
  )
  insert into core.points_lot (
    card_system_id, id, account_id, points, remaining, earned_at, expires_at)
  select card_system, e.id, e.to_account_id, 1, 1, e.happened_at, t."expiresAt"
    from earned e
    join jsonb_to_recordset(taken) as t("checkInId" uuid, "expiresAt" timestamptz)
      on t."checkInId" = e.check_in_id;
  update core.points_account a set balance = a.balance + e.points
    from (select t."passholderId", count(*) as points
            from jsonb_to_recordset(taken) as t("passholderId" uuid) group by 1) e
   where a.card_system_id = card_system and a.passholder_id = e."passholderId";

  perform core.write_money_facts(card_system, facts);
  insert into core.ticket_sale (
    card_system_id, id, passholder_id, event_id, card_number, regular_price_cents, price_cents,
    client_id, sold_at)
  select card_system, t."saleId", t."passholderId", t."eventId", t."cardNumber", t."priceCents",
         t."paidCents", 'import', t."happenedAt"
    from jsonb_to_recordset(taken) as t(
      "saleId" uuid, "passholderId" uuid, "eventId" uuid, "cardNumber" text, "priceCents" int,
      "paidCents" int, "happenedAt" timestamptz)
   where t."saleId" is not null;

  insert into core.outbox (card_system_id, id, kind, subject_id)
  select card_system, gen_random_uuid(), 'passholder.changed', t.holder
    from (select distinct (n->>'passholderId')::uuid as holder
            from jsonb_array_elements(taken) n) t;
end $$;
