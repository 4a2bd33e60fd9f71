-- The tables of core, as the entities describe them: test/core/database/layout.test.ts holds both equal.

create schema if not exists "core";
create table "core"."card_system" ("id" int not null, "name" text not null, primary key ("id"));

create table "core"."command" ("card_system_id" int not null, "id" uuid not null, "key" text not null, "payload_hash" text null, "kind" text not null, "fact_id" uuid not null, "recorded_at" timestamptz not null default now(), primary key ("card_system_id", "id"));
create index "command_card_system_id_fact_id_index" on "core"."command" ("card_system_id", "fact_id");
alter table "core"."command" add constraint "command_card_system_id_key_unique" unique ("card_system_id", "key");

create table "core"."card_directory" ("number" text not null, "card_system_id" int not null, primary key ("number"));

create table "core"."key_fingerprint" ("key_id" int not null, "fingerprint" text not null, primary key ("key_id"));

create table "core"."municipality" ("card_system_id" int not null, "id" uuid not null, "slug" text not null, "nis_code" text not null, "name" text not null, primary key ("card_system_id", "id"));
alter table "core"."municipality" add constraint "municipality_card_system_id_slug_unique" unique ("card_system_id", "slug");
-- A town is in one card system: its cards, and all that was paid, stay there.
alter table "core"."municipality" add constraint "municipality_id_unique" unique ("id");

create table "core"."household" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, primary key ("card_system_id", "id"));

create table "core"."config_version" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, "hash" text not null, "text" text not null, "activated_at" timestamptz not null, primary key ("card_system_id", "id"));
alter table "core"."config_version" add constraint "config_version_card_system_id_municipality_id_hash_unique" unique ("card_system_id", "municipality_id", "hash");

create table "core"."outbox" ("card_system_id" int not null, "id" uuid not null, "kind" text not null, "subject_id" uuid not null, "recorded_at" timestamptz not null default now(), "announced_at" timestamptz null, primary key ("card_system_id", "id"));
alter table "core"."outbox" add constraint "outbox_kind_check" check ("kind" in ('passholder.changed', 'event.created', 'event.changed', 'reward.created', 'reward.changed', 'order.created', 'order.completed'));
create index outbox_to_announce on core.outbox (card_system_id, recorded_at) where announced_at is null;

create table "core"."party" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, "key" text not null, "kind" text not null, "name" text not null, "cost_centre" text null, "legal_entity_id" uuid null, "household_id" uuid null, "passholder_id" uuid null, primary key ("card_system_id", "id"));
alter table "core"."party" add constraint "party_card_system_id_municipality_id_key_unique" unique ("card_system_id", "municipality_id", "key");
alter table "core"."party" add constraint "party_kind_check" check ("kind" in ('department', 'legal-entity', 'municipality', 'household', 'pot', 'external'));
alter table "core"."party" add constraint "party_card_system_id_municipality_id_household_id_unique" unique ("card_system_id", "municipality_id", "household_id");
alter table "core"."party" add constraint "party_card_system_id_municipality_id_passholder_id_unique" unique ("card_system_id", "municipality_id", "passholder_id");
alter table "core"."party" add constraint "a_household_says_who_pays" check (num_nonnulls(household_id, passholder_id) = (kind = 'household')::int);

create table "core"."settlement" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, "plugin" text not null, "about" text not null, primary key ("card_system_id", "id"));
alter table "core"."settlement" add constraint "settlement_card_system_id_municipality_id_plugin_about_unique" unique ("card_system_id", "municipality_id", "plugin", "about");

create table "core"."organizer" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, "party_id" uuid not null, "key" text not null, "kind" text not null, "name" text not null, primary key ("card_system_id", "id"));
alter table "core"."organizer" add constraint "organizer_card_system_id_municipality_id_key_unique" unique ("card_system_id", "municipality_id", "key");
alter table "core"."organizer" add constraint "organizer_kind_check" check ("kind" in ('department', 'association', 'partner'));

create table "core"."person" ("card_system_id" int not null, "id" uuid not null, "first_name" text not null, "last_name" text not null, "name_key" text not null, "last_name_key" text null, "last_name_start" text null, "birth_date" date not null, "national_number_hash" text null, "national_number_sealed" text null, "email" text null, "email_key" text null, "phone" text null, "street" text null, "house_number" text null, "postal_code" text null, "city" text null, "interests" jsonb null, "school_id" uuid null, "uitid_id" text null, "uitid_email_key" text null, "opt_in_preferences" jsonb null, primary key ("card_system_id", "id"));
create index "person_card_system_id_name_key_birth_date_index" on "core"."person" ("card_system_id", "name_key", "birth_date");
create index "person_card_system_id_email_key_index" on "core"."person" ("card_system_id", "email_key");
create index "person_card_system_id_last_name_start_index" on "core"."person" ("card_system_id", "last_name_start");
create index "person_card_system_id_school_id_index" on "core"."person" ("card_system_id", "school_id");
create index "person_card_system_id_uitid_email_key_index" on "core"."person" ("card_system_id", "uitid_email_key");
alter table "core"."person" add constraint "person_card_system_id_uitid_id_unique" unique ("card_system_id", "uitid_id");
alter table "core"."person" add constraint "person_card_system_id_national_number_hash_unique" unique ("card_system_id", "national_number_hash");

create table "core"."person_private" ("card_system_id" int not null, "id" uuid not null, "person_id" uuid not null, "note_sealed" bytea null, "picture_sealed" bytea null, "picture_type" text null, primary key ("card_system_id", "id"));
alter table "core"."person_private" add constraint "person_private_card_system_id_person_id_unique" unique ("card_system_id", "person_id");
alter table "core"."person_private" add constraint "person_private_picture_type_check" check ("picture_type" in ('image/jpeg', 'image/png'));

create table "core"."passholder" ("card_system_id" int not null, "id" uuid not null, "person_id" uuid null, "municipality_id" uuid not null, "residence_id" uuid null, "version" int not null default 1, "registered_at" timestamptz not null, primary key ("card_system_id", "id"));
alter table "core"."passholder" add constraint "passholder_card_system_id_person_id_unique" unique ("card_system_id", "person_id");

create table "core"."group_pass" ("card_system_id" int not null, "id" uuid not null, "name" text not null, "email" text null, "phone" text null, "street" text null, "postal_code" text not null, "city" text not null, primary key ("card_system_id", "id"));

create table "core"."money_fact" ("card_system_id" int not null, "id" uuid not null, "kind" text not null, "municipality_id" uuid not null, "price_cents" int not null, "earner_id" uuid not null, "passholder_id" uuid null, "residence_id" uuid null, "plugin" text null, "role" text null, "source" text not null, "config_version_id" uuid not null, "seller_id" uuid null, "reverses_id" uuid null, "settlement_id" uuid null, "happened_at" timestamptz not null, "recorded_at" timestamptz not null default now(), primary key ("card_system_id", "id"));
create index "money_fact_card_system_id_passholder_id_index" on "core"."money_fact" ("card_system_id", "passholder_id");
alter table "core"."money_fact" add constraint "money_fact_card_system_id_reverses_id_unique" unique ("card_system_id", "reverses_id");
alter table "core"."money_fact" add constraint "money_fact_kind_check" check ("kind" in ('ticket-sale', 'role-sale', 'role-use', 'pass-sale', 'reward-redemption', 'settlement', 'cash-rounding', 'reversal'));
create index money_fact_of_settlement on core.money_fact (card_system_id, settlement_id) where settlement_id is not null;
alter table "core"."money_fact" add constraint "a_settlement_says_what_it_settles" check ((kind = 'settlement') = (settlement_id is not null));

create table "core"."payment" ("card_system_id" int not null, "id" uuid not null, "money_fact_id" uuid not null, "payer_id" uuid null, "account_owner_id" uuid null, "means" text not null, "cents" int not null, primary key ("card_system_id", "id"));
create index "payment_card_system_id_money_fact_id_index" on "core"."payment" ("card_system_id", "money_fact_id");
alter table "core"."payment" add constraint "payment_means_check" check ("means" in ('cash', 'card', 'online', 'statement'));

create table "core"."entry" ("card_system_id" int not null, "id" uuid not null, "money_fact_id" uuid not null, "debtor_id" uuid not null, "creditor_id" uuid not null, "kind" text not null, "cents" int not null, "service_date" date not null, "month" date not null, "plugin" text null, "role" text null, "cost_centre" text null, "recorded_at" timestamptz not null default now(), primary key ("card_system_id", "id"));
create index "entry_card_system_id_money_fact_id_index" on "core"."entry" ("card_system_id", "money_fact_id");
create index "entry_card_system_id_month_debtor_id_creditor_id_index" on "core"."entry" ("card_system_id", "month", "debtor_id", "creditor_id");
alter table "core"."entry" add constraint "nobody_owes_himself" check (debtor_id <> creditor_id);
alter table "core"."entry" add constraint "entry_kind_check" check ("kind" in ('collection', 'funding', 'fee', 'charge', 'refund'));

create table "core"."look" ("card_system_id" int not null, "id" uuid not null, "client_id" text not null, "organizer_id" uuid null, "passholder_id" uuid null, "subject" text not null, "subject_id" uuid null, "reason" text null, "looked_at" timestamptz not null, primary key ("card_system_id", "id"));
create index "look_card_system_id_passholder_id_looked_at_index" on "core"."look" ("card_system_id", "passholder_id", "looked_at");
create index look_by_age on core.look using brin (looked_at);
alter table "core"."look" add constraint "look_subject_check" check ("subject" in ('person', 'billing-fact'));

create table "core"."look_count" ("card_system_id" int not null, "id" uuid not null, "client_id" text not null, "subject" text not null, "is_failed" boolean not null, "month" date not null, "looks" int not null, primary key ("card_system_id", "id"));
alter table "core"."look_count" add constraint "look_count_card_system_id_client_id_subject_is_fa_35db3_unique" unique ("card_system_id", "client_id", "subject", "is_failed", "month");
alter table "core"."look_count" add constraint "look_count_subject_check" check ("subject" in ('person', 'billing-fact'));

create table "core"."card_alias" ("card_system_id" int not null, "id" uuid not null, "number" text not null, "passholder_id" uuid not null, "is_discreet" boolean not null default false, primary key ("card_system_id", "id"));
create index "card_alias_card_system_id_passholder_id_index" on "core"."card_alias" ("card_system_id", "passholder_id");
alter table "core"."card_alias" add constraint "card_alias_card_system_id_number_unique" unique ("card_system_id", "number");

create table "core"."card" ("card_system_id" int not null, "id" uuid not null, "number" text not null, "chip_number" text null, "type" text not null default 'NFC_CARD', "status" text not null, "passholder_id" uuid null, "activated_at" timestamptz null, "blocked_at" timestamptz null, "replaced_by_id" uuid null, primary key ("card_system_id", "id"));
create index "card_card_system_id_passholder_id_index" on "core"."card" ("card_system_id", "passholder_id");
create unique index one_active_card_per_passholder on core.card (card_system_id, passholder_id) where status = 'ACTIVE';
alter table "core"."card" add constraint "card_card_system_id_number_unique" unique ("card_system_id", "number");
alter table "core"."card" add constraint "card_card_system_id_chip_number_unique" unique ("card_system_id", "chip_number");
alter table "core"."card" add constraint "card_type_check" check ("type" in ('NFC_CARD', 'DIGITAL'));
alter table "core"."card" add constraint "card_status_check" check ("status" in ('PROVISIONED', 'LOCAL_STOCK', 'ACTIVE', 'BLOCKED', 'DELETED'));

create table "core"."household_member" ("card_system_id" int not null, "id" uuid not null, "household_id" uuid not null, "person_id" uuid not null, "relation" text not null, "icon" text null, "joined_at" timestamptz null, primary key ("card_system_id", "id"));
create index "household_member_card_system_id_person_id_index" on "core"."household_member" ("card_system_id", "person_id");
alter table "core"."household_member" add constraint "household_member_card_system_id_household_id_person_id_unique" unique ("card_system_id", "household_id", "person_id");
alter table "core"."household_member" add constraint "household_member_relation_check" check ("relation" in ('adult', 'child', 'guardian', 'family'));

create table "core"."place" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, "organizer_id" uuid not null, "key" text not null, "kind" text not null, "name" text not null, primary key ("card_system_id", "id"));
alter table "core"."place" add constraint "place_card_system_id_municipality_id_key_unique" unique ("card_system_id", "municipality_id", "key");
alter table "core"."place" add constraint "place_kind_check" check ("kind" in ('facility', 'location', 'zone', 'door', 'desk'));

create table "core"."event" ("card_system_id" int not null, "id" uuid not null, "organizer_id" uuid not null, "place_id" uuid null, "title" text not null, "regular_price_cents" int not null, "calendar" jsonb not null, "earns_points" boolean not null default true, "points" int not null default 1, "limit_volume" int null, "limit_period" text null, "ticket_limit_volume" int null, "ticket_limit_period" text null, "margin_minutes" int not null default 60, "is_in_card_system" boolean not null default true, "distribution_key" text null, "version" int not null default 1, primary key ("card_system_id", "id"));
create index "event_card_system_id_organizer_id_index" on "core"."event" ("card_system_id", "organizer_id");
alter table "core"."event" add constraint "event_price_not_negative" check (regular_price_cents >= 0);
alter table "core"."event" add constraint "event_points_not_negative" check (points >= 0);
alter table "core"."event" add constraint "event_limit_period_check" check ("limit_period" in ('ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'));
alter table "core"."event" add constraint "event_ticket_limit_period_check" check ("ticket_limit_period" in ('ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'));

create table "core"."check_in" ("card_system_id" int not null, "id" uuid not null, "passholder_id" uuid not null, "event_id" uuid not null, "card_number" text not null, "points" int not null, "client_id" text not null, "happened_at" timestamptz not null, "recorded_at" timestamptz not null default now(), "deleted_at" timestamptz null, primary key ("card_system_id", "id"));
create index "check_in_card_system_id_passholder_id_event_id_hap_1bbe5_index" on "core"."check_in" ("card_system_id", "passholder_id", "event_id", "happened_at");
create index check_in_by_age on core.check_in using brin (happened_at);

create table "core"."check_in_count" ("card_system_id" int not null, "id" uuid not null, "event_id" uuid not null, "month" date not null, "check_ins" int not null, primary key ("card_system_id", "id"));
alter table "core"."check_in_count" add constraint "check_in_count_card_system_id_event_id_month_unique" unique ("card_system_id", "event_id", "month");

create table "core"."points_account" ("card_system_id" int not null, "id" uuid not null, "kind" text not null, "passholder_id" uuid null, "balance" int null, primary key ("card_system_id", "id"));
alter table "core"."points_account" add constraint "points_account_card_system_id_passholder_id_unique" unique ("card_system_id", "passholder_id");
alter table "core"."points_account" add constraint "points_never_negative" check ((kind = 'holder') = (balance is not null) and coalesce(balance, 0) >= 0);
alter table "core"."points_account" add constraint "holder_account_has_holder" check ((kind = 'holder') = (passholder_id is not null));
alter table "core"."points_account" add constraint "points_account_kind_check" check ("kind" in ('holder', 'issued', 'redeemed', 'expired'));

create table "core"."points_posting" ("card_system_id" int not null, "id" uuid not null, "kind" text not null, "from_account_id" uuid not null, "to_account_id" uuid not null, "points" int not null, "check_in_id" uuid null, "reverses_id" uuid null, "happened_at" timestamptz not null, "recorded_at" timestamptz not null default now(), primary key ("card_system_id", "id"));
create index "points_posting_card_system_id_to_account_id_index" on "core"."points_posting" ("card_system_id", "to_account_id");
create index "points_posting_card_system_id_from_account_id_index" on "core"."points_posting" ("card_system_id", "from_account_id");
create index "points_posting_card_system_id_check_in_id_index" on "core"."points_posting" ("card_system_id", "check_in_id");
alter table "core"."points_posting" add constraint "points_posting_card_system_id_reverses_id_unique" unique ("card_system_id", "reverses_id");
alter table "core"."points_posting" add constraint "posting_moves_points" check (points > 0 and from_account_id <> to_account_id);
alter table "core"."points_posting" add constraint "points_posting_kind_check" check ("kind" in ('earn', 'redeem', 'expire', 'reverse'));

create table "core"."points_lot" ("card_system_id" int not null, "id" uuid not null, "account_id" uuid not null, "points" int not null, "remaining" int not null, "earned_at" timestamptz not null, "expires_at" timestamptz null, primary key ("card_system_id", "id"));
create index points_lot_to_spend on core.points_lot (card_system_id, account_id, earned_at) where remaining > 0;
create index points_lot_to_expire on core.points_lot (card_system_id, expires_at) where remaining > 0 and expires_at is not null;
alter table "core"."points_lot" add constraint "points_lot_never_overdrawn" check (points > 0 and remaining >= 0 and remaining <= points);

create table "core"."points_lot_use" ("card_system_id" int not null, "id" uuid not null, "lot_id" uuid not null, "posting_id" uuid not null, "points" int not null, "recorded_at" timestamptz not null default now(), primary key ("card_system_id", "id"));
create index "points_lot_use_card_system_id_lot_id_index" on "core"."points_lot_use" ("card_system_id", "lot_id");
create index "points_lot_use_card_system_id_posting_id_index" on "core"."points_lot_use" ("card_system_id", "posting_id");
alter table "core"."points_lot_use" add constraint "points_lot_use_of_something" check (points <> 0);

create table "core"."reward" ("card_system_id" int not null, "id" uuid not null, "organizer_id" uuid not null, "type" text not null, "status" text not null default 'ACTIVE', "title" text not null, "promotional_description" text not null, "practical_info" text null, "more_info_url" text null, "categories" jsonb not null, "pictures" jsonb not null, "redeemable_at" jsonb not null, "points" int not null, "maximum_units" int null, "redeemed_units" int not null default 0, "limit_volume" int null, "limit_period" text null, "published_from" timestamptz not null, "published_until" timestamptz null, "redeemable_from" timestamptz not null, "redeemable_until" timestamptz null, "granted_from" timestamptz null, "granted_until" timestamptz null, "is_for_all_card_systems" boolean not null default true, "is_for_kids" boolean not null default false, "is_sport" boolean not null default false, "is_featured" boolean not null default false, "is_online" boolean not null default false, "worth_cents" int not null default 0, "funded_by" jsonb null, "version" int not null default 1, "created_at" timestamptz not null, primary key ("card_system_id", "id"));
create index "reward_card_system_id_organizer_id_index" on "core"."reward" ("card_system_id", "organizer_id");
alter table "core"."reward" add constraint "reward_points_not_negative" check (points >= 0 and (type = 'POINTS' or points = 0));
alter table "core"."reward" add constraint "reward_stock_never_overdrawn" check (redeemed_units >= 0 and (maximum_units is null or redeemed_units <= maximum_units));
alter table "core"."reward" add constraint "reward_of_worth_has_funders" check (worth_cents >= 0 and (worth_cents = 0 or funded_by is not null));
alter table "core"."reward" add constraint "reward_type_check" check ("type" in ('POINTS', 'WELCOME'));
alter table "core"."reward" add constraint "reward_status_check" check ("status" in ('ACTIVE', 'INACTIVE', 'DELETED'));
alter table "core"."reward" add constraint "reward_limit_period_check" check ("limit_period" in ('ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'));

create table "core"."redemption" ("card_system_id" int not null, "id" uuid not null, "reward_id" uuid not null, "passholder_id" uuid not null, "organizer_id" uuid not null, "posting_id" uuid null, "money_fact_id" uuid null, "points" int not null, "card_number" text not null, "client_id" text not null, "happened_at" timestamptz not null, "recorded_at" timestamptz not null default now(), "cancelled_at" timestamptz null, primary key ("card_system_id", "id"));
create index "redemption_card_system_id_reward_id_passholder_id_index" on "core"."redemption" ("card_system_id", "reward_id", "passholder_id");
create index "redemption_card_system_id_passholder_id_happened_at_index" on "core"."redemption" ("card_system_id", "passholder_id", "happened_at");
alter table "core"."redemption" add constraint "redemption_card_system_id_posting_id_unique" unique ("card_system_id", "posting_id");
alter table "core"."redemption" add constraint "redemption_card_system_id_money_fact_id_unique" unique ("card_system_id", "money_fact_id");

create table "core"."reward_grant" ("card_system_id" int not null, "id" uuid not null, "reward_id" uuid not null, "passholder_id" uuid not null, "happened_at" timestamptz not null, primary key ("card_system_id", "id"));
create index "reward_grant_card_system_id_passholder_id_index" on "core"."reward_grant" ("card_system_id", "passholder_id");
alter table "core"."reward_grant" add constraint "reward_grant_card_system_id_reward_id_passholder_id_unique" unique ("card_system_id", "reward_id", "passholder_id");

create table "core"."role" ("card_system_id" int not null, "id" uuid not null, "passholder_id" uuid not null, "municipality_id" uuid not null, "plugin" text not null, "name" text not null, "attributes" jsonb not null, "valid_from" date not null, "valid_until" date null, "is_derived" boolean not null default false, "ended_at" timestamptz null, "end_reason" text null, "version" int not null default 1, primary key ("card_system_id", "id"));
create index "role_card_system_id_passholder_id_index" on "core"."role" ("card_system_id", "passholder_id");
create index "role_card_system_id_municipality_id_plugin_name_id_index" on "core"."role" ("card_system_id", "municipality_id", "plugin", "name", "id");
create index role_to_expire on core.role (card_system_id, valid_until) where ended_at is null;

create table "core"."allowance" ("card_system_id" int not null, "id" uuid not null, "role_id" uuid not null, "key" text not null, "unit" text not null, "period" text not null default 'ROLE', "granted" int not null, "used" int not null default 0, "lapsed" int not null default 0, "valid_from" date not null, "valid_until" date null, primary key ("card_system_id", "id"));
create unique index one_allowance_of_role on core.allowance (card_system_id, role_id, key) where period = 'ROLE';
alter table "core"."allowance" add constraint "allowance_card_system_id_role_id_key_period_valid_from_unique" unique ("card_system_id", "role_id", "key", "period", "valid_from");
alter table "core"."allowance" add constraint "allowance_never_overdrawn" check (used >= 0 and lapsed >= 0 and used + lapsed <= granted);
alter table "core"."allowance" add constraint "allowance_unit_check" check ("unit" in ('turn', 'cent'));
alter table "core"."allowance" add constraint "allowance_period_check" check ("period" in ('ROLE', 'ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'));

create table "core"."allowance_use" ("card_system_id" int not null, "id" uuid not null, "allowance_id" uuid not null, "amount" int not null, "lapsed" int not null default 0, "remaining" int not null, "place_id" uuid null, "organizer_id" uuid null, "money_fact_id" uuid null, "card_number" text null, "happened_at" timestamptz not null, "recorded_at" timestamptz not null default now(), primary key ("card_system_id", "id"));
create index "allowance_use_card_system_id_allowance_id_happened_at_index" on "core"."allowance_use" ("card_system_id", "allowance_id", "happened_at");
create index "allowance_use_card_system_id_money_fact_id_index" on "core"."allowance_use" ("card_system_id", "money_fact_id");
alter table "core"."allowance_use" add constraint "allowance_use_of_something" check (amount <> 0);

create table "core"."role_event" ("card_system_id" int not null, "id" uuid not null, "role_id" uuid not null, "version" int not null, "kind" text not null, "valid_from" date not null, "valid_until" date null, "grants" jsonb not null, "reverses_id" uuid null, "organizer_id" uuid null, "money_fact_id" uuid null, "config_version_id" uuid null, "happened_at" timestamptz not null, "recorded_at" timestamptz not null default now(), primary key ("card_system_id", "id"));
alter table "core"."role_event" add constraint "role_event_card_system_id_role_id_version_unique" unique ("card_system_id", "role_id", "version");
alter table "core"."role_event" add constraint "role_event_card_system_id_reverses_id_unique" unique ("card_system_id", "reverses_id");
alter table "core"."role_event" add constraint "role_event_kind_check" check ("kind" in ('issued', 'renewed', 'amended', 'ended', 'withdrawn', 'expired'));

create table "core"."share" ("card_system_id" int not null, "id" uuid not null, "money_fact_id" uuid not null, "party_id" uuid null, "cents" int not null, primary key ("card_system_id", "id"));
create index "share_card_system_id_money_fact_id_index" on "core"."share" ("card_system_id", "money_fact_id");

create table "core"."social_status" ("card_system_id" int not null, "id" uuid not null, "passholder_id" uuid not null, "status" text not null, "effective_from" date not null, "end_date" date null, "organizer_id" uuid null, "recorded_at" timestamptz not null default clock_timestamp(), primary key ("card_system_id", "id"));
create index "social_status_card_system_id_passholder_id_effecti_b245d_index" on "core"."social_status" ("card_system_id", "passholder_id", "effective_from", "recorded_at");
alter table "core"."social_status" add constraint "social_status_status_check" check ("status" in ('ACTIVE', 'SUSPENDED', 'NONE'));

create table "core"."ticket_grant" ("card_system_id" int not null, "id" uuid not null, "number" int not null, "passholder_id" uuid not null, "municipality_id" uuid not null, "coupon" text null, "volume" int not null, "period" text not null, "valid_from" date not null, "valid_until" date null, "organizer_id" uuid not null, "client_id" text not null, "granted_at" timestamptz not null, primary key ("card_system_id", "id"));
create index "ticket_grant_card_system_id_passholder_id_index" on "core"."ticket_grant" ("card_system_id", "passholder_id");
create unique index one_social_tariff_of_group on core.ticket_grant (card_system_id, passholder_id) where coupon is null;
alter table "core"."ticket_grant" add constraint "ticket_grant_card_system_id_number_unique" unique ("card_system_id", "number");
alter table "core"."ticket_grant" add constraint "ticket_grant_is_of_some" check (volume > 0);
alter table "core"."ticket_grant" add constraint "ticket_grant_period_check" check ("period" in ('ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'));

create table "core"."ticket_sale" ("card_system_id" int not null, "id" uuid not null, "passholder_id" uuid not null, "event_id" uuid not null, "card_number" text not null, "regular_price_cents" int not null, "regular_price_label" text null, "price_cents" int not null, "client_id" text not null, "ticket_grant_id" uuid null, "sold_at" timestamptz not null, "cancelled_at" timestamptz null, primary key ("card_system_id", "id"));
create index "ticket_sale_card_system_id_passholder_id_index" on "core"."ticket_sale" ("card_system_id", "passholder_id");
create index "ticket_sale_card_system_id_event_id_sold_at_index" on "core"."ticket_sale" ("card_system_id", "event_id", "sold_at");
create index ticket_sale_of_grant on core.ticket_sale (card_system_id, ticket_grant_id, sold_at) where ticket_grant_id is not null;

create table "core"."offer" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, "plugin" text not null, "passholder_id" uuid not null, "about" text not null, "until" timestamptz not null, "state" text not null, "made_at" timestamptz not null, "ended_at" timestamptz null, primary key ("card_system_id", "id"));
create unique index one_offer_at_a_time on core.offer (card_system_id, municipality_id, plugin, about) where state = 'made';
create index offer_to_lapse on core.offer (card_system_id, until) where state = 'made';
create index "offer_card_system_id_passholder_id_index" on "core"."offer" ("card_system_id", "passholder_id");
alter table "core"."offer" add constraint "an_offer_stands_until_it_ends" check ((state = 'made') = (ended_at is null));
alter table "core"."offer" add constraint "offer_state_check" check ("state" in ('made', 'accepted', 'declined', 'lapsed'));

create table "core"."organizer_admin" ("card_system_id" int not null, "id" uuid not null, "organizer_id" uuid not null, "user_id" text not null, "email" text not null, "email_key" text not null, "type" text not null, "subject" text null, "added_at" timestamptz not null, primary key ("card_system_id", "id"));
create index "organizer_admin_card_system_id_subject_index" on "core"."organizer_admin" ("card_system_id", "subject");
create index "organizer_admin_card_system_id_email_key_index" on "core"."organizer_admin" ("card_system_id", "email_key");
alter table "core"."organizer_admin" add constraint "organizer_admin_card_system_id_organizer_id_email_key_unique" unique ("card_system_id", "organizer_id", "email_key");
alter table "core"."organizer_admin" add constraint "organizer_admin_type_check" check ("type" in ('MEMBER', 'ADMIN'));

create table "core"."client_grant" ("card_system_id" int not null, "id" uuid not null, "client_id" text not null, "organizer_id" uuid not null, "permissions" jsonb not null, "granted_at" timestamptz not null, primary key ("card_system_id", "id"));
alter table "core"."client_grant" add constraint "client_grant_card_system_id_client_id_organizer_id_unique" unique ("card_system_id", "client_id", "organizer_id");

create table "core"."family" ("card_system_id" int not null, "id" uuid not null, "household_id" uuid not null, "passholder_id" uuid not null, primary key ("card_system_id", "id"));
alter table "core"."family" add constraint "family_card_system_id_passholder_id_unique" unique ("card_system_id", "passholder_id");
alter table "core"."family" add constraint "family_card_system_id_household_id_unique" unique ("card_system_id", "household_id");

create table "core"."association_membership" ("card_system_id" int not null, "id" uuid not null, "passholder_id" uuid not null, "association_id" uuid not null, "end_date" date not null, "registered_at" timestamptz not null, primary key ("card_system_id", "id"));
create index "association_membership_card_system_id_association_id_index" on "core"."association_membership" ("card_system_id", "association_id");
alter table "core"."association_membership" add constraint "association_membership_card_system_id_passholder__7b179_unique" unique ("card_system_id", "passholder_id", "association_id");

create table "core"."birth_guess" ("card_system_id" int not null, "id" uuid not null, "wrong" int not null, "over_at" timestamptz not null, primary key ("card_system_id", "id"));
create index "birth_guess_card_system_id_over_at_index" on "core"."birth_guess" ("card_system_id", "over_at");

create table "core"."spent_token" ("card_system_id" int not null, "id" uuid not null, "spent_at" timestamptz not null, primary key ("card_system_id", "id"));

alter table "core"."household" add constraint "household_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."config_version" add constraint "config_version_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."party" add constraint "party_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."party" add constraint "party_card_system_id_legal_entity_id_foreign" foreign key ("card_system_id", "legal_entity_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."party" add constraint "party_card_system_id_household_id_foreign" foreign key ("card_system_id", "household_id") references "core"."household" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."party" add constraint "party_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."settlement" add constraint "settlement_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."organizer" add constraint "organizer_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."organizer" add constraint "organizer_card_system_id_party_id_foreign" foreign key ("card_system_id", "party_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."person_private" add constraint "person_private_card_system_id_person_id_foreign" foreign key ("card_system_id", "person_id") references "core"."person" ("card_system_id", "id") on update restrict on delete cascade;

alter table "core"."passholder" add constraint "passholder_card_system_id_person_id_foreign" foreign key ("card_system_id", "person_id") references "core"."person" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."passholder" add constraint "passholder_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."passholder" add constraint "passholder_card_system_id_residence_id_foreign" foreign key ("card_system_id", "residence_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."money_fact" add constraint "money_fact_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."money_fact" add constraint "money_fact_card_system_id_earner_id_foreign" foreign key ("card_system_id", "earner_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."money_fact" add constraint "money_fact_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."money_fact" add constraint "money_fact_card_system_id_residence_id_foreign" foreign key ("card_system_id", "residence_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."money_fact" add constraint "money_fact_card_system_id_config_version_id_foreign" foreign key ("card_system_id", "config_version_id") references "core"."config_version" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."money_fact" add constraint "money_fact_card_system_id_seller_id_foreign" foreign key ("card_system_id", "seller_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."money_fact" add constraint "money_fact_card_system_id_reverses_id_foreign" foreign key ("card_system_id", "reverses_id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."money_fact" add constraint "money_fact_card_system_id_settlement_id_foreign" foreign key ("card_system_id", "settlement_id") references "core"."settlement" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."payment" add constraint "payment_card_system_id_money_fact_id_foreign" foreign key ("card_system_id", "money_fact_id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."payment" add constraint "payment_card_system_id_payer_id_foreign" foreign key ("card_system_id", "payer_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."payment" add constraint "payment_card_system_id_account_owner_id_foreign" foreign key ("card_system_id", "account_owner_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."entry" add constraint "entry_card_system_id_money_fact_id_foreign" foreign key ("card_system_id", "money_fact_id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."entry" add constraint "entry_card_system_id_debtor_id_foreign" foreign key ("card_system_id", "debtor_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."entry" add constraint "entry_card_system_id_creditor_id_foreign" foreign key ("card_system_id", "creditor_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."look" add constraint "look_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."look" add constraint "look_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."card_alias" add constraint "card_alias_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."card" add constraint "card_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."card" add constraint "card_card_system_id_replaced_by_id_foreign" foreign key ("card_system_id", "replaced_by_id") references "core"."card" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."household_member" add constraint "household_member_card_system_id_household_id_foreign" foreign key ("card_system_id", "household_id") references "core"."household" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."household_member" add constraint "household_member_card_system_id_person_id_foreign" foreign key ("card_system_id", "person_id") references "core"."person" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."place" add constraint "place_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."place" add constraint "place_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."event" add constraint "event_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."event" add constraint "event_card_system_id_place_id_foreign" foreign key ("card_system_id", "place_id") references "core"."place" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."check_in" add constraint "check_in_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."check_in" add constraint "check_in_card_system_id_event_id_foreign" foreign key ("card_system_id", "event_id") references "core"."event" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."check_in_count" add constraint "check_in_count_card_system_id_event_id_foreign" foreign key ("card_system_id", "event_id") references "core"."event" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."points_account" add constraint "points_account_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."points_posting" add constraint "points_posting_card_system_id_from_account_id_foreign" foreign key ("card_system_id", "from_account_id") references "core"."points_account" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."points_posting" add constraint "points_posting_card_system_id_to_account_id_foreign" foreign key ("card_system_id", "to_account_id") references "core"."points_account" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."points_posting" add constraint "points_posting_card_system_id_check_in_id_foreign" foreign key ("card_system_id", "check_in_id") references "core"."check_in" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."points_posting" add constraint "points_posting_card_system_id_reverses_id_foreign" foreign key ("card_system_id", "reverses_id") references "core"."points_posting" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."points_lot" add constraint "points_lot_card_system_id_id_foreign" foreign key ("card_system_id", "id") references "core"."points_posting" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."points_lot" add constraint "points_lot_card_system_id_account_id_foreign" foreign key ("card_system_id", "account_id") references "core"."points_account" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."points_lot_use" add constraint "points_lot_use_card_system_id_lot_id_foreign" foreign key ("card_system_id", "lot_id") references "core"."points_lot" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."points_lot_use" add constraint "points_lot_use_card_system_id_posting_id_foreign" foreign key ("card_system_id", "posting_id") references "core"."points_posting" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."reward" add constraint "reward_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."redemption" add constraint "redemption_card_system_id_reward_id_foreign" foreign key ("card_system_id", "reward_id") references "core"."reward" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."redemption" add constraint "redemption_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."redemption" add constraint "redemption_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."redemption" add constraint "redemption_card_system_id_posting_id_foreign" foreign key ("card_system_id", "posting_id") references "core"."points_posting" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."redemption" add constraint "redemption_card_system_id_money_fact_id_foreign" foreign key ("card_system_id", "money_fact_id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."reward_grant" add constraint "reward_grant_card_system_id_reward_id_foreign" foreign key ("card_system_id", "reward_id") references "core"."reward" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."reward_grant" add constraint "reward_grant_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."role" add constraint "role_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."role" add constraint "role_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."allowance" add constraint "allowance_card_system_id_role_id_foreign" foreign key ("card_system_id", "role_id") references "core"."role" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."allowance_use" add constraint "allowance_use_card_system_id_allowance_id_foreign" foreign key ("card_system_id", "allowance_id") references "core"."allowance" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."allowance_use" add constraint "allowance_use_card_system_id_place_id_foreign" foreign key ("card_system_id", "place_id") references "core"."place" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."allowance_use" add constraint "allowance_use_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."allowance_use" add constraint "allowance_use_card_system_id_money_fact_id_foreign" foreign key ("card_system_id", "money_fact_id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."role_event" add constraint "role_event_card_system_id_role_id_foreign" foreign key ("card_system_id", "role_id") references "core"."role" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."role_event" add constraint "role_event_card_system_id_reverses_id_foreign" foreign key ("card_system_id", "reverses_id") references "core"."role_event" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."role_event" add constraint "role_event_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."role_event" add constraint "role_event_card_system_id_money_fact_id_foreign" foreign key ("card_system_id", "money_fact_id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."role_event" add constraint "role_event_card_system_id_config_version_id_foreign" foreign key ("card_system_id", "config_version_id") references "core"."config_version" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."share" add constraint "share_card_system_id_money_fact_id_foreign" foreign key ("card_system_id", "money_fact_id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."share" add constraint "share_card_system_id_party_id_foreign" foreign key ("card_system_id", "party_id") references "core"."party" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."social_status" add constraint "social_status_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."social_status" add constraint "social_status_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."ticket_sale" add constraint "ticket_sale_card_system_id_id_foreign" foreign key ("card_system_id", "id") references "core"."money_fact" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."ticket_sale" add constraint "ticket_sale_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."ticket_sale" add constraint "ticket_sale_card_system_id_event_id_foreign" foreign key ("card_system_id", "event_id") references "core"."event" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."ticket_sale" add constraint "ticket_sale_card_system_id_ticket_grant_id_foreign" foreign key ("card_system_id", "ticket_grant_id") references "core"."ticket_grant" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."ticket_grant" add constraint "ticket_grant_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."ticket_grant" add constraint "ticket_grant_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."ticket_grant" add constraint "ticket_grant_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."group_pass" add constraint "group_pass_card_system_id_id_foreign" foreign key ("card_system_id", "id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."offer" add constraint "offer_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."offer" add constraint "offer_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."organizer_admin" add constraint "organizer_admin_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."client_grant" add constraint "client_grant_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."family" add constraint "family_card_system_id_household_id_foreign" foreign key ("card_system_id", "household_id") references "core"."household" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."family" add constraint "family_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."association_membership" add constraint "association_membership_card_system_id_passholder_id_foreign" foreign key ("card_system_id", "passholder_id") references "core"."passholder" ("card_system_id", "id") on update restrict on delete restrict;

alter table "core"."command" enable row level security;
create policy "command_of_card_system" on "core"."command" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."municipality" enable row level security;
create policy "municipality_of_card_system" on "core"."municipality" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."household" enable row level security;
create policy "household_of_card_system" on "core"."household" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."config_version" enable row level security;
create policy "config_version_of_card_system" on "core"."config_version" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."outbox" enable row level security;
create policy "outbox_of_card_system" on "core"."outbox" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."party" enable row level security;
create policy "party_of_card_system" on "core"."party" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."settlement" enable row level security;
create policy "settlement_of_card_system" on "core"."settlement" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."organizer" enable row level security;
create policy "organizer_of_card_system" on "core"."organizer" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."person" enable row level security;
create policy "person_of_card_system" on "core"."person" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."person_private" enable row level security;
create policy "person_private_of_card_system" on "core"."person_private" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."passholder" enable row level security;
create policy "passholder_of_card_system" on "core"."passholder" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."money_fact" enable row level security;
create policy "money_fact_of_card_system" on "core"."money_fact" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."payment" enable row level security;
create policy "payment_of_card_system" on "core"."payment" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."entry" enable row level security;
create policy "entry_of_card_system" on "core"."entry" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."look" enable row level security;
create policy "look_of_card_system" on "core"."look" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."look_count" enable row level security;
create policy "look_count_of_card_system" on "core"."look_count" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."card_alias" enable row level security;
create policy "card_alias_of_card_system" on "core"."card_alias" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."card" enable row level security;
create policy "card_of_card_system" on "core"."card" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."household_member" enable row level security;
create policy "household_member_of_card_system" on "core"."household_member" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."place" enable row level security;
create policy "place_of_card_system" on "core"."place" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."event" enable row level security;
create policy "event_of_card_system" on "core"."event" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."check_in" enable row level security;
create policy "check_in_of_card_system" on "core"."check_in" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."check_in_count" enable row level security;
create policy "check_in_count_of_card_system" on "core"."check_in_count" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."points_account" enable row level security;
create policy "points_account_of_card_system" on "core"."points_account" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."points_posting" enable row level security;
create policy "points_posting_of_card_system" on "core"."points_posting" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."points_lot" enable row level security;
create policy "points_lot_of_card_system" on "core"."points_lot" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."points_lot_use" enable row level security;
create policy "points_lot_use_of_card_system" on "core"."points_lot_use" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."reward" enable row level security;
create policy "reward_of_card_system" on "core"."reward" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."redemption" enable row level security;
create policy "redemption_of_card_system" on "core"."redemption" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."reward_grant" enable row level security;
create policy "reward_grant_of_card_system" on "core"."reward_grant" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."role" enable row level security;
create policy "role_of_card_system" on "core"."role" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."allowance" enable row level security;
create policy "allowance_of_card_system" on "core"."allowance" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."allowance_use" enable row level security;
create policy "allowance_use_of_card_system" on "core"."allowance_use" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."role_event" enable row level security;
create policy "role_event_of_card_system" on "core"."role_event" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."share" enable row level security;
create policy "share_of_card_system" on "core"."share" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."social_status" enable row level security;
create policy "social_status_of_card_system" on "core"."social_status" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."ticket_sale" enable row level security;
create policy "ticket_sale_of_card_system" on "core"."ticket_sale" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."group_pass" enable row level security;
create policy "group_pass_of_card_system" on "core"."group_pass" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."ticket_grant" enable row level security;
create policy "ticket_grant_of_card_system" on "core"."ticket_grant" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."offer" enable row level security;
create policy "offer_of_card_system" on "core"."offer" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."organizer_admin" enable row level security;
create policy "organizer_admin_of_card_system" on "core"."organizer_admin" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."client_grant" enable row level security;
create policy "client_grant_of_card_system" on "core"."client_grant" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."family" enable row level security;
create policy "family_of_card_system" on "core"."family" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."association_membership" enable row level security;
create policy "association_membership_of_card_system" on "core"."association_membership" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."birth_guess" enable row level security;
create policy "birth_guess_of_card_system" on "core"."birth_guess" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."spent_token" enable row level security;
create policy "spent_token_of_card_system" on "core"."spent_token" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);


create table "core"."kiosk_directory" ("device_hash" text not null, "card_system_id" int not null, primary key ("device_hash"));
create table "core"."financial_report" ("card_system_id" int not null, "id" uuid not null, "number" int not null, "organizer_id" uuid not null, "start_date" date not null, "end_date" date not null, "asked_on" date not null, "status" text not null, "message" text null, "attempts" int not null default 0, "requested_at" timestamptz not null, "taken_at" timestamptz null, "file" bytea null, primary key ("card_system_id", "id"));
create index "financial_report_card_system_id_organizer_id_requested_at_index" on "core"."financial_report" ("card_system_id", "organizer_id", "requested_at");
create unique index one_report_of_a_period_a_day on core.financial_report (card_system_id, organizer_id, start_date, end_date, asked_on) where status <> 'FAILED';
create index financial_report_to_make on core.financial_report (card_system_id, requested_at) where status = 'STARTED';
alter table "core"."financial_report" add constraint "financial_report_card_system_id_number_unique" unique ("card_system_id", "number");
create table "core"."kiosk" ("card_system_id" int not null, "id" uuid not null, "municipality_id" uuid not null, "key" text not null, "name" text not null, "device_hash" text null, "code_hash" text null, "code_made_at" timestamptz null, "code_used_at" timestamptz null, "fixed_event_id" uuid null, primary key ("card_system_id", "id"));
alter table "core"."kiosk" add constraint "kiosk_card_system_id_municipality_id_key_unique" unique ("card_system_id", "municipality_id", "key");
alter table "core"."kiosk" add constraint "kiosk_card_system_id_device_hash_unique" unique ("card_system_id", "device_hash");
alter table "core"."kiosk" add constraint "kiosk_card_system_id_code_hash_unique" unique ("card_system_id", "code_hash");
create index "money_fact_card_system_id_earner_id_happened_at_index" on "core"."money_fact" ("card_system_id", "earner_id", "happened_at");
alter table "core"."financial_report" add constraint "financial_report_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."financial_report" add constraint "an_available_report_has_its_file" check ((status = 'AVAILABLE') = (file is not null));
alter table "core"."financial_report" add constraint "financial_report_status_check" check ("status" in ('STARTED', 'AVAILABLE', 'FAILED'));
alter table "core"."financial_report" enable row level security;
create policy "financial_report_of_card_system" on "core"."financial_report" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."kiosk" add constraint "kiosk_card_system_id_municipality_id_foreign" foreign key ("card_system_id", "municipality_id") references "core"."municipality" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."kiosk" add constraint "kiosk_card_system_id_fixed_event_id_foreign" foreign key ("card_system_id", "fixed_event_id") references "core"."event" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."kiosk" enable row level security;
create policy "kiosk_of_card_system" on "core"."kiosk" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
create table "core"."pass_order" ("card_system_id" int not null, "id" uuid not null, "organizer_id" uuid not null, "status" text not null, "total_cents" int not null, "requested_at" timestamptz not null, "completed_at" timestamptz null, primary key ("card_system_id", "id"));
create index "pass_order_card_system_id_requested_at_index" on "core"."pass_order" ("card_system_id", "requested_at");
create table "core"."order_registration" ("card_system_id" int not null, "id" uuid not null, "order_id" uuid not null, "place" int not null, "told_sealed" bytea not null, "person_id" uuid null, primary key ("card_system_id", "id"));
create index "order_registration_card_system_id_person_id_index" on "core"."order_registration" ("card_system_id", "person_id");
alter table "core"."order_registration" add constraint "order_registration_card_system_id_order_id_place_unique" unique ("card_system_id", "order_id", "place");
alter table "core"."pass_order" add constraint "pass_order_card_system_id_organizer_id_foreign" foreign key ("card_system_id", "organizer_id") references "core"."organizer" ("card_system_id", "id") on update restrict on delete restrict;
alter table "core"."pass_order" add constraint "a_pass_costs_nothing_or_more" check (total_cents >= 0);
alter table "core"."pass_order" add constraint "pass_order_status_check" check ("status" in ('PENDING_PAYMENT', 'COMPLETED'));
alter table "core"."pass_order" enable row level security;
create policy "pass_order_of_card_system" on "core"."pass_order" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
alter table "core"."order_registration" add constraint "order_registration_card_system_id_order_id_foreign" foreign key ("card_system_id", "order_id") references "core"."pass_order" ("card_system_id", "id") on update restrict on delete cascade;
alter table "core"."order_registration" add constraint "order_registration_card_system_id_person_id_foreign" foreign key ("card_system_id", "person_id") references "core"."person" ("card_system_id", "id") on update restrict on delete cascade;
alter table "core"."order_registration" enable row level security;
create policy "order_registration_of_card_system" on "core"."order_registration" using (card_system_id = nullif(current_setting('app.card_system', true), '')::int) with check (card_system_id = nullif(current_setting('app.card_system', true), '')::int);
