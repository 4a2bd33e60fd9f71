import { randomUUID } from 'node:crypto';
import type { Caller } from '../../../core/access/caller.ts';
import { Problem } from '../../../core/contract/problem.ts';
import type { Core } from '../../../core/core.ts';
import { refusalOf } from '../../../core/database/refusal.ts';
import { createEvent } from '../../../core/events/create-event.ts';
import type { PaymentMeans } from '../../../core/contract/money.ts';
import type { CommandKey } from '../../../core/http/idempotency.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import type { MunicipalityConfig } from '../../../core/municipalities/municipality-config.ts';
import { checkRights } from '../../../core/rights/check-rights.ts';
import { sealPrice } from '../../../core/tariffs/seal-price.ts';
import { sellTickets, type SoldTicket } from '../../../core/tariffs/sell-tickets.ts';
import type { TicketOrder } from '../../../core/tariffs/ticket-facts.ts';
import type { TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';

type Organizers = MunicipalityConfig['organizers'];

/** Lier with some of its organizers changed, Nijlen on the same card, and Mechelen. */
export function townsWhere(
  change: { [organizer: string]: Partial<Organizers[string]> } = {},
  plugins: Parameters<typeof activeMunicipality>[1] = [],
): Installation {
  const lier = townConfig('lier', 1);
  const organizers = Object.entries(lier.organizers).map(([key, settings]) => {
    return [key, { ...settings, ...change[key] }] as const;
  });
  return new Installation([
    activeMunicipality({ ...lier, organizers: Object.fromEntries(organizers) }, plugins),
    activeMunicipality(townConfig('nijlen', 1, { postalCodes: ['2560'] })),
    activeMunicipality(townConfig('mechelen', 2, { postalCodes: ['2800'] })),
  ]);
}

/** Adds an event of an organizer; answers its id. */
export async function addEvent(
  core: Core,
  organizer: string,
  { municipality = 'lier', regularPriceCents = 1000 } = {},
): Promise<string> {
  const event = {
    title: `Voorstelling van ${organizer}`,
    regularPriceCents,
    placeId: null,
    calendar: { type: 'PERMANENT' },
    earnsPoints: true,
    points: 1,
    limit: null,
    marginMinutes: 60,
  } as const;
  const caller = testCaller(core, organizer, { municipality });
  const { id } = await createEvent(core, caller, { event, command: NO_KEY });
  return id;
}

/** Asks the price of an event for a card, as a desk does before it sells. */
export async function orderOf(
  core: Core,
  caller: Caller,
  { card, eventId }: { card: string; eventId: string },
): Promise<TicketOrder> {
  const question = { card, eventId, place: null, at: core.now() };
  const answer = await checkRights(core, caller, question);
  const sealed = sealPrice(core, caller, answer);
  if (!sealed) throw new Error(`card ${card} can buy nothing`);
  const { regularPriceCents, tariffId } = sealed.price;
  return { card, eventId, regularPriceCents, regularPriceLabel: null, tariffId };
}

/** Sells what was ordered, without a key when none is given. */
export async function sell(
  core: Core,
  caller: Caller,
  sale: { tickets: readonly TicketOrder[]; means?: PaymentMeans; command?: CommandKey },
): Promise<SoldTicket[]> {
  return sellTickets(core, caller, { command: NO_KEY, ...sale });
}

/** A key of its own for a command. */
export function newKey(): CommandKey {
  return { key: randomUUID(), hash: 'content' };
}

/** What a promise is refused with. */
export async function refusalIn(
  promise: Promise<unknown>,
): Promise<{ name: string; at?: string | undefined; nl?: string | undefined }> {
  try {
    await promise;
    return { name: 'nothing' };
  } catch (error) {
    if (!(error instanceof Problem)) return { name: refusalOf(error)?.name ?? String(error) };
    const { definition, details } = error;
    const nl = (details.endUserMessage ?? definition.endUserMessage)?.nl;
    return { name: definition.name, at: details.jsonPointer, nl };
  }
}

/** `library>cultural-centre 200 collection`, of the facts of some sales and their reversals. */
export async function entriesOf(core: TestCore, facts: readonly string[]): Promise<string[]> {
  const rows = await core.asOwner<{ line: string }>(
    `select d.key || '>' || c.key || ' ' || e.cents || ' ' || e.kind as line
       from core.entry e
       join core.party d on d.id = e.debtor_id
       join core.party c on c.id = e.creditor_id
      where e.money_fact_id = any($1) order by e.kind, e.cents, d.key, c.key`,
    [facts],
  );
  return rows.map(({ line }) => line);
}

/** Who bears what of a fact, by party key. */
export async function sharesOf(core: TestCore, fact: string): Promise<Record<string, number>> {
  const rows = await core.asOwner<{ key: string; cents: number }>(
    `select coalesce(p.key, 'holder') as key, s.cents
       from core.share s left join core.party p on p.id = s.party_id
      where s.money_fact_id = $1`,
    [fact],
  );
  return Object.fromEntries(rows.map(({ key, cents }) => [key, cents]));
}

/** How many rows there are in the tables that a sale writes. */
export async function rowCounts(core: TestCore): Promise<Record<string, number>> {
  const tables = ['ticket_sale', 'money_fact', 'payment', 'share', 'entry', 'outbox', 'command'];
  const counts = tables.map((table) => `(select count(*)::int from core.${table}) as ${table}`);
  const [row] = await core.asOwner<Record<string, number>>(`select ${counts.join(', ')}`);
  return { ...row };
}
