import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Core } from '../core.ts';
import { refusalOf } from '../database/refusal.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import { nationalNumberHashes } from '../persons/national-number-hash.ts';
import { personRecord } from '../persons/person-record.ts';
import { residenceAt } from '../persons/residence-at.ts';
import { FIRST_STATUS_DAY } from '../tariffs/social-status.ts';
import type { HolderRow } from './check-holder-rows.ts';
import type { HolderRowKind } from './holder-cells.ts';
import type { HolderKey } from './holder-columns.ts';
import {
  decideHolder,
  type HolderDecision,
  type HolderToWrite,
  type KnownHolder,
  type ListedHolder,
} from './holder-rules.ts';
import { wrongCell, type WrongRow } from './wrong-cell.ts';

/** Rows in one transaction: enough to be fast, few enough that a desk hardly waits. */
const BATCH_ROWS = 500;
/** How often a batch is decided again when another card system took a number meanwhile. */
const MAX_ATTEMPTS = 3;

/** The right rows of a list, and for whom they are taken over. */
export interface HolderList {
  readonly installation: Installation;
  readonly municipality: ActiveMunicipality;
  readonly rows: readonly HolderRow[];
  /** The title that the list has for each column. */
  readonly titles: Readonly<Record<HolderKey, string>>;
}

/** How an import runs. */
export interface ImportOptions {
  /** Says what would happen, and writes nothing. */
  readonly dryRun: boolean;
  /** Called with the number of rows that are done. */
  progress(done: number): void;
}

/** What became of the right rows. */
export interface ImportedHolders {
  readonly outcomes: Readonly<Record<'new' | 'changed' | 'unchanged', number>>;
  /** Right by themselves, but not with what is stored. */
  readonly wrong: readonly WrongRow<HolderRowKind>[];
}

/**
 * Takes over a list of pass holders, in batches that are each one transaction: after an
 * interruption the same list completes it, and once it is complete changes nothing. Two imports at
 * once, or an import and the desks, wait for each other batch by batch.
 *
 * A new holder gets a card (active, or blocked where the list says so), an account without points,
 * a residence by postal code and, where the list says so, the social tariff from
 * {@link FIRST_STATUS_DAY} on: before the first tap of any pass, the list was already the truth
 * (docs/imports.md). What a desk decides later starts later, and goes before it.
 */
export async function importHolders(
  core: Core,
  list: HolderList,
  { dryRun, progress }: ImportOptions,
): Promise<ImportedHolders> {
  const outcomes = { new: 0, changed: 0, unchanged: 0 };
  const wrong: WrongRow<HolderRowKind>[] = [];
  for (let at = 0; at < list.rows.length; at += BATCH_ROWS) {
    const batch = list.rows.slice(at, at + BATCH_ROWS);
    const listed = batch.map((row) => listHolder(core, row));
    const decisions = await importBatch(core, list, { listed, dryRun });
    for (const [index, decision] of decisions.entries()) {
      const row = batch[index];
      if (decision.outcome !== 'wrong') outcomes[decision.outcome] += 1;
      else if (row) wrong.push(wrongRowOf(row, decision, list.titles));
    }
    progress(at + batch.length);
  }
  return { outcomes, wrong };
}

function listHolder(core: Core, row: HolderRow): ListedHolder {
  const { nationalNumber } = row;
  return {
    row,
    person: personRecord(core.keys, randomUUID(), row),
    passholderId: randomUUID(),
    hashes: nationalNumber === null ? [] : nationalNumberHashes(core.keys, nationalNumber),
  };
}

interface Batch {
  readonly listed: readonly ListedHolder[];
  readonly dryRun: boolean;
}

async function importBatch(core: Core, list: HolderList, batch: Batch): Promise<HolderDecision[]> {
  const client = await core.pool.connect();
  try {
    if (batch.dryRun) return await decideBatch(client, list, batch.listed);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await writeBatch(core, client, { list, listed: batch.listed });
      } catch (error) {
        const isTaken = refusalOf(error)?.name === 'pass-number-taken';
        if (!isTaken || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  } finally {
    client.release();
  }
}

async function writeBatch(
  core: Core,
  client: PoolClient,
  { list, listed }: { list: HolderList; listed: readonly ListedHolder[] },
): Promise<HolderDecision[]> {
  const { cardSystemId, id: municipalityId } = list.municipality;
  await client.query('begin');
  try {
    await client.query('select core.lock_numbers($1)', [cardSystemId]);
    const decisions = await decideBatch(client, list, listed);
    const holders = decisions.flatMap((decision): HolderToWrite[] =>
      'holder' in decision ? [decision.holder] : [],
    );
    if (holders.length > 0) {
      const moment = new Date(core.now()).toISOString();
      await client.query({
        name: 'imports.write-holders',
        text: 'select core.write_holders($1, $2, $3, $4, $5)',
        values: [cardSystemId, municipalityId, FIRST_STATUS_DAY, moment, JSON.stringify(holders)],
      });
    }
    await client.query('commit');
    return decisions;
  } catch (error) {
    // A connection that broke is rolled back by the server: the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function decideBatch(
  client: PoolClient,
  { installation, municipality }: HolderList,
  listed: readonly ListedHolder[],
): Promise<HolderDecision[]> {
  const { cardSystemId } = municipality;
  const rows = listed.map(({ row, hashes }) => {
    return { row: row.row, number: row.passNumber, chip: row.chipNumber, hashes };
  });
  const answer = await client.query<{ known: string }>({
    name: 'imports.recognise-holders',
    text: 'select core.recognise_holders($1, $2, $3) as known',
    values: [cardSystemId, FIRST_STATUS_DAY, JSON.stringify(rows)],
  });
  const known = JSON.parse(answer.rows[0]?.known ?? '[]') as KnownHolder[];
  const byRow = new Map(known.map((holder) => [holder.row, holder]));
  const residenceOf = (postalCode: string | null): string | null =>
    residenceAt(installation, cardSystemId, postalCode)?.id ?? null;
  return listed.map((holder) => {
    const found = byRow.get(holder.row.row);
    if (!found) throw new Error(`row ${holder.row.row} was asked for and not answered`);
    return decideHolder(holder, found, residenceOf);
  });
}

function wrongRowOf(
  holder: HolderRow,
  { kind, key, reason }: Extract<HolderDecision, { outcome: 'wrong' }>,
  titles: HolderList['titles'],
): WrongRow<HolderRowKind> {
  const { row } = holder;
  const value = key === 'status' ? '' : String(holder[key] ?? '');
  return { row, kind, cells: [wrongCell({ row, key, column: titles[key], value }, reason)] };
}
