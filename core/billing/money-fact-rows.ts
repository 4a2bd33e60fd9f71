import { clockAt, type Day } from '../contract/period.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { Account } from './book-fact.ts';
import { HOLDER, type MoneyFact } from './money-fact.ts';
import type { MoneyFactRow } from './money-fact-row.ts';
import { entryKey, type StoredMoneyFact } from './read-money-fact.ts';
import { reverseFact } from './reverse-fact.ts';

/** What the row of a fact tells beside its money. */
export interface MoneyFactHead {
  readonly id: string;
  readonly kind: MoneyFactRow['kind'];
  /** Whose rules decided: the fact names the version of its configuration. */
  readonly municipality: ActiveMunicipality;
  readonly passholderId: string | null;
  /** Where the holder lived then. */
  readonly residenceId: string | null;
  readonly plugin: string | null;
  readonly role: string | null;
  readonly source: string;
  /** The organizer at whose desk it was sold, which was told the price; null without one. */
  readonly sellerId: string | null;
  /** Milliseconds since 1970; its day in Brussels is the service date, when none is told. */
  readonly happenedAt: number;
  readonly serviceDate?: Day;
  /** Of a settlement: what it settles. */
  readonly settlementId?: string;
}

/**
 * Turns a fact into the row that `core.write_money_facts` takes. Rows of 0 cents are kept.
 *
 * An entry carries the cost centre of its debtor, who bears it, else that of its creditor.
 *
 * @param fact its parties are party ids, and `holder`
 */
export function moneyFactRow(
  fact: MoneyFact,
  head: MoneyFactHead,
  installation: Installation,
): MoneyFactRow {
  const { municipality, happenedAt, serviceDate, ...rest } = head;
  return {
    ...rest,
    municipalityId: municipality.id,
    configVersionId: municipality.version.id,
    priceCents: fact.priceCents,
    earnerId: fact.earner,
    reversesId: null,
    happenedAt: new Date(happenedAt).toISOString(),
    serviceDate: serviceDate ?? clockAt(happenedAt).day,
    payments: fact.payments.map(({ payer, accountOwner, means, cents }) => {
      return { payerId: idOf(payer), accountOwnerId: idOf(accountOwner), means, cents };
    }),
    shares: fact.shares.map(({ party, cents }) => ({ partyId: idOf(party), cents })),
    entries: fact.entries.map(({ debtor, creditor, kind, cents }) => {
      const costCentre = costCentreOf(installation, debtor) ?? costCentreOf(installation, creditor);
      return { debtorId: debtor, creditorId: creditor, kind, cents, costCentre };
    }),
  };
}

/**
 * The row of the fact that takes a stored one back: its exact negatives, each with the cost centre
 * of its original. The service date is the day of the reversal.
 *
 * @param reversal.giver whose account gives the money back, by party id; null when none was taken
 */
export function reversalRow(
  stored: StoredMoneyFact,
  reversal: {
    readonly id: string;
    readonly municipality: ActiveMunicipality;
    readonly giver: Account | null;
    readonly sellerId: string | null;
    readonly happenedAt: number;
  },
  installation: Installation,
): MoneyFactRow {
  const { giver, ...head } = reversal;
  const { passholderId, residenceId, plugin, role, source } = stored;
  const row = moneyFactRow(
    reverseFact(stored.fact, giver),
    { ...head, kind: 'reversal', passholderId, residenceId, plugin, role, source },
    installation,
  );
  return {
    ...row,
    reversesId: stored.id,
    entries: row.entries.map((entry) => {
      const { debtorId: debtor, creditorId: creditor, kind } = entry;
      const costCentre = stored.costCentres.get(entryKey({ debtor, creditor, kind }));
      return costCentre === undefined ? entry : { ...entry, costCentre };
    }),
  };
}

function idOf(party: string): string | null {
  return party === HOLDER ? null : party;
}

function costCentreOf(installation: Installation, partyId: string): string | null {
  return installation.party(partyId)?.costCentre ?? null;
}
