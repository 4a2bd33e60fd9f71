import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { accountOf } from '../../../core/billing/account-of.ts';
import { bookFact } from '../../../core/billing/book-fact.ts';
import type { MoneyFactRow } from '../../../core/billing/money-fact-row.ts';
import { moneyFactRow, reversalRow } from '../../../core/billing/money-fact-rows.ts';
import { readMoneyFact } from '../../../core/billing/read-money-fact.ts';
import type { PluginDefinition } from '../../../core/contract/plugin.ts';
import type { Visibility } from '../../../core/contract/role.ts';
import { type Installation, partyId } from '../../../core/municipalities/installation.ts';
import { decideCharge } from '../../../core/tariffs/decide-charge.ts';
import { tenantManager } from '../../../core/database/orm.ts';
import type { TestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

/** A plugin with a role that all may see, one of the youth service, and a hidden one of HR. */
const cards: PluginDefinition = {
  name: 'cards',
  title: { nl: 'Kaarten' },
  config: Type.Object({}),
  roles: {
    friend: role('Vriend', 'public', { owner: 'cultural-centre' }),
    saver: role('Spaarder', 'owner', { owner: 'youth', shownTo: ['cinema'] }),
    badge: role('Personeelskaart', 'hidden', { owner: 'hr', shownTo: ['restaurant'] }),
  },
};

function role(
  nl: string,
  visibility: Visibility,
  { owner, shownTo = [] }: { owner: string; shownTo?: string[] },
): PluginDefinition['roles'][string] {
  return {
    title: { nl },
    visibility,
    owner: () => owner,
    shownTo: () => shownTo,
    outward: { name: 'advantage', title: { nl: 'Voordeel' } },
  };
}

/** Lier, Nijlen and Mechelen, with these roles in Lier and Mechelen. */
export function townsWithCards(): Installation {
  return testInstallation([{ definition: cards, config: {} }]);
}

/** What a fact of these tests is about. */
export interface Booked {
  readonly role: string | null;
  /** Whose revenue it is, at whose desk. */
  readonly earner: string;
  readonly priceCents: number;
  /** Who bears how much of it. */
  readonly funder: string;
  readonly fundedCents: number;
  readonly municipality?: string;
  readonly passholderId?: string | null;
  readonly happenedAt?: string;
}

/** Books a fact as a plugin's charge does; answers its id. */
export async function book(core: TestCore, booked: Booked): Promise<string> {
  const { earner, funder, fundedCents, priceCents, municipality: key = 'lier' } = booked;
  const installation = core.installation();
  const municipality = installation.byKey(key);
  if (!municipality) throw new Error(`no municipality ${key}`);
  const reductions = [{ cents: fundedCents, fundedBy: { [partyId(key, funder)]: 1 } }];
  const charge = { priceCents, earner: partyId(key, earner), reductions };
  const account = accountOf(installation, { municipality, organizer: earner });
  const row = moneyFactRow(
    bookFact({ decisions: [decideCharge(charge, null)], account }),
    {
      id: randomUUID(),
      kind: 'role-sale',
      municipality,
      passholderId: booked.passholderId ?? null,
      residenceId: null,
      plugin: booked.role === null ? null : 'cards',
      role: booked.role,
      source: 'regular',
      sellerId: null,
      happenedAt: booked.happenedAt === undefined ? core.now() : Date.parse(booked.happenedAt),
    },
    installation,
  );
  await write(core, municipality.cardSystemId, row);
  return row.id;
}

/** Takes a fact of Lier back; its earner gives the money back. */
export async function takeBack(core: TestCore, factId: string, happenedAt: string): Promise<void> {
  const installation = core.installation();
  const municipality = installation.byKey('lier');
  const stored = await readMoneyFact(tenantManager(core.orm, 1), 1, factId);
  if (!municipality || !stored) throw new Error(`no fact ${factId}`);
  const giver = { owner: stored.fact.earner, means: 'card' } as const;
  const reversal = { id: randomUUID(), municipality, giver, sellerId: null };
  const when = { happenedAt: Date.parse(happenedAt) };
  await write(core, 1, reversalRow(stored, { ...reversal, ...when }, installation));
}

async function write(core: TestCore, cardSystemId: number, row: MoneyFactRow): Promise<void> {
  await tenantManager(core.orm, cardSystemId).execute('select core.write_money_facts(?, ?)', [
    cardSystemId,
    JSON.stringify([row]),
  ]);
}
