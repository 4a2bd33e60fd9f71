const OWN_ROWS = "card_system_id = nullif(current_setting('app.card_system', true), '')::int";

/** The plugin's own schema, in the order in which it came to be. Badges are roles of core. */
export const migrations = [
  {
    name: '0001-find-badges',
    sql: `
create schema staff_card;

-- The badges on a card that a door reads: their zones and period, as of no day in particular.
-- No row for an unknown number, a card that is not active, an old number that betrays poverty, or a
-- holder without a badge of this town: a door cannot tell these apart.
create function staff_card.find_badges(card_system int, asked text, town text)
returns table (zones jsonb, valid_from text, valid_until text)
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return query
    select b.attributes -> 'zones', b.valid_from::text, b.valid_until::text
      from core.roles_on_card(card_system, asked, 'staff-card', town) b
     where b.name = 'badge';
end $$;
`,
  },
  {
    name: '0002-temporary-access',
    sql: `
-- The same for whatever opens doors: badges and temporary access.
create or replace function staff_card.find_badges(card_system int, asked text, town text)
returns table (zones jsonb, valid_from text, valid_until text)
language plpgsql as $$
begin
  perform core.enter_card_system(card_system);
  return query
    select b.attributes -> 'zones', b.valid_from::text, b.valid_until::text
      from core.roles_on_card(card_system, asked, 'staff-card', town) b
     where b.name in ('badge', 'temporary-access');
end $$;
`,
  },
  {
    name: '0003-time-entries',
    sql: `
create table staff_card.clocked_holder (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  passholder_id uuid not null,
  primary key (card_system_id, id),
  constraint clocked_holder_once unique (card_system_id, municipality, passholder_id),
  constraint clocked_holder_is_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id)
);

create table staff_card.time_entry (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  passholder_id uuid not null,
  staff_number text not null,
  day date not null,
  entered_at timestamptz not null,
  left_at timestamptz null,
  left_by uuid null,
  corrects_id uuid null,
  reason text null,
  struck_at timestamptz null,
  primary key (card_system_id, id),
  constraint time_entry_of_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id),
  constraint nobody_leaves_before_entering check (left_at is null or left_at >= entered_at)
);
create index time_entry_of_day on staff_card.time_entry (card_system_id, municipality, day);
create index time_entry_card_system_id_passholder_id_index
  on staff_card.time_entry (card_system_id, passholder_id, entered_at);

alter table staff_card.clocked_holder enable row level security;
create policy clocked_holder_of_card_system on staff_card.clocked_holder
  using (${OWN_ROWS}) with check (${OWN_ROWS});
alter table staff_card.time_entry enable row level security;
create policy time_entry_of_card_system on staff_card.time_entry
  using (${OWN_ROWS}) with check (${OWN_ROWS});
`,
  },
] as const;
