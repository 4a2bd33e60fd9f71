import type { PoolClient } from 'pg';
import type { Core } from '../core.ts';
import { TENANT_VARIABLE } from '../contract/table.ts';
import { HOLDER_LAWS } from './holder-laws.ts';
import { type Law, proofOf } from './law.ts';
import { MONEY_LAWS } from './money-laws.ts';
import { POINTS_LAWS } from './points-laws.ts';

/** All that `npx pasklaar verify` proves. */
export const LAWS: readonly Law[] = [...MONEY_LAWS, ...HOLDER_LAWS, ...POINTS_LAWS];

/** What came of one law in one card system. */
export interface VerifiedLaw {
  readonly cardSystemId: number;
  readonly law: string;
  /** How many rows it holds for. */
  readonly checked: number;
  /** How many violations there are. */
  readonly wrong: number;
  /** One of them, always the same: `fact <id>`. Null when there is none. */
  readonly first: string | null;
}

/**
 * Proves from the facts that the books are right: each law in each card system, one statement each.
 * Changes nothing, and sees each card system as of one moment, while others go on working.
 *
 * @param onVerified called as each law is done
 */
export async function verifyInstallation(
  core: Pick<Core, 'pool'>,
  onVerified: (verified: VerifiedLaw) => void = () => {},
): Promise<VerifiedLaw[]> {
  const client = await core.pool.connect();
  try {
    const { rows } = await client.query<{ id: number }>(
      'select id from core.card_system order by id',
    );
    const all: VerifiedLaw[] = [];
    for (const { id } of rows) all.push(...(await verifyCardSystem(client, id, onVerified)));
    return all;
  } finally {
    client.release();
  }
}

/** `all 19 laws hold in 2 card systems`, or how many of them do not. */
export function concludeProofs(verified: readonly VerifiedLaw[]): string {
  const laws = new Set(verified.map(({ law }) => law)).size;
  const broken = new Set(verified.filter(({ wrong }) => wrong > 0).map(({ law }) => law)).size;
  const systems = new Set(verified.map(({ cardSystemId }) => cardSystemId)).size;
  const where = `in ${systems} card ${systems === 1 ? 'system' : 'systems'}`;
  return broken === 0
    ? `all ${laws} laws hold ${where}`
    : `${broken} of ${laws} laws ${broken === 1 ? 'is' : 'are'} broken ${where}`;
}

async function verifyCardSystem(
  client: PoolClient,
  cardSystemId: number,
  onVerified: (verified: VerifiedLaw) => void,
): Promise<VerifiedLaw[]> {
  await client.query('begin isolation level repeatable read read only');
  try {
    // A proof over millions of rows takes longer than any request may.
    await client.query('set local statement_timeout = 0');
    await client.query('select set_config($1, $2, true)', [TENANT_VARIABLE, `${cardSystemId}`]);
    const verified: VerifiedLaw[] = [];
    for (const law of LAWS) {
      const { rows } = await client.query<Proof>(proofOf(law), [cardSystemId]);
      const { checked, wrong, first } = rows[0] ?? { checked: 0, wrong: 0, first: null };
      const counts = { checked: Number(checked), wrong: Number(wrong) };
      const one = { cardSystemId, law: law.name, ...counts, first };
      verified.push(one);
      onVerified(one);
    }
    return verified;
  } finally {
    await client.query('rollback');
  }
}

interface Proof {
  readonly checked: string | number;
  readonly wrong: string | number;
  readonly first: string | null;
}
