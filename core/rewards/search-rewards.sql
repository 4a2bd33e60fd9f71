-- Searches the rewards of a card system. `search` is a JSON object of
-- core/rewards/search-rewards.ts, with null for what is not asked.
--
-- Answers a JSON object: totalItems; ids, those of the asked part in the asked order; facets, for
-- each of type, categories, sport, forKids, online and lastChance how many rewards each value has,
-- under all filters but its own.
create or replace function core.search_rewards(card_system int, search jsonb) returns text
language plpgsql as $$
declare
  answer text;
begin
  perform core.enter_card_system(card_system);
  with judged as (
    select r.id, r.title, r.type, r.categories, r.points, r.redeemed_units, r.created_at,
           r.is_sport, r.is_for_kids, r.is_online, r.is_featured, f.is_last_chance, o.other_type,
           o.other_categories, o.other_sport, o.other_kids, o.other_online, o.other_last,
           o.other_type + o.other_categories + o.other_sport + o.other_kids + o.other_online
             + o.other_last as others
      from core.reward r,
           lateral (
             select coalesce(r.redeemable_until between (search->>'moment')::timestamptz
                      and (search->>'lastChanceUntil')::timestamptz - interval '1 microsecond',
                      false) as is_last_chance) f,
           -- 1 for what has another value than was asked for.
           lateral (
             select (r.type <> coalesce(search->>'type', r.type))::int as other_type,
                    (search->'categories' <> 'null' and not r.categories ?| array(
                       select jsonb_array_elements_text(search->'categories')))::int
                      as other_categories,
                    core.differs(r.is_sport, search->'sport') as other_sport,
                    core.differs(r.is_for_kids, search->'forKids') as other_kids,
                    core.differs(r.is_online, search->'online') as other_online,
                    core.differs(f.is_last_chance, search->'lastChance') as other_last) o
     where r.card_system_id = card_system and core.is_reward_asked(r, search)
  ), found as (
    select j.*, dense_rank() over (order by title collate "nl-x-icu") as by_name,
           dense_rank() over (order by created_at) as by_creation,
           dense_rank() over (order by redeemed_units) as by_redemptions,
           dense_rank() over (order by is_featured) as by_featured,
           dense_rank() over (order by points) as by_points
      from judged j where others = 0
  ), placed as (
    select f.id, row_number() over (order by array(
             select case s.field when 'name' then f.by_name when 'creationdate' then f.by_creation
                      when 'redeemcount' then f.by_redemptions when 'featured' then f.by_featured
                      else f.by_points end * case when s.descending then -1 else 1 end
               from rows from (jsonb_to_recordset(search->'sort') as (
                      field text, descending boolean)) with ordinality as s (field, descending, n)
              order by s.n), f.by_name, f.id) as place
      from found f
  )
  select json_build_object(
    'totalItems', (select count(*) from found),
    'ids', (
      select coalesce(json_agg(p.id order by p.place), '[]') from placed p
       where p.place > (search->>'start')::int
         and p.place <= (search->>'start')::bigint + (search->>'limit')::int),
    'facets', json_build_object(
      'type', (
        select json_object_agg(type, n) from (
          select type, count(*) as n from judged where others = other_type group by 1) t),
      'categories', (
        select json_object_agg(category, n) from (
          select jsonb_array_elements_text(categories) as category, count(*) as n
            from judged where others = other_categories group by 1) t),
      'sport', (
        select json_object_agg(is_sport, n) from (
          select is_sport, count(*) as n from judged where others = other_sport group by 1) t),
      'forKids', (
        select json_object_agg(is_for_kids, n) from (
          select is_for_kids, count(*) as n from judged where others = other_kids group by 1) t),
      'online', (
        select json_object_agg(is_online, n) from (
          select is_online, count(*) as n from judged where others = other_online group by 1) t),
      'lastChance', (
        select json_object_agg(is_last_chance, n) from (
          select is_last_chance, count(*) as n from judged where others = other_last group by 1) t)
    ))::text into answer;
  return answer;
end $$;

-- 1 when something is asked, true or false, and this is not it.
create or replace function core.differs(is_so boolean, asked jsonb) returns int
language plpgsql immutable as $$
begin
  return case when asked is null or asked = 'null' or asked = to_jsonb(is_so) then 0 else 1 end;
end $$;

-- Whether a reward is what the filters ask for that have no facet.
create or replace function core.is_reward_asked(reward core.reward, search jsonb) returns boolean
language plpgsql stable as $$
declare
  moment timestamptz := (search->>'moment')::timestamptz;
  holder uuid := (search->>'redeemableBy')::uuid;
begin
  return core.is_in_subset(reward, search->>'subset', moment)
    and reward.status = coalesce(search->>'status', reward.status)
    and (search->'organizerIds' = 'null' or reward.redeemable_at ?| array(
      select jsonb_array_elements_text(search->'organizerIds')))
    and (search->>'text' is null or reward.title ilike search->>'text'
      or reward.redeemable_at ?| array(
        select jsonb_array_elements_text(search->'textOrganizerIds')))
    and reward.points >= coalesce((search->>'pointsFrom')::int, reward.points)
    and reward.points <= coalesce((search->>'pointsTo')::int, reward.points)
    and core.differs(reward.is_featured, search->'featured') = 0
    and (holder is null or (
      exists (
        select from core.card c
         where c.card_system_id = reward.card_system_id and c.passholder_id = holder
           and c.status = 'ACTIVE')
      and core.redemption_refusal(reward, holder, moment, search->'windows') is null))
    and (search->>'interestingFor' is null
      or core.is_interesting(reward, (search->>'interestingFor')::uuid));
end $$;

-- The subsets of the UiTPAS API 4.0, in a card system that is permanent.
create or replace function core.is_in_subset(
  reward core.reward, subset text, moment timestamptz
) returns boolean
language plpgsql stable as $$
declare
  is_published boolean := reward.published_from <= moment
    and (reward.published_until is null or moment <= reward.published_until);
  is_redeemable boolean := reward.redeemable_from <= moment
    and (reward.redeemable_until is null or moment <= reward.redeemable_until);
begin
  if subset = 'ALL' then
    return true;
  end if;
  return reward.status = 'ACTIVE'
    and (is_published or subset in ('REDEEMABLE', 'REDEEMABLE-FUTURE'))
    and case when subset in ('REDEEMABLE-FUTURE', 'ENDUSER-FUTURE')
          then moment < reward.redeemable_from else is_redeemable end;
end $$;

-- Whether a reward is of an interest that a holder switched on; of nobody who switched on none.
create or replace function core.is_interesting(reward core.reward, holder uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (
    select from core.passholder h
      join core.person p on p.card_system_id = h.card_system_id and p.id = h.person_id
     where h.card_system_id = reward.card_system_id and h.id = holder
       and (p.interests ?| array(select jsonb_array_elements_text(reward.categories))
         or reward.is_sport and p.interests ? 'Sport'
         or reward.is_for_kids and p.interests ? 'Voor kinderen'));
end $$;
