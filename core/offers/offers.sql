-- Offers something to a pass holder until a moment. While it stands, the same again answers the
-- same offer. Decides nothing; the caller has entered the card system.
--
-- Answers the id and the deadline of the offer that stands; no row when it stands for somebody
-- else.
create or replace function core.make_offer(
  card_system int, town uuid, of_plugin text, asked jsonb
) returns table (offer_id uuid, ends_at timestamptz)
language plpgsql as $$
declare
  new_id uuid := asked->>'id';
begin
  insert into core.offer (
    card_system_id, id, municipality_id, plugin, passholder_id, about, until, state, made_at)
  values (
    card_system, new_id, town, of_plugin, (asked->>'passholderId')::uuid, asked->>'about',
    (asked->>'until')::timestamptz, 'made', (asked->>'moment')::timestamptz)
  on conflict (card_system_id, municipality_id, plugin, about) where state = 'made' do nothing;
  if found then
    insert into core.outbox (card_system_id, id, kind, subject_id)
    values (
      card_system, gen_random_uuid(), 'passholder.changed', (asked->>'passholderId')::uuid);
  end if;
  return query
    select o.id, o.until from core.offer o
     where o.card_system_id = card_system and o.municipality_id = town and o.plugin = of_plugin
       and o.about = asked->>'about' and o.state = 'made'
       and o.passholder_id = (asked->>'passholderId')::uuid;
end $$;

-- Ends an offer: `accepted` or `declined` up to its deadline, `lapsed` after it. Whoever comes
-- first ends it; the others wait for the lock and find it ended. The caller has entered the card
-- system.
--
-- Answers whether it still stood.
create or replace function core.end_offer(
  card_system int, town uuid, of_plugin text, offer_id uuid, end_state text, moment timestamptz
) returns boolean
language plpgsql as $$
declare
  holder uuid;
begin
  update core.offer o set state = end_state, ended_at = moment
   where o.card_system_id = card_system and o.id = offer_id
     and o.municipality_id = town and o.plugin = of_plugin and o.state = 'made'
     and (end_state = 'lapsed') = (o.until < moment)
   returning o.passholder_id into holder;
  if not found then
    return false;
  end if;
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder);
  return true;
end $$;
