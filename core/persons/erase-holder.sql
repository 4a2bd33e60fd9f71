-- The advisory lock by which who erases a holder, alone, and who writes down a number of his card,
-- together with others, wait for each other. Taken before any row of the holder. The rows do not
-- tell: an import that writes a badge holds them too, and a sale must not wait for that.
create or replace function core.lock_of_erasure(card_system int, holder uuid) returns bigint
language sql immutable as $$
  select hashtextextended(holder::text, card_system)
$$;

-- Waits for who erases one of these holders, and keeps others from erasing them until the end of
-- the transaction. A card that was found before is to be looked at again.
create or replace function core.keep_from_erasure(card_system int, holders uuid[]) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(core.lock_of_erasure(card_system, h.id))
    from (select distinct unnest(holders) as id) h where h.id is not null;
end $$;

-- What erasing a holder is decided on, under a lock that lasts until the end of the transaction;
-- null for a holder who was erased, or whom the municipality neither registered nor houses. Answers
-- a JSON object (core/persons/erase-holder.ts, Erasable): `persons`, the holder first, then who is
-- left without a pass in a household without pass holders; `roles`, each that has not ended by
-- on_day; `lastStatementDay`, the last day on which something of the holder came on a statement.
create or replace function core.open_erasure(
  card_system int, holder uuid, municipality uuid, on_day date
) returns text
language plpgsql as $$
declare
  person uuid;
begin
  perform core.enter_card_system(card_system);
  perform core.lock_numbers(card_system);
  -- What is being written with a number of the holder is either there to be emptied, or finds him
  -- gone.
  perform pg_advisory_xact_lock(core.lock_of_erasure(card_system, holder));
  select h.person_id into person
    from core.passholder h
   where h.card_system_id = card_system and h.id = holder and h.person_id is not null
     and (h.municipality_id = municipality or h.residence_id = municipality)
   for no key update;
  if not found then
    return null;
  end if;
  return (
    select json_build_object(
      'persons', (
        select json_agg(json_build_object(
                 'personId', p.id, 'passholderId', case when p.id = person then holder end,
                 'firstName', p.first_name, 'lastName', p.last_name,
                 'birthDate', p.birth_date, 'email', p.email)
               order by p.id <> person, p.id)
          from core.person p
         where p.card_system_id = card_system
           and (p.id = person or p.id = any (core.left_behind(card_system, person)))),
      'roles', (
        select coalesce(json_agg(json_build_object(
                 'id', r.id, 'from', r.valid_from, 'until', r.valid_until) order by r.id), '[]')
          from core.role r
         where r.card_system_id = card_system and r.passholder_id = holder
           and (r.valid_until is null or r.valid_until >= on_day)),
      'lastStatementDay', core.last_statement_day(card_system, holder, person))::text);
end $$;

-- The last day of what a holder, or its household, pays on a statement; null without any.
create or replace function core.last_statement_day(card_system int, holder uuid, person uuid)
returns date
language sql stable as $$
  select max(one.day) from (
    select (f.happened_at at time zone 'Europe/Brussels')::date as day
      from core.money_fact f
      join core.payment y on y.card_system_id = f.card_system_id and y.money_fact_id = f.id
     where f.card_system_id = card_system and f.passholder_id = holder
       and y.payer_id is null and y.means = 'statement'
    union all
    select e.service_date
      from core.party p
      join core.entry e on e.card_system_id = p.card_system_id and e.debtor_id = p.id
     where p.card_system_id = card_system
       and (p.passholder_id = holder or p.household_id in (
         select m.household_id from core.household_member m
          where m.card_system_id = card_system and m.person_id = person
            and m.relation <> 'family'))) one
$$;

-- The persons without a pass whom only this person connects with a pass: its guardians and payers.
create or replace function core.left_behind(card_system int, person uuid) returns uuid[]
language sql stable as $$
  select array(
    select distinct other.person_id
      from core.household_member me
      join core.household_member other
        on other.card_system_id = me.card_system_id and other.household_id = me.household_id
       and other.person_id <> me.person_id
     where me.card_system_id = card_system and me.person_id = person
       and not exists (
         select from core.household_member theirs
           join core.household_member near
             on near.card_system_id = theirs.card_system_id
            and near.household_id = theirs.household_id and near.person_id <> person
           join core.passholder h
             on h.card_system_id = near.card_system_id and h.person_id = near.person_id
          where theirs.card_system_id = card_system and theirs.person_id = other.person_id))
$$;

-- Erases a holder, within the transaction of core.open_erasure. Amounts stay, under the id of the
-- pass holder, which leads to nobody from then on; so do points, and what the laws of `verify`
-- need. persons: the ids of core.open_erasure; ends: JSON array of { id, from, until }, the periods
-- with which roles end.
create or replace function core.erase_holder(
  card_system int, holder uuid, persons uuid[], ends jsonb, moment timestamptz
) returns void
language plpgsql as $$
declare
  cards uuid[];
begin
  perform core.enter_card_system(card_system);
  cards := array(select c.id from core.card c
                  where c.card_system_id = card_system and c.passholder_id = holder);
  perform core.forget_commands(card_system, core.facts_of_holder(card_system, holder) || cards);
  perform core.end_roles(card_system, holder, ends, moment);
  perform core.reduce_check_ins(card_system, array(
    select i.id from core.check_in i
     where i.card_system_id = card_system and i.passholder_id = holder));
  perform core.reduce_looks(card_system, array(
    select l.id from core.look l
     where l.card_system_id = card_system and l.passholder_id = holder));
  update core.ticket_sale s set card_number = '', ticket_grant_id = null
   where s.card_system_id = card_system and s.passholder_id = holder;
  update core.redemption d set card_number = ''
   where d.card_system_id = card_system and d.passholder_id = holder;
  delete from core.social_status s
   where s.card_system_id = card_system and s.passholder_id = holder;
  delete from core.birth_guess g where g.card_system_id = card_system and g.id = holder;
  delete from core.offer o where o.card_system_id = card_system and o.passholder_id = holder;
  perform core.forget_ties(card_system, holder, persons);
  delete from core.ticket_grant g where g.card_system_id = card_system and g.passholder_id = holder;

  -- A card of nobody is no way back to what was bought with it; its number is never given again.
  update core.card c
     set status = 'DELETED', passholder_id = null, replaced_by_id = null,
         blocked_at = coalesce(c.blocked_at, moment)
   where c.card_system_id = card_system and c.id = any (cards);
  with gone as (
    delete from core.card_alias a
     where a.card_system_id = card_system and a.passholder_id = holder
    returning a.number, a.is_discreet)
  delete from core.card_directory d using gone
   where d.number = gone.number and not gone.is_discreet and d.card_system_id = card_system;

  update core.passholder h
     set person_id = null, version = h.version + 1,
         registered_at = date_trunc('month', h.registered_at, 'Europe/Brussels')
   where h.card_system_id = card_system and h.id = holder;
  with gone as (
    delete from core.household_member m
     where m.card_system_id = card_system and m.person_id = any (persons)
    returning m.household_id)
  delete from core.household e using gone
   where e.card_system_id = card_system and e.id = gone.household_id
     and not exists (
       select from core.household_member m
        where m.card_system_id = card_system and m.household_id = e.id
          and m.person_id <> all (persons))
     -- Amounts are owed by it: it stays, with nobody in it.
     and not exists (
       select from core.party p where p.card_system_id = card_system and p.household_id = e.id);
  delete from core.person p where p.card_system_id = card_system and p.id = any (persons);
  insert into core.outbox (card_system_id, id, kind, subject_id)
  values (card_system, gen_random_uuid(), 'passholder.changed', holder);
end $$;

-- Every fact of a holder that a command can have made.
create or replace function core.facts_of_holder(card_system int, holder uuid) returns uuid[]
language sql stable as $$
  select array(
    select holder
    union all
    select i.id from core.check_in i
     where i.card_system_id = card_system and i.passholder_id = holder
    union all
    select f.id from core.money_fact f
     where f.card_system_id = card_system and f.passholder_id = holder
    union all
    select s.id from core.social_status s
     where s.card_system_id = card_system and s.passholder_id = holder
    union all
    select d.id from core.redemption d
     where d.card_system_id = card_system and d.passholder_id = holder
    union all
    select g.id from core.ticket_grant g where g.card_system_id = card_system
       and g.passholder_id = holder
    union all
    select e.id from core.role r
      join core.role_event e on e.card_system_id = r.card_system_id and e.role_id = r.id
     where r.card_system_id = card_system and r.passholder_id = holder
    union all
    select u.id from core.role r
      join core.allowance a on a.card_system_id = r.card_system_id and a.role_id = r.id
      join core.allowance_use u on u.card_system_id = a.card_system_id and u.allowance_id = a.id
     where r.card_system_id = card_system and r.passholder_id = holder)
$$;

-- Ends the roles of a holder, each with the period that was decided, and forgets what was kept with
-- them. Not announced one by one: how many there were is nobody's business.
create or replace function core.end_roles(
  card_system int, holder uuid, ends jsonb, moment timestamptz
) returns void
language plpgsql as $$
begin
  with ended as (
    update core.role r
       set valid_from = e."from", valid_until = e.until, version = r.version + 1,
           ended_at = coalesce(r.ended_at, moment)
      from jsonb_to_recordset(ends) as e(id uuid, "from" date, until date)
     where r.card_system_id = card_system and r.passholder_id = holder and r.id = e.id
    returning r.id, r.version, r.valid_from, r.valid_until
  )
  insert into core.role_event (
    card_system_id, id, role_id, version, kind, valid_from, valid_until, grants, happened_at)
  select card_system, gen_random_uuid(), e.id, e.version, 'ended', e.valid_from, e.valid_until,
         '{}', moment
    from ended e;
  update core.role r
     set attributes = '{}', end_reason = case when r.end_reason is not null then 'erased' end
   where r.card_system_id = card_system and r.passholder_id = holder;
  update core.allowance_use u set card_number = null
    from core.allowance a
    join core.role r on r.card_system_id = a.card_system_id and r.id = a.role_id
   where u.card_system_id = card_system and a.card_system_id = card_system
     and u.allowance_id = a.id and r.passholder_id = holder;
end $$;
