/**
 * The plugin's own schema, in the order in which it came to be. It has no tables: badges are roles.
 */
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
] as const;
