-- The roles that a plugin has in a town on the card that a number stands for: for the SQL functions
-- of plugins (core/contract/table.ts), which name themselves in it
-- (core/plugins/check-migrations.ts). No row for an unknown number, one that betrays poverty, a
-- card that is not active, and a holder without such a role: who asks cannot tell these apart. The
-- caller has entered the card system. One query and stable, so that PostgreSQL plans it as a part
-- of whatever asks it.
create or replace function core.roles_on_card(
  card_system int, asked text, of_plugin text, town text
)
returns table (id uuid, name text, attributes jsonb, valid_from date, valid_until date)
language sql stable as $$
  select r.id, r.name, r.attributes, r.valid_from, r.valid_until
    from core.find_card(card_system, asked, false) c
    join core.role r
      on r.card_system_id = card_system and r.passholder_id = c.passholder_id
     and r.plugin = of_plugin
    join core.municipality m
      on m.card_system_id = card_system and m.id = r.municipality_id and m.slug = town
   where c.status = 'ACTIVE'
$$;
