import type { PaymentMeans } from '../contract/money.ts';
import type { EntryKind } from './money-fact.ts';

/** One element of what `core.write_money_facts` takes. A party of null is the holder. */
export interface MoneyFactRow {
  readonly id: string;
  readonly kind:
    | 'ticket-sale'
    | 'role-sale'
    | 'role-use'
    | 'pass-sale'
    | 'reward-redemption'
    | 'settlement'
    | 'cash-rounding'
    | 'reversal';
  readonly municipalityId: string;
  readonly priceCents: number;
  readonly earnerId: string;
  readonly passholderId: string | null;
  readonly residenceId: string | null;
  readonly plugin: string | null;
  readonly role: string | null;
  /**
   * What made the price: `regular`, `social`, `coupon` or `<plugin>:<role>`. Never leaves the
   * database.
   */
  readonly source: string;
  readonly configVersionId: string;
  /** Who was told the price. */
  readonly sellerId: string | null;
  readonly reversesId: string | null;
  /** What a settlement settles. */
  readonly settlementId?: string;
  /** ISO 8601. */
  readonly happenedAt: string;
  /** The day that decides about the month of its entries. */
  readonly serviceDate: string;
  readonly payments: readonly {
    readonly payerId: string | null;
    readonly accountOwnerId: string | null;
    readonly means: PaymentMeans;
    readonly cents: number;
  }[];
  readonly shares: readonly { readonly partyId: string | null; readonly cents: number }[];
  readonly entries: readonly {
    readonly debtorId: string;
    readonly creditorId: string;
    readonly kind: EntryKind;
    readonly cents: number;
    readonly costCentre: string | null;
  }[];
}
