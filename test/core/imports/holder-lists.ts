import { readFileSync } from 'node:fs';
import { checkHolderRows, type HolderRow } from '../../../core/imports/check-holder-rows.ts';
import { HOLDER_COLUMNS } from '../../../core/imports/holder-columns.ts';
import { importHolders, type ImportedHolders } from '../../../core/imports/import-holders.ts';
import { readTable } from '../../../core/imports/read-table.ts';
import type { ActiveMunicipality } from '../../../core/municipalities/installation.ts';
import { openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const installation = testInstallation();
const FIXTURE = readFileSync(new URL('../../fixtures/pashouders-klein.csv', import.meta.url));
const { titles } = readTable(FIXTURE, { columns: HOLDER_COLUMNS });

/** The right rows of a list, as of 20 November 2026. */
export function goodRows(bytes: Uint8Array): HolderRow[] {
  const table = readTable(bytes, { columns: HOLDER_COLUMNS });
  return [...checkHolderRows(table, { today: '2026-11-20' }).good];
}

/** The right rows of the small list. */
export const fixtureRows = goodRows(FIXTURE);

/** The first row of the small list (Koen, not blocked, without social tariff) with other values. */
export function row(changes: Partial<HolderRow> = {}): HolderRow {
  const [first] = fixtureRows;
  if (!first) throw new Error('the fixture has no rows');
  return { ...first, ...changes };
}

/** A municipality of the tests. */
export function town(key: string): ActiveMunicipality {
  const municipality = installation.byKey(key);
  if (!municipality) throw new Error(`no ${key}`);
  return municipality;
}

/** The tables in which every holder has one row. */
export const HOLDER_TABLES = ['person', 'passholder', 'card', 'points_account'] as const;

/** A database to take lists over into. */
export interface ListDatabase {
  readonly core: TestCore;
  /** Every test starts without persons, cards and facts. */
  forget(): Promise<void>;
  /** Takes a list over in Lier. */
  take(
    rows: readonly HolderRow[],
    options?: { dryRun?: boolean; progress?: (done: number) => void },
  ): Promise<ImportedHolders>;
  countRows(): Promise<Record<string, number>>;
  /** All that is stored of every holder, by pass number. */
  dump(): Promise<unknown[]>;
}

/** Opens a database for one test file. */
export async function openLists(t: Parameters<typeof openTestCore>[0]): Promise<ListDatabase> {
  const core = await openTestCore(t, installation);
  return {
    core,
    async forget() {
      await core.asOwner(
        'truncate core.person, core.passholder, core.card, core.card_directory, core.outbox ' +
          'cascade',
      );
    },
    async take(rows, { dryRun = false, progress = () => {} } = {}) {
      const list = { installation, municipality: town('lier'), rows, titles };
      return importHolders(core, list, { dryRun, progress });
    },
    async countRows() {
      const tables = [...HOLDER_TABLES, 'card_directory', 'social_status', 'outbox'];
      const counts = tables.map((name) => `(select count(*)::int from core.${name}) as ${name}`);
      const [counted] = await core.asOwner<Record<string, number>>(`select ${counts.join(', ')}`);
      return counted ?? {};
    },
    dump: () => core.asOwner(DUMP),
  };
}

const DUMP = `
  select c.number, c.chip_number, c.status, h.version, h.residence_id, p.*, a.balance,
         (select json_agg(json_build_object('s', s.status, 'f', s.effective_from, 'e', s.end_date)
                          order by s.recorded_at)
            from core.social_status s where s.passholder_id = h.id) as social
    from core.card c
    join core.passholder h on h.id = c.passholder_id
    join core.person p on p.id = h.person_id
    join core.points_account a on a.passholder_id = h.id
   order by c.number`;
