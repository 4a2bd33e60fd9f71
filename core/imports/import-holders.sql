-- What is known about the rows of a list of pass holders, for core/imports/holder-rules.ts
-- to decide on, in their order. list_day: FIRST_STATUS_DAY of core/tariffs/social-status.ts.
-- rows: JSON array of { row, number, chip, hashes }.
-- Answers a JSON array of core/imports/holder-rules.ts, KnownHolder.
--
-- Planned anew for each batch, and each look-up with a limit, which keeps the planner from joining
-- whole tables: an import starts on empty tables, and a plan for those reads every person for
-- every row later on.
create or replace function core.recognise_holders(card_system int, list_day date, rows jsonb)
returns text
language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(json_agg(json_build_object(
      'row', r.row,
      'card', case when c.id is not null then json_build_object(
        'status', c.status, 'chipNumber', c.chip_number) end,
      'isNumberTaken', c.id is null and (n.number is not null or a.number is not null),
      'isChipTaken',
        (k.number is not null or b.number is not null) and c.chip_number is distinct from r.chip,
      'passholderId', h.id,
      'residenceId', h.residence_id,
      'person', to_jsonb(p),
      'samePerson', case when q.id is not null then json_build_object(
        'id', q.id, 'hasPass', q.has_pass) end,
      'listed', case when s.status is not null then json_build_object(
        'status', s.status, 'endDate', s.end_date) end) order by r.row), '[]')::text
      from jsonb_to_recordset(rows) as r(row int, number text, chip text, hashes text[])
      left join lateral (
        select * from core.card i
         where i.card_system_id = card_system and i.number = r.number limit 1) c on true
      left join lateral (
        select * from core.card_directory d where d.number = r.number limit 1) n on true
      left join lateral (
        select * from core.card_directory d where d.number = r.chip limit 1) k on true
      left join lateral (
        select * from core.card_alias i
         where i.card_system_id = card_system and i.number = r.number limit 1) a on true
      left join lateral (
        select * from core.card_alias i
         where i.card_system_id = card_system and i.number = r.chip limit 1) b on true
      left join lateral (
        select * from core.passholder i
         where i.card_system_id = card_system and i.id = c.passholder_id limit 1) h on true
      left join lateral (
        select o.id, exists (
                 select from core.passholder g
                  where g.card_system_id = card_system and g.person_id = o.id) as has_pass
          from core.person o
         where o.card_system_id = card_system and o.national_number_hash = any (r.hashes)
         limit 1) q on true
      left join lateral (
        select * from core.person o
         where o.card_system_id = card_system
           and o.id = case when h.id is not null then h.person_id when not q.has_pass then q.id end
         limit 1) p on true
      left join lateral (
        select t.status, t.end_date from core.social_status t
         where t.card_system_id = card_system and t.passholder_id = h.id
           and t.effective_from = list_day and t.organizer_id is null
         order by t.recorded_at desc limit 1) s on true);
end $$;

-- Writes the holders of a batch that are new or changed: nothing is decided here.
-- The caller holds core.lock_numbers since before it recognised them.
-- holders: JSON array of core/imports/holder-rules.ts, HolderToWrite.
-- Refuses pass-number-taken when another card system took a number meanwhile: recognise them again.
create or replace function core.write_holders(
  card_system int, municipality uuid, list_day date, moment timestamptz, holders jsonb
) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  delete from core.card_directory d
   using jsonb_array_elements(holders) w, jsonb_array_elements_text(w->'released') r(number)
   where d.number = r.number and d.card_system_id = card_system;
  perform core.claim_numbers(card_system, array(
    select c.number
      from jsonb_array_elements(holders) w, jsonb_array_elements_text(w->'claimed') c(number)));

  insert into core.person
  select p.*
    from jsonb_array_elements(holders) w,
         jsonb_populate_record(
           null::core.person, w->'person' || jsonb_build_object('card_system_id', card_system)) p
  on conflict (card_system_id, id) do update set (
    first_name, last_name, name_key, last_name_key, last_name_start, birth_date,
    national_number_hash, national_number_sealed, email, email_key, phone, street, house_number,
    postal_code, city
  ) = row (
    excluded.first_name, excluded.last_name, excluded.name_key, excluded.last_name_key,
    excluded.last_name_start, excluded.birth_date, excluded.national_number_hash,
    excluded.national_number_sealed, excluded.email, excluded.email_key, excluded.phone,
    excluded.street, excluded.house_number, excluded.postal_code, excluded.city);

  insert into core.passholder as known (
    card_system_id, id, person_id, municipality_id, residence_id, registered_at)
  select card_system, w."passholderId", (w.person->>'id')::uuid, municipality, w."residenceId",
         moment
    from jsonb_to_recordset(holders) as w("passholderId" uuid, "residenceId" uuid, person jsonb)
  on conflict (card_system_id, id) do update
    set residence_id = excluded.residence_id, version = known.version + 1;

  insert into core.points_account (card_system_id, id, kind, passholder_id, balance)
  select card_system, gen_random_uuid(), 'holder', w."passholderId", 0
    from jsonb_to_recordset(holders) as w("passholderId" uuid)
  on conflict (card_system_id, passholder_id) do nothing;

  insert into core.card as known (
    card_system_id, id, number, chip_number, status, passholder_id, activated_at, blocked_at)
  select card_system, gen_random_uuid(), w."passNumber", w."chipNumber", w."cardStatus",
         w."passholderId", moment, case when w."cardStatus" = 'BLOCKED' then moment end
    from jsonb_to_recordset(holders) as w(
      "passNumber" text, "chipNumber" text, "cardStatus" text, "passholderId" uuid)
  on conflict (card_system_id, number) do update
    set chip_number = excluded.chip_number, status = excluded.status,
        passholder_id = excluded.passholder_id,
        activated_at = coalesce(known.activated_at, excluded.activated_at),
        blocked_at = coalesce(known.blocked_at, excluded.blocked_at);

  insert into core.social_status (
    card_system_id, id, passholder_id, status, effective_from, end_date)
  select card_system, gen_random_uuid(), w."passholderId", w.social->>'status', list_day,
         (w.social->>'endDate')::date
    from jsonb_to_recordset(holders) as w("passholderId" uuid, social jsonb)
   where w.social->>'status' is not null;

  insert into core.outbox (card_system_id, id, kind, subject_id)
  select card_system, gen_random_uuid(), 'passholder.changed', w."passholderId"
    from jsonb_to_recordset(holders) as w("passholderId" uuid);
end $$;
