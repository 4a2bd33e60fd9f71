import type { Pool } from 'pg';
import { fingerprintOf, keysOf } from '../secrets/key-fingerprint.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { RefusalToStart } from './refusal-to-start.ts';

/** The key without which nobody is found by national number. */
const PURPOSE = 'national-number-hash';

/** Whether any process has worked on this database: its keys are then the only right ones. */
export async function hasKeys(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from core.key_fingerprint limit 1');
  return rowCount !== 0;
}

/**
 * Sees to it that all that work on a database have the same keys: two servers with different ones
 * would each register a holder whom the other does not recognise, and say nothing. The first one
 * leaves the fingerprints of its keys; whoever comes later must have these, and may have newer
 * ones.
 *
 * @throws RefusalToStart when this process has another key, or lacks one
 */
export async function agreeOnKeys(pool: Pool, keys: KeyRing, file: string): Promise<void> {
  const own = new Map(keysOf(keys, PURPOSE).map((key) => [key.id, fingerprintOf(key)]));
  // Before it is written too: keys that are refused leave nothing behind.
  refuseOthers(await readFingerprints(pool), { own, file });
  await pool.query(
    `insert into core.key_fingerprint (key_id, fingerprint)
     select * from unnest($1::int[], $2::text[]) on conflict do nothing`,
    [[...own.keys()], [...own.values()]],
  );
  // Of two first starts at once, one finds what the other wrote.
  refuseOthers(await readFingerprints(pool), { own, file });
}

async function readFingerprints(pool: Pool): Promise<Map<number, string>> {
  const { rows } = await pool.query<{ id: number; fingerprint: string }>(
    'select key_id as id, fingerprint from core.key_fingerprint order by key_id',
  );
  return new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
}

function refuseOthers(
  known: ReadonlyMap<number, string>,
  { own, file }: { own: ReadonlyMap<number, string>; file: string },
): void {
  for (const [id, fingerprint] of known) {
    const found = own.get(id);
    if (found === fingerprint) continue;
    const what = found === undefined ? `lacks key ${id}` : `has another key ${id}`;
    throw new RefusalToStart(
      `${file} ${what} of ${PURPOSE} than the database is worked on with: holders would not be ` +
        'found by national number. Copy keys.json from the other servers, or put it back from ' +
        'the backup of this database',
    );
  }
}
