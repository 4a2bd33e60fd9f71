-- Writes down a role that followed from facts, with its allowances, at its first use: once, however
-- many come at the same time. `derived` is what derivedRow of core/roles/use-allowance.ts makes.
-- The caller has entered the card system, is alone with the holder (core.lock_holder) and announces
-- the change.
create or replace function core.write_derived_role(
  card_system int, derived jsonb, moment timestamptz
) returns void
language plpgsql as $$
declare
  role_id uuid := derived->>'id';
begin
  insert into core.role (
    card_system_id, id, passholder_id, municipality_id, plugin, name, attributes, valid_from,
    valid_until, is_derived)
  values (
    card_system, role_id, (derived->>'passholderId')::uuid, (derived->>'municipalityId')::uuid,
    derived->>'plugin', derived->>'name', derived->'attributes', (derived->>'validFrom')::date,
    (derived->>'validUntil')::date, true)
  on conflict do nothing;
  if not found then
    return;
  end if;

  insert into core.allowance (
    card_system_id, id, role_id, key, unit, granted, valid_from, valid_until)
  select card_system, gen_random_uuid(), role_id, a.key, a.unit, a.granted,
         (derived->>'validFrom')::date, (derived->>'validUntil')::date
    from jsonb_to_recordset(derived->'allowances') as a (key text, unit text, granted int);
  insert into core.role_event (
    card_system_id, id, role_id, version, kind, valid_from, valid_until, grants,
    config_version_id, happened_at)
  select card_system, gen_random_uuid(), role_id, 1, 'issued', (derived->>'validFrom')::date,
         (derived->>'validUntil')::date,
         coalesce((select jsonb_object_agg(a.key, a.granted)
                     from jsonb_to_recordset(derived->'allowances') as a (key text, granted int)),
                  '{}'),
         (derived->>'configVersionId')::uuid, moment;
end $$;
