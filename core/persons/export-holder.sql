-- Everything that core keeps of a holder, as the text of a JSON object for that person to read
-- (core/persons/holder-export.ts); null for a holder who was erased, or whom the municipality
-- neither registered nor houses. Never the national number: whether it is kept is told instead. Of
-- others in the household only what they are to each other.
create or replace function core.export_holder(
  card_system int, holder uuid, municipality uuid
) returns text
language plpgsql as $$
declare
  person core.person;
  home record;
begin
  perform core.enter_card_system(card_system);
  select h.*, m.name as municipality, r.name as residence into home
    from core.passholder h
    join core.municipality m on m.card_system_id = h.card_system_id and m.id = h.municipality_id
    left join core.municipality r on r.card_system_id = h.card_system_id and r.id = h.residence_id
   where h.card_system_id = card_system and h.id = holder
     and (h.municipality_id = municipality or h.residence_id = municipality);
  select p.* into person
    from core.person p where p.card_system_id = card_system and p.id = home.person_id;
  if person.id is null then
    return null;
  end if;
  return jsonb_build_object(
    'passholder', jsonb_build_object(
      'id', holder, 'registeredAt', home.registered_at, 'municipality', home.municipality,
      'residence', home.residence),
    'person', jsonb_build_object(
      'id', person.id, 'firstName', person.first_name, 'lastName', person.last_name,
      'birthDate', person.birth_date, 'email', person.email, 'phone', person.phone,
      'street', person.street, 'houseNumber', person.house_number,
      'postalCode', person.postal_code, 'city', person.city,
      'interests', coalesce(to_jsonb(person.interests), '[]'),
      'optInPreferences', to_jsonb(person.opt_in_preferences),
      'schoolId', person.school_id, 'uitidId', person.uitid_id,
      'uitidEmail', person.uitid_email_key,
      'isNationalNumberKept', person.national_number_sealed is not null),
    'private', (
      select jsonb_build_object(
               'noteSealed', encode(v.note_sealed, 'base64'),
               'pictureSealed', encode(v.picture_sealed, 'base64'), 'pictureType', v.picture_type)
        from core.person_private v
       where v.card_system_id = card_system and v.person_id = person.id),
    'households', core.export_households(card_system, person.id),
    'families', core.export_families(card_system, holder, person.id),
    'associations', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'associationId', a.association_id, 'endDate', a.end_date,
               'registeredAt', a.registered_at) order by a.registered_at, a.id), '[]')
        from core.association_membership a
       where a.card_system_id = card_system and a.passholder_id = holder),
    'cards', core.export_cards(card_system, holder),
    'socialTariff', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'status', s.status, 'effectiveFrom', s.effective_from, 'endDate', s.end_date,
               'organizer', o.name, 'recordedAt', s.recorded_at)
             order by s.effective_from, s.recorded_at), '[]')
        from core.social_status s
        left join core.organizer o
          on o.card_system_id = s.card_system_id and o.id = s.organizer_id
       where s.card_system_id = card_system and s.passholder_id = holder),
    'roles', core.export_roles(card_system, holder),
    'checkIns', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'event', e.title, 'organizer', o.name, 'uitpasNumber', i.card_number,
               'points', i.points, 'happenedAt', i.happened_at, 'deletedAt', i.deleted_at)
             order by i.happened_at, i.id), '[]')
        from core.check_in i
        join core.event e on e.card_system_id = i.card_system_id and e.id = i.event_id
        join core.organizer o on o.card_system_id = e.card_system_id and o.id = e.organizer_id
       where i.card_system_id = card_system and i.passholder_id = holder),
    'points', core.export_points(card_system, holder),
    'rewards', core.export_rewards(card_system, holder),
    'coupons', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'number', g.number, 'coupon', g.coupon, 'organizer', o.name,
               'volume', g.volume, 'period', g.period, 'validFrom', g.valid_from,
               'validUntil', g.valid_until, 'grantedAt', g.granted_at)
             order by g.granted_at, g.number), '[]')
        from core.ticket_grant g
        join core.organizer o on o.card_system_id = g.card_system_id and o.id = g.organizer_id
       where g.card_system_id = card_system and g.passholder_id = holder
         and g.coupon is not null),
    'payments', core.export_payments(card_system, holder),
    'orders', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'id', r.id, 'organizer', g.name, 'status', o.status,
               'requestedAt', o.requested_at, 'toldSealed', encode(r.told_sealed, 'base64'))
             order by o.requested_at, r.id), '[]')
        from core.order_registration r
        join core.pass_order o on o.card_system_id = r.card_system_id and o.id = r.order_id
        join core.organizer g on g.card_system_id = o.card_system_id and g.id = o.organizer_id
       where r.card_system_id = card_system and r.person_id = person.id),
    'offers', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'plugin', o.plugin, 'state', o.state, 'madeAt', o.made_at, 'until', o.until)
             order by o.made_at, o.id), '[]')
        from core.offer o
       where o.card_system_id = card_system and o.passholder_id = holder),
    'looks', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'clientId', l.client_id, 'organizer', o.name, 'subject', l.subject,
               'reason', l.reason, 'lookedAt', l.looked_at) order by l.looked_at, l.id), '[]')
        from core.look l
        left join core.organizer o
          on o.card_system_id = l.card_system_id and o.id = l.organizer_id
       where l.card_system_id = card_system and l.passholder_id = holder))::text;
end $$;

-- The own family and those of others: in whose, since when, and how many are in it. Not who.
create or replace function core.export_families(card_system int, holder uuid, person uuid)
returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'isOwn', e.passholder_id = holder, 'icon', me.icon, 'memberSince', me.joined_at,
           'members', (
             select count(*) from core.household_member other
              where other.card_system_id = me.card_system_id
                and other.household_id = me.household_id))
         order by me.joined_at, me.id), '[]')
    from core.household_member me
    join core.family e
      on e.card_system_id = me.card_system_id and e.household_id = me.household_id
   where me.card_system_id = card_system and me.person_id = person
$$;

create or replace function core.export_households(card_system int, person uuid) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'relation', me.relation,
           'others', (
             select coalesce(jsonb_agg(other.relation order by other.relation), '[]')
               from core.household_member other
              where other.card_system_id = me.card_system_id
                and other.household_id = me.household_id and other.person_id <> person))
         order by me.id), '[]')
    from core.household_member me
   where me.card_system_id = card_system and me.person_id = person and me.relation <> 'family'
$$;

create or replace function core.export_cards(card_system int, holder uuid) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(one.card order by one.number), '[]')
    from (
      select c.number, jsonb_build_object(
               'uitpasNumber', c.number, 'chipNumber', c.chip_number, 'status', c.status,
               'activatedAt', c.activated_at, 'blockedAt', c.blocked_at) as card
        from core.card c where c.card_system_id = card_system and c.passholder_id = holder
      union all
      select a.number, jsonb_build_object(
               'uitpasNumber', a.number, 'chipNumber', null, 'status', 'OLD_NUMBER',
               'activatedAt', null, 'blockedAt', null)
        from core.card_alias a
       where a.card_system_id = card_system and a.passholder_id = holder) one
$$;

create or replace function core.export_roles(card_system int, holder uuid) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'id', r.id, 'plugin', r.plugin, 'role', r.name, 'municipality', m.name,
           'attributes', r.attributes, 'validFrom', r.valid_from, 'validUntil', r.valid_until,
           'endedAt', r.ended_at, 'endReason', r.end_reason,
           'history', (
             select coalesce(jsonb_agg(jsonb_build_object(
                      'kind', e.kind, 'validFrom', e.valid_from, 'validUntil', e.valid_until,
                      'happenedAt', e.happened_at) order by e.version), '[]')
               from core.role_event e
              where e.card_system_id = r.card_system_id and e.role_id = r.id),
           'uses', (
             select coalesce(jsonb_agg(jsonb_build_object(
                      'allowance', a.key, 'unit', a.unit, 'amount', u.amount,
                      'lapsed', u.lapsed, 'place', p.name,
                      'uitpasNumber', u.card_number, 'happenedAt', u.happened_at)
                    order by u.happened_at, u.id), '[]')
               from core.allowance a
               join core.allowance_use u
                 on u.card_system_id = a.card_system_id and u.allowance_id = a.id
               left join core.place p
                 on p.card_system_id = u.card_system_id and p.id = u.place_id
              where a.card_system_id = r.card_system_id and a.role_id = r.id))
         order by r.valid_from, r.id), '[]')
    from core.role r
    join core.municipality m on m.card_system_id = r.card_system_id and m.id = r.municipality_id
   where r.card_system_id = card_system and r.passholder_id = holder
$$;

-- A posting without a check-in is of a month; so is one that was reduced.
create or replace function core.export_points(card_system int, holder uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object(
           'balance', coalesce(max(a.balance), 0),
           'postings', coalesce(jsonb_agg(jsonb_build_object(
             'kind', p.kind,
             'points', case when p.to_account_id = a.id then p.points else -p.points end,
             'happenedAt', p.happened_at, 'expiresAt', l.expires_at)
             order by p.happened_at, p.id) filter (where p.id is not null), '[]'))
    from core.points_account a
    left join core.points_posting p
      on p.card_system_id = a.card_system_id and a.id in (p.from_account_id, p.to_account_id)
    left join core.points_lot l on l.card_system_id = p.card_system_id and l.id = p.id
   where a.card_system_id = card_system and a.passholder_id = holder
$$;

create or replace function core.export_rewards(card_system int, holder uuid) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(one.reward order by one.moment, one.reward->>'kind', one.id), '[]')
    from (
      select d.id, d.happened_at as moment, jsonb_build_object(
               'kind', 'redeemed', 'title', r.title, 'organizer', o.name, 'points', d.points,
               'uitpasNumber', d.card_number, 'happenedAt', d.happened_at,
               'cancelledAt', d.cancelled_at) as reward
        from core.redemption d
        join core.reward r on r.card_system_id = d.card_system_id and r.id = d.reward_id
        join core.organizer o on o.card_system_id = d.card_system_id and o.id = d.organizer_id
       where d.card_system_id = card_system and d.passholder_id = holder
      union all
      select g.id, g.happened_at, jsonb_build_object(
               'kind', 'granted', 'title', r.title, 'organizer', o.name, 'points', 0,
               'uitpasNumber', null, 'happenedAt', g.happened_at, 'cancelledAt', null)
        from core.reward_grant g
        join core.reward r on r.card_system_id = g.card_system_id and r.id = g.reward_id
        join core.organizer o on o.card_system_id = r.card_system_id and o.id = r.organizer_id
       where g.card_system_id = card_system and g.passholder_id = holder) one
$$;

-- Who else bears a part of a price is between the parties; what the holder paid is the holder's.
create or replace function core.export_payments(card_system int, holder uuid) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'id', f.id, 'kind', f.kind, 'event', e.title, 'organizer', y.name, 'plugin', f.plugin,
           'role', f.role, 'uitpasNumber', s.card_number, 'tariff', f.source,
           'priceCents', f.price_cents,
           'paidCents', coalesce((
             select sum(h.cents) from core.share h
              where h.card_system_id = f.card_system_id and h.money_fact_id = f.id
                and (h.party_id is null or exists (
                 select from core.party own
                  where own.card_system_id = card_system and own.id = h.party_id
                    and own.kind = 'household'))), 0),
           'happenedAt', f.happened_at, 'cancelledAt', s.cancelled_at)
         order by f.happened_at, f.id), '[]')
    from core.money_fact f
    join core.party y on y.card_system_id = f.card_system_id and y.id = f.earner_id
    left join core.ticket_sale s on s.card_system_id = f.card_system_id and s.id = f.id
    left join core.event e on e.card_system_id = s.card_system_id and e.id = s.event_id
   where f.card_system_id = card_system and f.passholder_id = holder
$$;
