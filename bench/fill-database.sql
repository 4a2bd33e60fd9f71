-- A card system of the size of the bench: `passes` pass holders of Lier with three roles each, and
-- `check_ins` check-ins with their postings. Set-based, as the owner; ids follow from numbers, so
-- that no foreign key needs looking up row by row.
set session_replication_role = replica;

create or replace function pg_temp.id(kind text, n bigint) returns uuid
language sql immutable as $$ select md5(kind || n)::uuid $$;

insert into core.person (card_system_id, id, first_name, last_name, name_key, birth_date)
select 1, pg_temp.id('person', n), 'Noor', 'Peeters' || n, 'noorpeeters' || n,
       date '1940-01-01' + (n % 29000 * 7919 % 29000)::int
  from generate_series(1, :passes) n;

insert into core.passholder (
  card_system_id, id, person_id, municipality_id, residence_id, registered_at)
select 1, pg_temp.id('holder', n), pg_temp.id('person', n), :'municipality', :'municipality', now()
  from generate_series(1, :passes) n;

insert into core.card (card_system_id, id, number, chip_number, status, passholder_id, activated_at)
select 1, pg_temp.id('card', n), (9000000000000 + n)::text,
       '04' || upper(lpad(to_hex(n), 12, '0')), 'ACTIVE', pg_temp.id('holder', n), now()
  from generate_series(1, :passes) n;

insert into core.card_directory (number, card_system_id)
select (9000000000000 + n)::text, 1 from generate_series(1, :passes) n;

insert into core.points_account (card_system_id, id, kind)
values (1, pg_temp.id('issued', 0), 'issued');
insert into core.points_account (card_system_id, id, kind, passholder_id, balance)
select 1, pg_temp.id('account', n), 'holder', pg_temp.id('holder', n), 0
  from generate_series(1, :passes) n;

-- 45 % have the social tariff, as in Lier.
insert into core.social_status (
  card_system_id, id, passholder_id, status, effective_from, end_date)
select 1, pg_temp.id('social', n), pg_temp.id('holder', n), 'ACTIVE', '2026-01-01', '2099-12-31'
  from generate_series(1, :passes) n where n % 100 < 45;

insert into core.role (
  card_system_id, id, passholder_id, municipality_id, plugin, name, attributes, valid_from,
  valid_until)
select 1, pg_temp.id(r.name, n), pg_temp.id('holder', n), :'municipality', r.plugin, r.name,
       r.attributes::jsonb, '2020-01-01', '2099-12-31'
  from generate_series(1, :passes) n,
       (values ('membership-cc-friends', 'friend', '{}'),
               ('sportpas', 'turn-card', '{}'),
               ('sportpas', 'period-pass', '{"length": "year"}')) r (plugin, name, attributes);

insert into core.allowance (
  card_system_id, id, role_id, key, unit, granted, used, valid_from, valid_until)
select 1, pg_temp.id('allowance', n), pg_temp.id('turn-card', n), 'turns', 'turn', 10, n % 10,
       '2020-01-01', '2099-12-31'
  from generate_series(1, :passes) n;

insert into core.check_in (
  card_system_id, id, passholder_id, event_id, card_number, points, client_id, happened_at)
select 1, pg_temp.id('check-in', n), pg_temp.id('holder', 1 + n % :passes), :'event',
       (9000000000001 + n % :passes)::text, 1, 'bench', now() - interval '1 minute' * (n % 500000)
  from generate_series(1, :check_ins) n;

insert into core.points_posting (
  card_system_id, id, kind, from_account_id, to_account_id, points, check_in_id, happened_at)
select 1, pg_temp.id('posting', n), 'earn', pg_temp.id('issued', 0),
       pg_temp.id('account', 1 + n % :passes), 1, pg_temp.id('check-in', n), now()
  from generate_series(1, :check_ins) n;

insert into core.points_lot (card_system_id, id, account_id, points, remaining, earned_at)
select 1, p.id, p.to_account_id, p.points, p.points, p.happened_at from core.points_posting p
 where not exists (select from core.points_lot l where l.card_system_id = 1 and l.id = p.id);

update core.points_account a set balance = b.points
  from (select to_account_id, sum(points) as points from core.points_posting group by 1) b
 where a.card_system_id = 1 and a.id = b.to_account_id;

set session_replication_role = origin;
