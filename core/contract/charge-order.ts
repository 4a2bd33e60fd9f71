import type { Cents, PartyKey } from './money.ts';
import type { Day } from './period.ts';

/** What `host.charge` settles, in one fact. */
export interface ChargeOrder {
  /**
   * What it is for, in words of the plugin's own: `day/2026-03-02/<id>`. The same twice is once, as
   * long as it is not taken back.
   */
  readonly about: string;
  /** The day for which it is owed: ages and the social tariff are those of that day. */
  readonly serviceDate: Day;
  /**
   * Who pays what a household is charged: this pass holder. When left out, the household of the
   * holder; the holder alone when it is known in none, or in several.
   */
  readonly payerId?: string;
  /** One or more, of one kind of role, charged to one payer: two children of a household. */
  readonly items: readonly { readonly roleId: string; readonly data: unknown }[];
}

/** What `host.owe` settles, in one fact. */
export interface DebtOrder {
  /** As of {@link ChargeOrder}. */
  readonly about: string;
  readonly serviceDate: Day;
  /** The kind of role for which it is owed. */
  readonly role: string;
  /** Whole cents, more than 0. */
  readonly cents: Cents;
  /** The party that owes it, and the one that it is owed to. */
  readonly debtor: PartyKey;
  readonly creditor: PartyKey;
}

/** What `host.chargeInParts` booked. */
export interface ChargedParts {
  /** The fact that stands for it. */
  readonly id: string;
  /** What the payer owes for each item for which something is owed, in whole cents. */
  readonly parts: readonly { readonly roleId: string; readonly payerCents: Cents }[];
}
