import type { TestApi } from '../fixtures/open-api.ts';

/** A fact as the table of vectors in docs/ledger.md writes it, read by the owner of the tables. */
export interface BookedFact {
  readonly kind: string;
  readonly priceCents: number;
  readonly earner: string;
  /** `holder>library 500 card`: payer, owner of the account, cents, means. */
  readonly payments: readonly string[];
  /** By party; the holder is `holder`. */
  readonly shares: Readonly<Record<string, number>>;
  /** `library>cultural-centre 500 collection 2026-11`: debtor, creditor, cents, kind, month. */
  readonly entries: readonly string[];
}

/** Every fact of a holder, in the order in which it was written. */
export async function bookedFactsOf(api: TestApi, passholderId: string): Promise<BookedFact[]> {
  return api.core.asOwner<BookedFact & object>(
    `select f.kind, f.price_cents as "priceCents", earner.key as earner,
            array(select coalesce(payer.key, 'holder') || '>' || coalesce(a.key, 'holder') || ' '
                         || p.cents || ' ' || p.means
                    from core.payment p
                    left join core.party payer on payer.id = p.payer_id
                    left join core.party a on a.id = p.account_owner_id
                   where p.money_fact_id = f.id order by 1) as payments,
            (select jsonb_object_agg(coalesce(s_party.key, 'holder'), s.cents)
               from core.share s left join core.party s_party on s_party.id = s.party_id
              where s.money_fact_id = f.id) as shares,
            array(select d.key || '>' || c.key || ' ' || e.cents || ' ' || e.kind || ' '
                         || to_char(e.month, 'YYYY-MM')
                    from core.entry e
                    join core.party d on d.id = e.debtor_id
                    join core.party c on c.id = e.creditor_id
                   where e.money_fact_id = f.id order by 1) as entries
       from core.money_fact f join core.party earner on earner.id = f.earner_id
      where f.passholder_id = $1 order by f.recorded_at, f.kind desc`,
    [passholderId],
  );
}

interface ListedEntry {
  readonly id: string;
  readonly month: string;
  readonly debtor: { readonly key: string };
  readonly creditor: { readonly key: string };
  readonly kind: string;
  readonly cents: number;
  readonly role: { readonly role: string } | null;
}

/**
 * Follows what the financial director of Lier is shown: each call answers the entries that came
 * since the last one, as `library>cultural-centre 500 collection 2026-11 friend`.
 */
export function followFinance(api: TestApi): () => Promise<string[]> {
  const seen = new Set<string>();
  return async () => {
    const answer = await api.as('lier-finance').get('/billing/entries?limit=500');
    const { member } = answer.json<{ member: ListedEntry[] }>();
    const added = member.filter(({ id }) => !seen.has(id));
    for (const { id } of added) seen.add(id);
    return added
      .map(({ debtor, creditor, cents, kind, month, role }) => {
        return `${debtor.key}>${creditor.key} ${cents} ${kind} ${month} ${role?.role ?? '-'}`;
      })
      .sort();
  };
}
