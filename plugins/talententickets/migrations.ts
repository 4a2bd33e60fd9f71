/** The plugin's own schema, in the order in which it came to be. */
export const migrations = [
  {
    name: '0001-use-reports',
    sql: `
create schema talententickets;

create table talententickets.use_report (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  quarter_from date not null,
  quarter_until date not null,
  groups jsonb not null,
  primary key (card_system_id, id),
  constraint use_report_once unique (card_system_id, municipality, quarter_from)
);

alter table talententickets.use_report enable row level security;
create policy use_report_of_card_system on talententickets.use_report
  using (card_system_id = nullif(current_setting('app.card_system', true), '')::int)
  with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
`,
  },
] as const;
