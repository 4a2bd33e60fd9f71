-- The admins of an organizer by e-mail address, from `first` on: the text of a JSON object
-- { totalItems, member: [{ userId, email, type }] }.
create or replace function core.list_organizer_admins(
  card_system int, organizer uuid, first int, most int
) returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return json_build_object(
    'totalItems', (
      select count(*) from core.organizer_admin a
       where a.card_system_id = card_system and a.organizer_id = organizer),
    'member', (
      select coalesce(json_agg(json_build_object(
               'userId', a.user_id, 'email', a.email, 'type', a.type) order by a.email_key), '[]')
        from (
          select * from core.organizer_admin one
           where one.card_system_id = card_system and one.organizer_id = organizer
           order by one.email_key offset first limit most) a))::text;
end $$;

-- Makes a user an admin of an organizer, or changes of which type.
-- admin: userId (the subject at the identity provider) or null, email, emailKey, type.
-- Answers what the API calls the user: the same when the command comes again.
-- Refuses idempotency-key-reused.
create or replace function core.add_organizer_admin(
  card_system int, organizer uuid, admin jsonb, moment timestamptz,
  command_key text, command_hash text
) returns text
language plpgsql as $$
declare
  given text := admin->>'userId';
  admin_id uuid;
  earlier uuid;
begin
  perform core.enter_card_system(card_system);
  -- Two at once come one after the other.
  perform from core.organizer o
    where o.card_system_id = card_system and o.id = organizer for no key update;
  select a.id into admin_id from core.organizer_admin a
    where a.card_system_id = card_system and a.organizer_id = organizer
      and a.email_key = admin->>'emailKey';
  admin_id := coalesce(admin_id, gen_random_uuid());
  earlier := core.begin_command(card_system, command_key, command_hash, 'admin-add', admin_id);
  if earlier is not null then
    return coalesce(given, earlier::text);
  end if;
  insert into core.organizer_admin as known (
    card_system_id, id, organizer_id, user_id, email, email_key, type, subject, added_at)
  values (
    card_system, admin_id, organizer, coalesce(given, admin_id::text), admin->>'email',
    admin->>'emailKey', admin->>'type', given, moment)
  on conflict (card_system_id, organizer_id, email_key) do update
    set type = excluded.type, email = excluded.email,
        user_id = coalesce(given, known.id::text), subject = coalesce(given, known.subject);
  return coalesce(given, admin_id::text);
end $$;

-- Takes an admin from an organizer. Refuses organizer-admin-not-found, idempotency-key-reused.
create or replace function core.remove_organizer_admin(
  card_system int, organizer uuid, asked_user text, command_key text, command_hash text
) returns void
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  if core.begin_command(
    card_system, command_key, command_hash, 'admin-remove', gen_random_uuid()) is not null
  then
    return;
  end if;
  delete from core.organizer_admin a
   where a.card_system_id = card_system and a.organizer_id = organizer
     and a.user_id = asked_user;
  if not found then
    perform core.refuse('organizer-admin-not-found');
  end if;
end $$;

-- Of which organizers a user is an admin: the text of a JSON array of { organizerId, type }. Who
-- was added by an address is recognised by it once, and by the subject from then on: an address may
-- become somebody else's.
-- mail: the key of the address that the identity provider verified, or null.
create or replace function core.admin_organizers(card_system int, who text, mail text)
returns text
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  if exists (
    select from core.organizer_admin a
     where a.card_system_id = card_system and a.email_key = mail and a.subject is null)
  then
    update core.organizer_admin a set subject = who
     where a.card_system_id = card_system and a.email_key = mail and a.subject is null;
  end if;
  return (
    select coalesce(json_agg(json_build_object(
             'organizerId', a.organizer_id, 'type', a.type)), '[]')::text
      from core.organizer_admin a
     where a.card_system_id = card_system and a.subject = who);
end $$;
