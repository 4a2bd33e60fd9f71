const OWN_ROWS = "card_system_id = nullif(current_setting('app.card_system', true), '')::int";

/** The plugin's own schema, in the order in which it came to be. */
export const migrations = [
  {
    name: '0001-lesson-series',
    sql: `
create schema sportpas;

create table sportpas.series (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  series text not null,
  last_number int not null default 0,
  primary key (card_system_id, id),
  constraint series_once unique (card_system_id, municipality, series)
);

create table sportpas.enrolment (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  series text not null,
  number int not null,
  passholder_id uuid not null,
  state text not null,
  began text not null,
  role_id uuid null,
  offer_id uuid null,
  offered_until timestamptz null,
  primary key (card_system_id, id),
  constraint enrolment_in_order unique (card_system_id, municipality, series, number),
  constraint enrolment_of_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id),
  constraint enrolment_has_role foreign key (card_system_id, role_id)
    references core.role (card_system_id, id),
  constraint enrolment_state_check
    check (state in ('waiting', 'offered', 'enrolled', 'declined', 'lapsed', 'cancelled')),
  constraint enrolment_began_check check (began in ('enrolled', 'waiting')),
  constraint a_place_is_a_role check (state <> 'enrolled' or role_id is not null),
  constraint an_offer_has_a_deadline
    check (state <> 'offered' or num_nulls(offer_id, offered_until) = 0)
);
create unique index one_enrolment_at_a_time
  on sportpas.enrolment (card_system_id, municipality, series, passholder_id)
  where state in ('waiting', 'offered', 'enrolled');
create index enrolment_card_system_id_passholder_id_index
  on sportpas.enrolment (card_system_id, passholder_id);

create table sportpas.attendance (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  enrolment_id uuid not null,
  role_id uuid not null,
  day date not null,
  happened_at timestamptz not null,
  is_settled boolean not null default false,
  struck_at timestamptz null,
  primary key (card_system_id, id),
  constraint attendance_of_role foreign key (card_system_id, role_id)
    references core.role (card_system_id, id)
);
create unique index one_attendance_a_day
  on sportpas.attendance (card_system_id, enrolment_id, day) where struck_at is null;
create index attendance_to_settle
  on sportpas.attendance (card_system_id, municipality, day)
  where not is_settled and struck_at is null;

alter table sportpas.series enable row level security;
create policy series_of_card_system on sportpas.series
  using (${OWN_ROWS}) with check (${OWN_ROWS});
alter table sportpas.enrolment enable row level security;
create policy enrolment_of_card_system on sportpas.enrolment
  using (${OWN_ROWS}) with check (${OWN_ROWS});
alter table sportpas.attendance enable row level security;
create policy attendance_of_card_system on sportpas.attendance
  using (${OWN_ROWS}) with check (${OWN_ROWS});
`,
  },
] as const;
