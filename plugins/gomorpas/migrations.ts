/** The plugin's own schema, in the order in which it came to be. */
export const migrations = [
  {
    name: '0001-decisions',
    sql: `
create schema gomorpas;

create table gomorpas.decision (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  passholder_id uuid not null,
  ground text not null,
  old_number text null,
  valid_until date not null,
  primary key (card_system_id, id),
  constraint decision_once unique (card_system_id, municipality, passholder_id),
  constraint old_number_once unique (card_system_id, municipality, old_number),
  constraint decision_of_passholder foreign key (card_system_id, passholder_id)
    references core.passholder (card_system_id, id)
);

alter table gomorpas.decision enable row level security;
create policy decision_of_card_system on gomorpas.decision
  using (card_system_id = nullif(current_setting('app.card_system', true), '')::int)
  with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
`,
  },
] as const;
