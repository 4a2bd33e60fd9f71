-- Writes facts that move money, each with its payments, shares and entries.
-- `facts` is a JSON array of core/billing/money-fact-row.ts; nothing is decided here.
-- The caller has entered the card system; all or nothing with the caller's transaction.
create or replace function core.write_money_facts(card_system int, facts jsonb) returns void
language plpgsql as $$
begin
  insert into core.money_fact (
    card_system_id, id, kind, municipality_id, price_cents, earner_id, passholder_id, residence_id,
    plugin, role, source, config_version_id, seller_id, reverses_id, settlement_id,
    happened_at)
  select card_system, f.id, f.kind, f."municipalityId", f."priceCents", f."earnerId",
         f."passholderId", f."residenceId", f.plugin, f.role, f.source, f."configVersionId",
         f."sellerId", f."reversesId", f."settlementId", f."happenedAt"
    from jsonb_to_recordset(facts) as f (
      id uuid, kind text, "municipalityId" uuid, "priceCents" int, "earnerId" uuid,
      "passholderId" uuid, "residenceId" uuid, plugin text, role text, source text,
      "configVersionId" uuid, "sellerId" uuid, "reversesId" uuid, "settlementId" uuid,
      "happenedAt" timestamptz);

  insert into core.payment (
    card_system_id, id, money_fact_id, payer_id, account_owner_id, means, cents)
  select card_system, gen_random_uuid(), (fact->>'id')::uuid, p."payerId", p."accountOwnerId",
         p.means, p.cents
    from jsonb_array_elements(facts) fact,
         jsonb_to_recordset(fact->'payments') as p (
           "payerId" uuid, "accountOwnerId" uuid, means text, cents int);

  insert into core.share (card_system_id, id, money_fact_id, party_id, cents)
  select card_system, gen_random_uuid(), (fact->>'id')::uuid, s."partyId", s.cents
    from jsonb_array_elements(facts) fact,
         jsonb_to_recordset(fact->'shares') as s ("partyId" uuid, cents int);

  insert into core.entry (
    card_system_id, id, money_fact_id, debtor_id, creditor_id, kind, cents, service_date, month,
    plugin, role, cost_centre)
  select card_system, gen_random_uuid(), (fact->>'id')::uuid, e."debtorId", e."creditorId", e.kind,
         e.cents, (fact->>'serviceDate')::date, date_trunc('month', (fact->>'serviceDate')::date),
         fact->>'plugin', fact->>'role', e."costCentre"
    from jsonb_array_elements(facts) fact,
         jsonb_to_recordset(fact->'entries') as e (
           "debtorId" uuid, "creditorId" uuid, kind text, cents int, "costCentre" text);
end $$;
