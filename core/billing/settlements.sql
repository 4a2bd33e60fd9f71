-- Takes hold of what a plugin settles, until the end of the transaction: two that settle it at the
-- same time come one after the other. Made, under `new_id`, when it is new. The caller has entered
-- the card system.
--
-- Answers its id, and the fact that stands for it: null when none was written, or it was taken
-- back.
create or replace function core.hold_settlement(
  card_system int, town uuid, of_plugin text, named text, new_id uuid
) returns table (settlement_id uuid, standing_id uuid)
language plpgsql as $$
declare
  held uuid;
begin
  insert into core.settlement (card_system_id, id, municipality_id, plugin, about)
  values (card_system, new_id, town, of_plugin, named)
  on conflict (card_system_id, municipality_id, plugin, about) do nothing;
  select s.id into held from core.settlement s
    where s.card_system_id = card_system and s.municipality_id = town
      and s.plugin = of_plugin and s.about = named
    for no key update;
  return query
    select held, (
      select f.id from core.money_fact f
       where f.card_system_id = card_system and f.settlement_id = held
         and not exists (
           select from core.money_fact r
            where r.card_system_id = card_system and r.reverses_id = f.id));
end $$;

-- The party that pays for a pass holder at home, made when it is first needed: of the household,
-- when the holder is known in one and no other, else of the holder alone; `alone` asks for that. A
-- family is a list that somebody keeps, and no home.
-- The caller has entered the card system.
create or replace function core.find_household_payer(
  card_system int, town uuid, holder uuid, alone boolean, new_id uuid
) returns uuid
language plpgsql as $$
declare
  only_home uuid;
begin
  if not alone then
    select (array_agg(m.household_id))[1] into only_home
      from core.passholder h
      join core.household_member m
        on m.card_system_id = h.card_system_id and m.person_id = h.person_id
     where h.card_system_id = card_system and h.id = holder and m.relation <> 'family'
    having count(*) = 1;
  end if;
  insert into core.party (
    card_system_id, id, municipality_id, key, kind, name, household_id, passholder_id)
  values (
    card_system, new_id, town, new_id::text, 'household', 'Een gezin', only_home,
    case when only_home is null then holder end)
  on conflict do nothing;
  return (
    select p.id from core.party p
     where p.card_system_id = card_system and p.municipality_id = town and p.kind = 'household'
       and p.household_id is not distinct from only_home
       and (only_home is not null or p.passholder_id = holder));
end $$;
