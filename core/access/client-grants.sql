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

-- Replaces what a client may do for some organizers.
-- grants: a JSON array of { organizerId, permissions }.
-- Refuses idempotency-key-reused.
create or replace function core.change_client_grants(
  card_system int, client text, grants jsonb, moment timestamptz,
  command_key text, command_hash text
) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(
    card_system, command_key, command_hash, 'permissions-change', gen_random_uuid()) is not null
  then
    return;
  end if;
  -- In one order, so that two changes at once come one after the other.
  insert into core.client_grant as known (
    card_system_id, id, client_id, organizer_id, permissions, granted_at)
  select card_system, gen_random_uuid(), client, one.organizer_id, one.permissions, moment
    from (
      select (g->>'organizerId')::uuid as organizer_id, g->'permissions' as permissions
        from jsonb_array_elements(grants) g order by 1) one
  on conflict (card_system_id, client_id, organizer_id) do update
    set permissions = excluded.permissions, granted_at = excluded.granted_at;
end $$;
