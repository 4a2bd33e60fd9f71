-- What clients of a card system were given over the API: the text of a JSON array of
-- { clientId, organizerId, permissions }.
create or replace function core.client_grants(card_system int) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return (
    select coalesce(json_agg(json_build_object(
             'clientId', g.client_id, 'organizerId', g.organizer_id,
             'permissions', g.permissions)), '[]')::text
      from core.client_grant g where g.card_system_id = card_system);
end $$;

-- Changes what a client may do for some organizers: of two changes at once the second comes upon
-- what the first has left.
-- changes: a JSON array of { organizerId, configured, add, remove }, the last three of permissions;
-- `configured` is what there is to change as long as nothing was granted.
-- Refuses idempotency-key-reused.
create or replace function core.change_client_grants(
  card_system int, client text, changes jsonb, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
declare
  one record;
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(
    card_system, command_key, command_hash, 'permissions-change', gen_random_uuid()) is not null
  then
    return;
  end if;
  -- In one order, so that two changes at once come one after the other.
  for one in
    select c.* from jsonb_to_recordset(changes) as c(
      "organizerId" uuid, configured jsonb, add jsonb, remove jsonb) order by c."organizerId"
  loop
    insert into core.client_grant as known (
      card_system_id, id, client_id, organizer_id, permissions, granted_at)
    values (
      card_system, gen_random_uuid(), client, one."organizerId",
      core.changed_grant(one.configured, one.add, one.remove), moment)
    on conflict (card_system_id, client_id, organizer_id) do update
      set permissions = core.changed_grant(known.permissions, one.add, one.remove),
          granted_at = excluded.granted_at;
  end loop;
end $$;

-- Permissions with some removed and some added, each once, by name.
create or replace function core.changed_grant(held jsonb, added jsonb, removed jsonb) returns jsonb
language sql immutable as $$
  select coalesce(jsonb_agg(distinct p.permission order by p.permission), '[]')
    from jsonb_array_elements_text(held || added) p(permission)
   where added ? p.permission or not removed ? p.permission
$$;
