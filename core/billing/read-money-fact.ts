import type { EntityManager } from '@mikro-orm/postgresql';
import { type Entry, HOLDER, type MoneyFact, type Payment, type Share } from './money-fact.ts';
import type { Reversible } from './reverse-fact.ts';

/** A fact as it was written, with what its reversal must tell again. */
export interface StoredMoneyFact {
  readonly id: string;
  readonly municipalityId: string;
  readonly passholderId: string | null;
  readonly residenceId: string | null;
  readonly plugin: string | null;
  readonly role: string | null;
  readonly source: string;
  /** Its parties are party ids, and `holder`. */
  readonly fact: Reversible;
  /** Of its entries, by {@link entryKey}. */
  readonly costCentres: ReadonlyMap<string, string | null>;
}

interface FactText {
  readonly municipalityId: string;
  readonly passholderId: string | null;
  readonly residenceId: string | null;
  readonly plugin: string | null;
  readonly role: string | null;
  readonly source: string;
  readonly priceCents: number;
  readonly earner: string;
  readonly payments: Payment[];
  readonly shares: Share[];
  readonly entries: (Entry & { costCentre: string | null })[];
}

/**
 * Reads a fact with its payments, shares and entries, in one round trip.
 *
 * @param em of the card system
 * @returns null when there is no such fact
 */
export async function readMoneyFact(
  em: EntityManager,
  cardSystemId: number,
  id: string,
): Promise<StoredMoneyFact | null> {
  const rows = await em.execute<{ fact: FactText }[]>(READ_FACT, [
    HOLDER,
    HOLDER,
    HOLDER,
    cardSystemId,
    id,
  ]);
  const [row] = rows;
  if (!row) return null;
  const { priceCents, earner, payments, shares, entries, ...head } = row.fact;
  const fact: MoneyFact = {
    priceCents,
    earner,
    payments,
    shares,
    entries: entries.map(({ debtor, creditor, kind, cents }) => ({
      debtor,
      creditor,
      kind,
      cents,
    })),
  };
  const costCentres = new Map(entries.map((entry) => [entryKey(entry), entry.costCentre]));
  return { id, ...head, fact, costCentres };
}

/** What tells an entry apart from the others of its fact. */
export function entryKey({ kind, debtor, creditor }: Omit<Entry, 'cents'>): string {
  return `${kind} ${debtor} ${creditor}`;
}

const READ_FACT = `
select json_build_object(
  'municipalityId', f.municipality_id, 'passholderId', f.passholder_id,
  'residenceId', f.residence_id, 'plugin', f.plugin, 'role', f.role, 'source', f.source,
  'priceCents', f.price_cents, 'earner', f.earner_id,
  'payments', (
    select coalesce(json_agg(json_build_object(
             'payer', coalesce(p.payer_id::text, ?), 'means', p.means, 'cents', p.cents,
             'accountOwner', coalesce(p.account_owner_id::text, ?))), '[]')
      from core.payment p
     where p.card_system_id = f.card_system_id and p.money_fact_id = f.id),
  'shares', (
    select coalesce(json_agg(json_build_object(
             'party', coalesce(s.party_id::text, ?), 'cents', s.cents)), '[]')
      from core.share s where s.card_system_id = f.card_system_id and s.money_fact_id = f.id),
  'entries', (
    select coalesce(json_agg(json_build_object(
             'debtor', e.debtor_id, 'creditor', e.creditor_id, 'kind', e.kind, 'cents', e.cents,
             'costCentre', e.cost_centre)), '[]')
      from core.entry e where e.card_system_id = f.card_system_id and e.money_fact_id = f.id)
) as fact
  from core.money_fact f where f.card_system_id = ? and f.id = ?`;
