import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { accountOf } from '../billing/account-of.ts';
import { type Account, bookFact } from '../billing/book-fact.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { type MoneyFactHead, moneyFactRow, reversalRow } from '../billing/money-fact-rows.ts';
import type { PriceDecision } from '../billing/price-decision.ts';
import type { StoredMoneyFact } from '../billing/read-money-fact.ts';
import type { Cents, PaymentMeans } from '../contract/money.ts';
import type { Installation } from '../municipalities/installation.ts';
import { roundingFacts } from '../tariffs/ticket-facts.ts';
import type { RoleHolder } from './read-holder.ts';
import type { RoleKind } from './role-kind.ts';

/** Who takes money or gives it back, and how; by the usual means of the desk when left out. */
export interface Till {
  readonly caller: Caller;
  readonly means?: PaymentMeans | undefined;
}

/** Of which role a fact moves money, whose, where and when. */
export interface RoleMoney {
  readonly factId: string;
  readonly factKind: 'role-sale' | 'role-use';
  readonly kind: RoleKind;
  readonly holder: Pick<RoleHolder, 'passholderId' | 'residenceId'>;
  /** Null where no holder can pay: in an import, a job, a plugin's own command. */
  readonly till: Till | null;
  readonly sellerId: string | null;
  /** Milliseconds since 1970. */
  readonly happenedAt: number;
}

/**
 * The rows of what a role costs: the fact itself and, for cash, the rounding of what is paid.
 *
 * @throws AssertionError when the holder has to pay where nobody takes the money
 */
export function chargeRows(
  decision: PriceDecision,
  money: RoleMoney,
  installation: Installation,
): MoneyFactRow[] {
  const { kind, holder, sellerId, happenedAt } = money;
  const isPaidByHolder = decision.payer.kind === 'collection';
  const name = `${kind.plugin.definition.name}:${kind.name}`;
  assert(money.till || !isPaidByHolder, `${name} costs its holder money: it is sold at a desk`);
  const till = isPaidByHolder ? money.till : null;
  const account = till && accountOf(installation, till.caller, till.means);
  const head: MoneyFactHead = {
    id: money.factId,
    kind: money.factKind,
    municipality: kind.municipality,
    passholderId: holder.passholderId,
    residenceId: holder.residenceId,
    plugin: kind.plugin.definition.name,
    role: kind.name,
    source: decision.source,
    sellerId,
    happenedAt,
  };
  const row = moneyFactRow(bookFact({ decisions: [decision], account }), head, installation);
  return [row, ...roundingRows(decision.priceCents, { account, till, money })];
}

/** The rows of giving back what a role cost: the exact negative and, for cash, its rounding. */
export function refundRows(
  stored: StoredMoneyFact,
  money: Omit<RoleMoney, 'factKind' | 'till'> & { readonly till: Till },
  installation: Installation,
): MoneyFactRow[] {
  const { factId: id, kind, sellerId, happenedAt, till } = money;
  const { municipality } = kind;
  const [paid] = stored.fact.payments;
  const giver = paid ? accountOf(installation, till.caller, till.means) : null;
  // The account that took the money gives it back by the means it came; another by its own.
  const account =
    paid && giver?.owner === paid.accountOwner ? { ...giver, means: paid.means } : giver;
  const reversal = { id, municipality, giver, sellerId, happenedAt };
  return [
    reversalRow(stored, reversal, installation),
    ...roundingRows(0 - (paid?.cents ?? 0), { account, till, money }),
  ];
}

function roundingRows(
  paidCents: Cents,
  context: {
    account: Account | null;
    till: Till | null;
    money: Pick<RoleMoney, 'holder' | 'happenedAt'>;
  },
): MoneyFactRow[] {
  const { account, till, money } = context;
  if (!account || !till) return [];
  const paid = { passholderId: money.holder.passholderId, paidCents };
  const rounding = { id: randomUUID(), now: money.happenedAt, account };
  return roundingFacts([paid], rounding, till.caller);
}
