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

/**
 * How many laws hold, and of how many nothing can be said because there is no row yet.
 *
 * @example '17 laws hold in 2 card systems; 2 laws had nothing to check'
 */
export function concludeProofs(verified: readonly VerifiedLaw[]): string {
  const countLaws = (some: readonly VerifiedLaw[]): number =>
    new Set(some.map(({ law }) => law)).size;
  const laws = countLaws(verified);
  const proved = countLaws(verified.filter(({ checked }) => checked > 0));
  const broken = countLaws(verified.filter(({ wrong }) => wrong > 0));
  const systems = new Set(verified.map(({ cardSystemId }) => cardSystemId)).size;
  const where = `in ${systems} card ${systems === 1 ? 'system' : 'systems'}`;
  const idle = proved === laws ? '' : `; ${nameLaws(laws - proved)} had nothing to check`;
  if (broken > 0) {
    return `${broken} of ${nameLaws(laws)} ${broken === 1 ? 'is' : 'are'} broken ${where}${idle}`;
  }
  if (proved === 0) return `nothing is proved ${where}${idle}`;
  const all = proved === laws && laws > 1 ? 'all ' : '';
  return `${all}${nameLaws(proved)} ${proved === 1 ? 'holds' : 'hold'} ${where}${idle}`;
}

function nameLaws(count: number): string {
  return `${count} ${count === 1 ? 'law' : 'laws'}`;
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
