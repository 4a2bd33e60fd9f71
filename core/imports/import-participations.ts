import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { accountOf } from '../billing/account-of.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import type { Core } from '../core.ts';
import { isUndone } from '../database/is-undone.ts';
import {
  type ActiveMunicipality,
  type Installation,
  organizerId,
  partyId,
} from '../municipalities/installation.ts';
import { pointsExpiry } from '../points/points-expiry.ts';
import type { ParticipationRow } from './check-participation-rows.ts';
import {
  decideParticipationSale,
  type KnownParticipation,
  type ParticipationSale,
  type ParticipationSeller,
} from './decide-participation.ts';
import type { ListedActivity } from './listed-names.ts';
import {
  countParticipation,
  noFigures,
  type ParticipationFigures,
} from './participation-figures.ts';
import { participationKey } from './participation-key.ts';

/** Rows in one transaction: enough to be fast, few enough that a desk hardly waits. */
const BATCH_ROWS = 1_000;
/** How often a batch is decided again when somebody changed one of its holders meanwhile. */
const MAX_ATTEMPTS = 5;

/** A row with the activity that it names. */
export interface ListedParticipation {
  readonly row: ParticipationRow;
  readonly activity: ListedActivity;
}

/** The right rows of a list, and for whom they are taken over. */
export interface ParticipationList {
  readonly installation: Installation;
  readonly municipality: ActiveMunicipality;
  /** Those that share the card. */
  readonly towns: readonly ActiveMunicipality[];
  readonly rows: readonly ListedParticipation[];
}

/** What became of the right rows. */
export interface ImportedParticipations {
  readonly outcomes: { readonly new: number; readonly unchanged: number };
  /** The rows whose number is that of nobody. */
  readonly unknownPasses: readonly ParticipationRow[];
  /** What the new rows came to. */
  readonly figures: ParticipationFigures;
}

/** What `core.write_participations` takes of a row. */
interface NewParticipation {
  readonly key: string;
  readonly checkInId: string;
  readonly passholderId: string;
  readonly version: number;
  readonly cardNumber: string;
  readonly eventId: string;
  /** ISO 8601. */
  readonly happenedAt: string;
  /** When its point can no longer be spent, ISO 8601; null for ever. */
  readonly expiresAt: string | null;
  readonly saleId: string | null;
  readonly priceCents: number;
  readonly paidCents: number | null;
}

/**
 * Takes over a list of participations, in batches that are each one transaction: after an
 * interruption the same list completes it, and once it is complete changes nothing. Each row is
 * remembered for ever by a key of its own, also when what it made was erased since.
 *
 * Every row of a known pass is a check-in of one point, whatever the card's status is now, without
 * opening times or limits; every row with a price is a sale by the organizer of the activity.
 */
export async function importParticipations(
  core: Core,
  list: ParticipationList,
  { dryRun, progress }: { readonly dryRun: boolean; progress(done: number): void },
): Promise<ImportedParticipations> {
  const outcomes = { new: 0, unchanged: 0 };
  const unknownPasses: ParticipationRow[] = [];
  const figures = noFigures();
  for (let at = 0; at < list.rows.length; at += BATCH_ROWS) {
    const batch = list.rows.slice(at, at + BATCH_ROWS);
    for (const decided of await importBatch(core, list, { batch, dryRun })) {
      if (decided.outcome === 'unknown-pass') unknownPasses.push(decided.row);
      else outcomes[decided.outcome] += 1;
      if (decided.outcome === 'new') countParticipation(figures, decided.organizer, decided.sale);
    }
    progress(at + batch.length);
  }
  return { outcomes, unknownPasses, figures };
}

type Decided =
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'unknown-pass'; readonly row: ParticipationRow }
  | {
      readonly outcome: 'new';
      readonly organizer: string;
      readonly taken: NewParticipation;
      readonly sale: ParticipationSale | null;
    };

interface Batch {
  readonly batch: readonly ListedParticipation[];
  readonly dryRun: boolean;
}

async function importBatch(
  core: Core,
  list: ParticipationList,
  { batch, dryRun }: Batch,
): Promise<Decided[]> {
  const client = await core.pool.connect();
  let isBroken = true;
  try {
    const decided = await (dryRun
      ? decideBatch(core, client, { list, batch })
      : writeBatchAgain(core, client, { list, batch }));
    isBroken = false;
    return decided;
  } finally {
    client.release(isBroken);
  }
}

interface BatchOf {
  readonly list: ParticipationList;
  readonly batch: readonly ListedParticipation[];
}

/**
 * A holder who changed meanwhile, or two who wait for each other: nothing was kept, so once more.
 */
async function writeBatchAgain(core: Core, client: PoolClient, of: BatchOf): Promise<Decided[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeBatch(core, client, of);
    } catch (error) {
      if (!isPassing(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** `holder-changed`, a deadlock, or a wait for a lock that was too long. */
function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  const isRefused = code === 'PK000' && message === 'holder-changed';
  return isUndone(error) && (isRefused || ['40P01', '55P03'].includes(code ?? ''));
}

async function writeBatch(core: Core, client: PoolClient, of: BatchOf): Promise<Decided[]> {
  const { cardSystemId } = of.list.municipality;
  await client.query('begin');
  try {
    const decided = await decideBatch(core, client, of);
    const added = decided.flatMap((one) => (one.outcome === 'new' ? [one] : []));
    if (added.length > 0) {
      const taken = added.map((one) => one.taken);
      const facts = added.flatMap(({ sale }): MoneyFactRow[] => (sale ? [sale.fact] : []));
      await client.query({
        name: 'imports.write-participations',
        text: 'select core.write_participations($1, $2, $3)',
        values: [cardSystemId, JSON.stringify(taken), JSON.stringify(facts)],
      });
    }
    await client.query('commit');
    return decided;
  } catch (error) {
    // A connection that broke is rolled back by the server: the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function decideBatch(core: Core, client: PoolClient, of: BatchOf): Promise<Decided[]> {
  const { list, batch } = of;
  const keys = batch.map(({ row }) => participationKey(core.keys, list.municipality.key, row));
  const asked = batch.map(({ row: { row, passNumber, day } }, at) => {
    return { row, key: keys[at], number: passNumber, day };
  });
  const { rows } = await client.query<{ known: string }>({
    name: 'imports.recognise-participations',
    text: 'select core.recognise_participations($1, $2) as known',
    values: [list.municipality.cardSystemId, JSON.stringify(asked)],
  });
  const known = JSON.parse(rows[0]?.known ?? '[]') as KnownParticipation[];
  const byRow = new Map(known.map((one) => [one.row, one]));
  return batch.map((listed, at) => {
    const found = byRow.get(listed.row.row);
    const key = keys[at];
    if (!found || key === undefined) throw new Error(`row ${listed.row.row} was not answered`);
    return decideRow(list, listed, { key, known: found });
  });
}

function decideRow(
  list: ParticipationList,
  { row, activity }: ListedParticipation,
  { key, known }: { key: string; known: KnownParticipation },
): Decided {
  if (known.isTaken) return { outcome: 'unchanged' };
  if (known.holder === null) return { outcome: 'unknown-pass', row };
  const { installation } = list;
  const { passholderId, version, cardNumber, municipalityId } = known.holder;
  const seller = sellerOf(list, activity);
  const about = { id: randomUUID(), row, known };
  const sale = row.priceCents === 0 ? null : decideParticipationSale(about, seller, installation);
  const taken = {
    key,
    checkInId: randomUUID(),
    passholderId,
    version,
    cardNumber,
    eventId: activity.id,
    happenedAt: new Date(row.happenedAt).toISOString(),
    expiresAt: pointsExpiry(list.towns, row.day)?.[municipalityId] ?? null,
    saleId: sale === null ? null : sale.fact.id,
    priceCents: row.priceCents,
    paidCents: sale?.paidCents ?? null,
  };
  const { key: organizer } = activity.organizer;
  return { outcome: 'new', organizer, taken, sale };
}

/** The money went the usual way of the organizer; one that no file names has its own account. */
function sellerOf(
  { installation, municipality }: ParticipationList,
  { organizer: { key } }: ListedActivity,
): ParticipationSeller {
  const ids = {
    organizerId: organizerId(municipality.key, key),
    partyId: partyId(municipality.key, key),
  };
  const account = Object.hasOwn(municipality.config.organizers, key)
    ? accountOf(installation, { municipality, organizer: key })
    : ({ owner: ids.partyId, means: 'card' } as const);
  return { municipality, ...ids, account };
}
