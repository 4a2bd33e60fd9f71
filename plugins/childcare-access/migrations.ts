const OWN_ROWS = "card_system_id = nullif(current_setting('app.card_system', true), '')::int";

const TABLES = [
  'enrolment',
  'contact',
  'payer',
  'attendance',
  'attendance_change',
  'refused_pick_up',
  'care_day',
  'settled_line',
];

const policies = TABLES.map(
  (table) => `
alter table childcare_access.${table} enable row level security;
create policy ${table}_of_card_system on childcare_access.${table}
  using (${OWN_ROWS}) with check (${OWN_ROWS});`,
).join('');

/** The plugin's own schema, in the order in which it came to be. */
export const migrations = [
  {
    name: '0001-childcare',
    sql: `
create schema childcare_access;

create table childcare_access.enrolment (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  role_id uuid not null,
  passholder_id uuid not null,
  first_day date not null,
  sealed_allergies text null,
  sealed_listed text null,
  primary key (card_system_id, id),
  constraint enrolment_of_role unique (card_system_id, role_id),
  constraint enrolment_is_role foreign key (card_system_id, role_id)
    references core.role (card_system_id, id),
  constraint enrolment_of_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id)
);
create index enrolment_card_system_id_passholder_id_index
  on childcare_access.enrolment (card_system_id, passholder_id);

create table childcare_access.contact (
  card_system_id int not null,
  id uuid not null,
  enrolment_id uuid not null,
  kind text not null,
  passholder_id uuid null,
  sealed_name text not null,
  position int not null,
  primary key (card_system_id, id),
  constraint contact_of_enrolment foreign key (card_system_id, enrolment_id)
    references childcare_access.enrolment (card_system_id, id),
  constraint contact_is_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id),
  constraint contact_kind_check check (kind in ('pick-up', 'barred'))
);
create index contact_card_system_id_enrolment_id_index
  on childcare_access.contact (card_system_id, enrolment_id);
create index contact_card_system_id_passholder_id_index
  on childcare_access.contact (card_system_id, passholder_id);

create table childcare_access.payer (
  card_system_id int not null,
  id uuid not null,
  enrolment_id uuid not null,
  valid_from date not null,
  payer_id uuid null,
  sealed_name text null,
  share int not null,
  weeks text not null,
  position int not null,
  primary key (card_system_id, id),
  constraint payer_of_enrolment foreign key (card_system_id, enrolment_id)
    references childcare_access.enrolment (card_system_id, id),
  constraint payer_is_passholder foreign key (card_system_id, payer_id)
    references core.passholder (card_system_id, id),
  constraint a_share_is_counted check (share >= 1 and share <= 1000),
  constraint payer_weeks_check check (weeks in ('every', 'even', 'odd'))
);
create index payer_card_system_id_enrolment_id_index
  on childcare_access.payer (card_system_id, enrolment_id);
create index payer_card_system_id_payer_id_index
  on childcare_access.payer (card_system_id, payer_id);

create table childcare_access.attendance (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  enrolment_id uuid not null,
  role_id uuid not null,
  passholder_id uuid not null,
  location text not null,
  day date not null,
  arrived_at timestamptz not null,
  departed_at timestamptz null,
  departed_by text null,
  meals text[] not null default '{}',
  sealed_arrival_reason text null,
  sealed_fetched_by text null,
  fetched_by_id uuid null,
  sealed_departure_reason text null,
  departure_id uuid null,
  struck_at timestamptz null,
  primary key (card_system_id, id),
  constraint attendance_of_enrolment foreign key (card_system_id, enrolment_id)
    references childcare_access.enrolment (card_system_id, id),
  constraint attendance_of_role foreign key (card_system_id, role_id)
    references core.role (card_system_id, id),
  constraint attendance_of_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id),
  constraint attendance_fetched_by_passholder foreign key (card_system_id, fetched_by_id)
    references core.passholder (card_system_id, id),
  constraint attendance_departed_by_check
    check (departed_by in ('card', 'staff', 'alone', 'closing', 'desk')),
  constraint a_stay_ends_after_it_began check (departed_at >= arrived_at),
  constraint who_left_left_somehow
    check ((departed_at is null) = (departed_by is null))
);
create unique index inside_at_one_location
  on childcare_access.attendance (card_system_id, passholder_id)
  where departed_at is null and struck_at is null;
create index attendance_card_system_id_municipality_day_location_index
  on childcare_access.attendance (card_system_id, municipality, day, location);
create index attendance_card_system_id_passholder_id_day_index
  on childcare_access.attendance (card_system_id, passholder_id, day);
create index attendance_card_system_id_fetched_by_id_index
  on childcare_access.attendance (card_system_id, fetched_by_id);

create table childcare_access.attendance_change (
  card_system_id int not null,
  id uuid not null,
  attendance_id uuid not null,
  changed_at timestamptz not null,
  was_arrived_at timestamptz null,
  was_departed_at timestamptz null,
  is_struck boolean not null,
  sealed_reason text not null,
  changed_by text null,
  primary key (card_system_id, id),
  constraint change_of_attendance foreign key (card_system_id, attendance_id)
    references childcare_access.attendance (card_system_id, id)
);
create index attendance_change_card_system_id_attendance_id_index
  on childcare_access.attendance_change (card_system_id, attendance_id);

create table childcare_access.refused_pick_up (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  role_id uuid not null,
  passholder_id uuid not null,
  location text not null,
  day date not null,
  refused_at timestamptz not null,
  sealed_name text not null,
  barred_id uuid null,
  primary key (card_system_id, id),
  constraint refusal_of_role foreign key (card_system_id, role_id)
    references core.role (card_system_id, id),
  constraint refusal_of_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id),
  constraint refusal_to_passholder foreign key (card_system_id, barred_id)
    references core.passholder (card_system_id, id)
);
create index refused_pick_up_card_system_id_municipality_day_index
  on childcare_access.refused_pick_up (card_system_id, municipality, day);
create index refused_pick_up_card_system_id_role_id_index
  on childcare_access.refused_pick_up (card_system_id, role_id);
create index refused_pick_up_card_system_id_passholder_id_index
  on childcare_access.refused_pick_up (card_system_id, passholder_id);
create index refused_pick_up_card_system_id_barred_id_index
  on childcare_access.refused_pick_up (card_system_id, barred_id);

create table childcare_access.care_day (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  day date not null,
  is_settled boolean not null default false,
  was_settled boolean not null default false,
  primary key (card_system_id, id),
  constraint care_day_once unique (card_system_id, municipality, day)
);

create table childcare_access.settled_line (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  day date not null,
  about text not null,
  kind text not null,
  payer_id uuid null,
  is_payer_erased boolean not null default false,
  planned text not null,
  parts text not null,
  received text not null default '[]',
  received_on date null,
  primary key (card_system_id, id),
  constraint settled_line_once unique (card_system_id, municipality, about),
  constraint settled_line_is_of_passholder foreign key (card_system_id, payer_id)
    references core.passholder (card_system_id, id),
  constraint settled_line_kind_check check (kind in ('care', 'meal', 'late', 'no-show'))
);
create index settled_line_card_system_id_municipality_day_index
  on childcare_access.settled_line (card_system_id, municipality, day);
create index settled_line_card_system_id_payer_id_day_index
  on childcare_access.settled_line (card_system_id, payer_id, day);
create index settled_line_card_system_id_municipality_received_on_index
  on childcare_access.settled_line (card_system_id, municipality, received_on);
${policies}
`,
  },
] as const;
