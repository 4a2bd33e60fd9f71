import type { Client } from 'pg';

/** The statements of the hot paths as pgbench runs them, for a random pass each time. */
export interface Statements {
  readonly rights: string;
  readonly checkIn: string;
  readonly sale: string;
}

/**
 * Writes the statements down: those of the server, with the parameters that it passes. The facts of
 * a sale are those of a real one, read back, with the holder and the ids of another.
 *
 * @param saleId of a ticket sale that was made through the server
 */
export async function writeStatements(
  owner: Client,
  bench: { passes: number; eventId: string; saleId: string },
): Promise<Statements> {
  const { passes, eventId, saleId } = bench;
  const anyPass = `\\set n random(1, ${passes})\n\\set number 9000000000000 + :n\n`;
  return {
    rights: `${anyPass}select core.read_cards(
  1, array[:number::text], array[false], array['${eventId}'::uuid], array[current_date]);\n`,
    checkIn: `${anyPass}select core.check_ins(1, jsonb_build_array(jsonb_build_object(
  'asked', :number::text, 'eventId', '${eventId}', 'eventVersion', 1, 'points', 1,
  'windowFrom', '1000-01-01', 'windowTo', '9999-12-31', 'moment', now(), 'client', 'bench',
  'resolvesDiscreet', false, 'newId', gen_random_uuid(), 'commandHash', '')));\n`,
    sale: anyPass + onOneLine(await saleStatement(owner, saleId)),
  };
}

/** The function for one sale alone: it is faster with one than the one that the server sends. */
async function saleStatement(owner: Client, saleId: string): Promise<string> {
  return `select core.sell_tickets(
    1, format($facts$${await saleFacts(owner, saleId)}$facts$,
              gen_random_uuid(), md5('holder' || :n)::uuid, 9000000000000 + :n)::jsonb,
    'bench', false, gen_random_uuid(), null, null);\n`;
}

/** A statement may have several lines, a text in it may not: pgbench ends a command there. */
function onOneLine(statement: string): string {
  return `${statement.trim().replaceAll('\n', ' ')}\n`;
}

/**
 * The facts that made a sale, as a format text: %1$s its id, %2$s the holder, %3$s the card. The
 * moment is without colons, which pgbench would take for variables.
 */
async function saleFacts(owner: Client, saleId: string): Promise<string> {
  const { rows } = await owner.query<{ facts: string }>(
    `select json_build_array(json_build_object(
       'id', '%1$s', 'kind', f.kind, 'municipalityId', f.municipality_id,
       'priceCents', f.price_cents, 'earnerId', f.earner_id, 'passholderId', '%2$s',
       'residenceId', f.residence_id, 'plugin', f.plugin, 'role', f.role, 'source', f.source,
       'configVersionId', f.config_version_id, 'sellerId', f.seller_id, 'reversesId', null,
       'happenedAt', to_char(f.happened_at, 'YYYYMMDD"T"HH24MISSOF'),
       'serviceDate', f.happened_at::date,
       'payments', (select json_agg(json_build_object(
          'payerId', p.payer_id, 'accountOwnerId', p.account_owner_id, 'means', p.means,
          'cents', p.cents)) from core.payment p where p.money_fact_id = f.id),
       'shares', (select json_agg(json_build_object('partyId', h.party_id, 'cents', h.cents))
          from core.share h where h.money_fact_id = f.id),
       'entries', (select json_agg(json_build_object(
          'debtorId', e.debtor_id, 'creditorId', e.creditor_id, 'kind', e.kind, 'cents', e.cents,
          'costCentre', e.cost_centre)) from core.entry e where e.money_fact_id = f.id),
       'card', '%3$s', 'eventId', s.event_id, 'organizerId', v.organizer_id,
       'regularPriceLabel', s.regular_price_label, 'paidCents', s.price_cents))::text as facts
     from core.ticket_sale s
     join core.money_fact f on f.id = s.id join core.event v on v.id = s.event_id
    where s.id = $1`,
    [saleId],
  );
  const facts = rows[0]?.facts;
  if (facts === undefined) throw new Error(`there is no sale ${saleId}`);
  return facts;
}
