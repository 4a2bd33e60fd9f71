/** The plugin's own schema, in the order in which it came to be. */
export const migrations = [
  {
    name: '0001-review-list',
    sql: `
create schema membership_cc_friends;

create table membership_cc_friends.review_row (
  card_system_id int not null,
  id uuid not null,
  municipality text not null,
  member_number text not null,
  season_from date not null,
  season_until date not null,
  state text not null,
  reason text not null,
  first_name text null,
  last_name text null,
  birth_date date null,
  email text null,
  handed_over_on date not null,
  primary key (card_system_id, id),
  constraint review_row_once_per_season
    unique (card_system_id, municipality, member_number, season_from),
  constraint review_row_state_check
    check (state in ('open', 'linked', 'dismissed', 'forgotten')),
  constraint review_row_reason_check
    check (reason in ('nobody-like-this', 'too-little-known')),
  constraint review_row_forgets_persons check (
    state = 'open' or num_nonnulls(first_name, last_name, birth_date, email) = 0)
);

alter table membership_cc_friends.review_row enable row level security;
create policy review_row_of_card_system on membership_cc_friends.review_row
  using (card_system_id = nullif(current_setting('app.card_system', true), '')::int)
  with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
`,
  },
] as const;
