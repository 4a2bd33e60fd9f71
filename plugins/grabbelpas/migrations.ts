const OWN_ROWS = "card_system_id = nullif(current_setting('app.card_system', true), '')::int";

/** Rows of their own card system only. */
const secure = (table: string) => `
alter table grabbelpas.${table} enable row level security;
create policy ${table}_of_card_system on grabbelpas.${table}
  using (${OWN_ROWS}) with check (${OWN_ROWS});`;

/** The plugin's own schema, in the order in which it came to be. */
export const migrations = [
  {
    name: '0001-activities',
    sql: `
create schema grabbelpas;

create table grabbelpas.activity (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  code text not null,
  title text not null,
  place text not null,
  first_day date not null,
  last_day date not null,
  from_time text not null,
  until_time text not null,
  ages_from int not null,
  ages_until int not null,
  places int not null,
  price_cents int not null,
  giver text null,
  owed_cents int not null,
  owed_per text not null,
  open_days int not null,
  is_cancelled boolean not null default false,
  is_settled boolean not null default false,
  last_number int not null default 0,
  primary key (card_system_id, id),
  constraint activity_code_once unique (card_system_id, municipality, code),
  constraint activity_owed_per_check check (owed_per in ('present', 'place')),
  constraint an_activity_ends_after_it_begins check (first_day <= last_day),
  constraint an_activity_has_places check (places > 0)
);
create index activity_by_day on grabbelpas.activity (card_system_id, municipality, last_day);

create table grabbelpas.child (
  card_system_id int not null,
  id uuid not null,
  primary key (card_system_id, id),
  constraint child_is_passholder foreign key (card_system_id, id)
    references core.passholder (card_system_id, id)
);

create table grabbelpas.enrolment (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  activity_id uuid not null,
  together uuid not null,
  number int not null,
  passholder_id uuid not null,
  state text not null,
  began text not null,
  role_id uuid null,
  payer_id uuid null,
  is_payer_erased boolean not null default false,
  price_cents int not null default 0,
  charged_on date null,
  charged_cents int null,
  offer_id uuid null,
  offered_until timestamptz null,
  is_moved boolean not null default false,
  is_kept boolean not null default false,
  is_held boolean not null default false,
  is_settled boolean not null default false,
  primary key (card_system_id, id),
  constraint enrolment_in_order unique (card_system_id, activity_id, number),
  constraint enrolment_of_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id),
  constraint enrolment_paid_by foreign key (card_system_id, payer_id)
    references core.passholder (card_system_id, id),
  constraint enrolment_has_role foreign key (card_system_id, role_id)
    references core.role (card_system_id, id),
  constraint enrolment_state_check
    check (state in ('waiting', 'offered', 'enrolled', 'declined', 'lapsed', 'cancelled',
      'activity-cancelled')),
  constraint enrolment_began_check check (began in ('enrolled', 'waiting')),
  constraint a_place_is_a_role check (state <> 'enrolled' or role_id is not null),
  constraint an_offer_has_a_deadline
    check (state <> 'offered' or num_nulls(offer_id, offered_until) = 0)
);
create unique index one_enrolment_at_a_time
  on grabbelpas.enrolment (card_system_id, activity_id, passholder_id)
  where state in ('waiting', 'offered', 'enrolled');
create index enrolment_of_child on grabbelpas.enrolment (card_system_id, passholder_id);
create index enrolment_together on grabbelpas.enrolment (card_system_id, together);
create index enrolment_by_offer on grabbelpas.enrolment (card_system_id, offer_id);

create table grabbelpas.attendance (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  enrolment_id uuid not null,
  day date not null,
  happened_at timestamptz not null,
  struck_at timestamptz null,
  primary key (card_system_id, id)
);
create unique index one_attendance_a_day
  on grabbelpas.attendance (card_system_id, enrolment_id, day) where struck_at is null;
${['activity', 'child', 'enrolment', 'attendance'].map(secure).join('\n')}
`,
  },
] as const;
