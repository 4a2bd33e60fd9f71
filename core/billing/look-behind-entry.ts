import { randomUUID } from 'node:crypto';
import type { InferEntity } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { Cents, PaymentMeans } from '../contract/money.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { Party } from '../organizers/party.entity.ts';
import { Look } from '../persons/look.entity.ts';
import { Entry } from './entry.entity.ts';
import { ownPartyIds } from './list-entries.ts';
import type { MoneyFact } from './money-fact.entity.ts';
import { Payment } from './payment.entity.ts';
import { entryNotFound } from './problems.ts';
import { Share } from './share.entity.ts';
import { showParty, type ShownParty } from './shown-party.ts';

/** What an entry was written for. A party of null is the holder. */
export interface FactBehindEntry {
  readonly kind: InferEntity<typeof MoneyFact>['kind'];
  /** ISO 8601. */
  readonly happenedAt: string;
  readonly priceCents: Cents;
  readonly earner: ShownParty;
  /** The only word on the person. */
  readonly passholderId: string | null;
  readonly shares: { readonly party: ShownParty | null; readonly cents: Cents }[];
  readonly payments: {
    readonly payer: ShownParty | null;
    readonly accountOwner: ShownParty | null;
    readonly means: PaymentMeans;
    readonly cents: Cents;
  }[];
}

/**
 * Opens the fact behind an entry. That it was opened, by whom and why, is recorded in the same
 * transaction: there is no look without its record.
 *
 * @throws Problem `entry-not-found` for one that no party of the caller's municipality owes or is
 * owed
 */
export async function lookBehindEntry(
  core: Core,
  caller: Caller,
  { entryId, reason }: { entryId: string; reason: string },
): Promise<FactBehindEntry> {
  const { cardSystemId } = caller;
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const own = new Set(await ownPartyIds(em, caller));
    const entry = await em.findOne(
      Entry,
      { cardSystemId, id: entryId },
      { populate: ['moneyFact'] },
    );
    if (!entry || !(own.has(entry.debtor.id) || own.has(entry.creditor.id))) throw entryNotFound();

    const fact = entry.moneyFact;
    em.create(Look, {
      cardSystemId,
      id: randomUUID(),
      clientId: caller.clientId,
      organizer: [cardSystemId, actingOrganizerId(caller)],
      passholder: fact.passholder ? [cardSystemId, fact.passholder.id] : null,
      subject: 'billing-fact',
      subjectId: fact.id,
      reason,
      lookedAt: new Date(core.now()),
    });
    const ofFact = { cardSystemId, moneyFact: { id: fact.id } };
    const order = { orderBy: { id: 'asc' } } as const;
    const shares = await em.find(Share, ofFact, order);
    const payments = await em.find(Payment, ofFact, order);
    const parties = await em.find(Party, { cardSystemId }, { populate: ['municipality'] });
    const shownById = new Map(parties.map((party) => [party.id, showParty(party)]));
    return showFact(fact, { shares, payments, shownById });
  });
}

function showFact(
  fact: InferEntity<typeof MoneyFact>,
  details: {
    shares: readonly InferEntity<typeof Share>[];
    payments: readonly InferEntity<typeof Payment>[];
    shownById: ReadonlyMap<string, ShownParty>;
  },
): FactBehindEntry {
  const { shares, payments, shownById } = details;
  const shown = (party: { id: string } | null | undefined): ShownParty | null =>
    party ? (shownById.get(party.id) ?? null) : null;
  const earner = shown(fact.earner);
  if (earner === null) throw new Error(`fact ${fact.id} is earned by a party that is not there`);
  return {
    kind: fact.kind,
    happenedAt: fact.happenedAt.toISOString(),
    priceCents: fact.priceCents,
    earner,
    passholderId: fact.passholder?.id ?? null,
    shares: shares.map(({ party, cents }) => ({ party: shown(party), cents })),
    payments: payments.map(({ payer, accountOwner, means, cents }) => {
      return { payer: shown(payer), accountOwner: shown(accountOwner), means, cents };
    }),
  };
}
