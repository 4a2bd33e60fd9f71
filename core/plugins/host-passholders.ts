import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Holder } from '../contract/facts.ts';
import type { Host } from '../contract/host.ts';
import type { DescribedPassholder, ResidentQuestion } from '../contract/passholder.ts';
import { addToDay, clockAt, type Day, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { organizerId } from '../municipalities/installation.ts';
import { Look } from '../persons/look.entity.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { holderOf } from '../rights/held-roles.ts';
import { Role } from '../roles/role.entity.ts';
import type { HostContext } from './host-context.ts';
import type { HostTransaction } from './host-transaction.ts';
import { chunksOf, foundPerson, known, recognisePassholders } from './recognise-passholders.ts';

/**
 * What a plugin may ask of pass holders: those of the whole card system, by what it knows of them.
 */
export function hostPassholders(
  core: Core,
  context: HostContext,
  transaction: HostTransaction,
): Host['passholders'] {
  const { cardSystemId } = context.municipality;
  return {
    ...recognisePassholders(core, cardSystemId, transaction),

    hold: (passholderId) =>
      transaction.within(async (em) => {
        await em.execute(
          'select from core.passholder where card_system_id = ? and id = ? for no key update',
          [cardSystemId, passholderId],
        );
      }),

    describe: (passholderIds) =>
      transaction.within((em) => describeHolders(em, { core, context, passholderIds })),

    findResidents: (question) => transaction.within((em) => findResidents(em, context, question)),

    readFacts: (passholderId, day) => readFacts(transaction, context, { passholderId, day }),

    findHouseholds: (passholderIds) =>
      transaction.within((em) => findHouseholds(em, context, passholderIds)),
  };
}

/** Only read: there is nothing of it to undo apart. */
async function readFacts(
  transaction: HostTransaction,
  { installation, municipality }: HostContext,
  { passholderId, day }: { passholderId: string; day: Day },
): Promise<Holder | null> {
  await transaction.begin();
  const [row] = await transaction.em.execute<{ card: string | null }[]>(
    'select core.read_holder(?, ?, ?) as card',
    [municipality.cardSystemId, passholderId, day],
  );
  const facts = row?.card ? (JSON.parse(row.card) as CardFacts) : null;
  return facts && holderOf(facts, installation, clockAt(startOfDay(day)));
}

async function findResidents(
  em: EntityManager,
  { municipality, plugin }: HostContext,
  { born, limit, registeredBy, without }: ResidentQuestion,
): Promise<string[]> {
  const before = startOfDay(addToDay(registeredBy, { days: 1 }));
  const lacking = JSON.stringify({ plugin: plugin.name, ...without });
  const [row] = await em.execute<{ found: string[] }[]>(
    'select core.find_residents(?, ?, ?, ?, ?, ?, ?) as found',
    [
      municipality.cardSystemId,
      municipality.id,
      born.from,
      born.until,
      new Date(before),
      lacking,
      limit,
    ],
  );
  return row?.found ?? [];
}

async function describeHolders(
  em: EntityManager,
  asked: { core: Core; context: HostContext; passholderIds: readonly string[] },
): Promise<Map<string, DescribedPassholder>> {
  const { municipality, plugin, organizer, clientId = plugin.name } = asked.context;
  const { cardSystemId } = municipality;
  const described = new Map<string, DescribedPassholder>();
  for (const chunk of chunksOf([...new Set(asked.passholderIds)])) {
    const roles = await em.find(
      Role,
      {
        cardSystemId,
        municipality: [cardSystemId, municipality.id],
        plugin: plugin.name,
        passholder: { cardSystemId, id: { $in: chunk } },
      },
      { populate: ['passholder.person'], disableIdentityMap: true },
    );
    for (const { passholder } of roles) {
      const [found] = foundPerson(passholder.id, passholder.person);
      const { email = null, optInPreferences } = passholder.person ?? {};
      const mailTo = optInPreferences?.serviceMails ? email : null;
      if (found) described.set(passholder.id, { ...known(found), mailTo });
    }
  }
  const actingId = organizer === null ? null : organizerId(municipality.key, organizer);
  for (const chunk of chunksOf([...described.keys()])) {
    await em.insertMany(
      Look,
      chunk.map((passholderId) => ({
        cardSystemId,
        id: randomUUID(),
        clientId,
        subject: 'person' as const,
        organizer: actingId === null ? null : ([cardSystemId, actingId] as [number, string]),
        passholder: [cardSystemId, passholderId] as [number, string],
        lookedAt: new Date(asked.core.now()),
      })),
    );
  }
  return described;
}

/** A family of the app is no household: nobody is partner, child or guardian by it. */
async function findHouseholds(
  em: EntityManager,
  { municipality, plugin }: HostContext,
  passholderIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { cardSystemId, id } = municipality;
  const rows = await em.execute<{ passholder_id: string; household_id: string }[]>(
    `select distinct h.id as passholder_id, m.household_id
       from core.passholder h
       join core.household_member m
         on m.card_system_id = h.card_system_id and m.person_id = h.person_id
      where h.card_system_id = ? and h.id = any(?::uuid[]) and m.relation <> 'family'
        and exists (
          select from core.role r
           where r.card_system_id = h.card_system_id and r.passholder_id = h.id
             and r.municipality_id = ? and r.plugin = ?)`,
    [cardSystemId, `{${passholderIds.join()}}`, id, plugin.name],
  );
  const groups = Map.groupBy(rows, (row) => row.passholder_id);
  return new Map([...groups].map(([holder, of]) => [holder, of.map((row) => row.household_id)]));
}
