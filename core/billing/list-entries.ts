import type { EntityManager, FilterQuery, InferEntity } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import type { Cents, PartyKey } from '../contract/money.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { Party } from '../organizers/party.entity.ts';
import { Entry } from './entry.entity.ts';
import type { EntryKind } from './money-fact.ts';
import { partyNotFound } from './problems.ts';
import { showParty, type ShownParty } from './shown-party.ts';
import { roleForFinance, type ShownRole } from './shown-role.ts';

/** Which entries are asked for; what is left out is not limited. */
export interface EntrySearch {
  /** The first and last month: `YYYY-MM`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly debtor?: PartyKey | undefined;
  readonly creditor?: PartyKey | undefined;
  readonly kind?: EntryKind | undefined;
  readonly start: number;
  readonly limit: number;
}

/** An entry as the financial director sees it: never the holder, the moment or the fact. */
export interface ListedEntry {
  readonly id: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly debtor: ShownParty;
  readonly creditor: ShownParty;
  readonly kind: EntryKind;
  readonly cents: Cents;
  readonly role: ShownRole | null;
}

/**
 * The entries that a party of the caller's municipality owes or is owed, by month, debtor,
 * creditor, kind and amount; nothing in their order says when they were written. Those of 0 cents
 * appear nowhere.
 *
 * @throws Problem `party-not-found` for a debtor or creditor that the municipality does not have
 */
export async function listEntries(
  core: Core,
  caller: Caller,
  search: EntrySearch,
): Promise<{ totalItems: number; member: ListedEntry[] }> {
  const em = tenantManager(core.orm, caller.cardSystemId);
  const own = await ownPartyIds(em, caller);
  const [found, totalItems] = await em.findAndCount(Entry, whereOf(caller, search, own), {
    populate: ['debtor.municipality', 'creditor.municipality'],
    orderBy: { month: 1, debtor: 1, creditor: 1, kind: 1, cents: 1, id: 1 },
    offset: search.start,
    limit: search.limit,
    // Not joined: the index that filters and orders the entries is theirs alone.
    strategy: 'select-in',
  });
  const member = found.map((entry) => ({
    id: entry.id,
    month: entry.month.slice(0, 7),
    debtor: showParty(entry.debtor),
    creditor: showParty(entry.creditor),
    kind: entry.kind,
    cents: entry.cents,
    role: roleForFinance(core.plugins, { plugin: entry.plugin ?? null, role: entry.role ?? null }),
  }));
  return { totalItems, member };
}

/**
 * The parties of the caller's municipality, those that its configuration no longer names too; but
 * no households: what they owe, they owe to one of the others.
 */
export async function ownPartyIds(em: EntityManager, caller: Caller): Promise<string[]> {
  const { cardSystemId, municipality } = caller;
  const parties = await em.find(
    Party,
    { cardSystemId, municipality: { id: municipality.id }, kind: { $ne: 'household' } },
    // Half a party in the identity map would be taken for a whole one.
    { fields: ['id'], disableIdentityMap: true },
  );
  return parties.map(({ id }) => id);
}

function whereOf(
  caller: Caller,
  search: EntrySearch,
  own: readonly string[],
): FilterQuery<InferEntity<typeof Entry>> {
  const { from, to, debtor, creditor, kind } = search;
  const within = (id: string): [number, string] => [caller.cardSystemId, id];
  return {
    cardSystemId: caller.cardSystemId,
    cents: { $ne: 0 },
    ...((from ?? to) !== undefined && {
      month: { ...(from && { $gte: `${from}-01` }), ...(to && { $lte: `${to}-01` }) },
    }),
    ...(debtor !== undefined && { debtor: within(partyIdOf(caller, debtor)) }),
    ...(creditor !== undefined && { creditor: within(partyIdOf(caller, creditor)) }),
    ...(kind !== undefined && { kind }),
    $or: [{ debtor: { $in: own.map(within) } }, { creditor: { $in: own.map(within) } }],
  };
}

function partyIdOf(caller: Caller, key: PartyKey): string {
  const { cardSystemId, installation, municipality } = caller;
  const parties = installation.partiesOfCardSystem(cardSystemId);
  const found = parties.find((party) => {
    const isTown = party.key === party.municipality;
    return party.key === key && (isTown || party.municipality === municipality.key);
  });
  if (!found) throw partyNotFound({ detail: `${municipality.key} has no party ${key}` });
  return found.id;
}
