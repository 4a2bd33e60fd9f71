import { randomUUID } from 'node:crypto';
import { type MoneyFact, HOLDER } from '../../../core/billing/money-fact.ts';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import { readMoneyFact } from '../../../core/billing/read-money-fact.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { tenantManager } from '../../../core/database/orm.ts';
import type { CommandKey } from '../../../core/http/idempotency.ts';
import { checkRights } from '../../../core/rights/check-rights.ts';
import { showRights } from '../../../core/rights/show-rights.ts';
import { issueRole, type RoleOrder } from '../../../core/roles/issue-role.ts';
import { addHolder, type TestCore, type TestHolder } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';

/** A command that its client can send again. */
export const newCommand = (): CommandKey => ({ key: randomUUID(), hash: 'as it was asked' });

let numbered = 1_000_000_000_000;

/** Adds a pass holder with a card of a new number. */
export async function addSomebody(
  core: TestCore,
  holder: Partial<TestHolder> = {},
): Promise<{ passholderId: string; number: string }> {
  numbered += 1;
  const number = String(numbered);
  const { passholderId } = await addHolder(core, { number, ...holder });
  return { passholderId, number };
}

/** Sells a role at the desk of an organizer of Lier. */
export function sellAt(
  core: TestCore,
  organizer: string,
  order: Omit<RoleOrder, 'command'> & { command?: CommandKey },
) {
  return issueRole(core, testCaller(core, organizer), { command: newCommand(), ...order });
}

/** The id of the line that an organizer of Lier sees first of a card: a till uses it by that. */
export async function lineAt(core: TestCore, organizer: string, card: string): Promise<string> {
  const desk = testCaller(core, organizer);
  const question = { card, eventId: null, place: null, at: core.now() };
  const [line] = showRights(desk, (await checkRights(core, desk, question)).rights);
  if (!line) throw new Error(`${organizer} sees nothing of ${card}`);
  return line.roleId;
}

/** The name and the details of the problem that something ends in. */
export async function problemOf(
  work: Promise<unknown>,
): Promise<{ problem: string; [detail: string]: unknown }> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { problem: error.definition.name, ...error.details };
  }
  return { problem: 'none' };
}

/**
 * The facts of a holder in the order they were written, as the table of the vectors writes them.
 */
export async function factsOf(core: TestCore, passholderId: string) {
  const em = tenantManager(core.orm, 1);
  const facts = await core.asOwner<{ id: string; kind: string; source: string }>(
    `select id, kind, source from core.money_fact where passholder_id = $1
      order by recorded_at, kind`,
    [passholderId],
  );
  return Promise.all(
    facts.map(async ({ id, kind, source }) => {
      const stored = await readMoneyFact(em, 1, id);
      if (!stored) throw new Error(`no fact ${id}`);
      return { kind, source, ...written(core, stored.fact), laws: violatedLaws(stored.fact) };
    }),
  );
}

function written(core: TestCore, fact: MoneyFact) {
  const nameOf = (party: string): string =>
    party === HOLDER ? party : (core.installation().party(party)?.key ?? party);
  return {
    entries: fact.entries
      .map(({ debtor, creditor, cents, kind }) => {
        return `${nameOf(debtor)}>${nameOf(creditor)} ${cents} ${kind}`;
      })
      .sort(),
    shares: Object.fromEntries(fact.shares.map(({ party, cents }) => [nameOf(party), cents])),
    payments: fact.payments.map(({ payer, accountOwner, means, cents }) => {
      return `${nameOf(payer)}>${nameOf(accountOwner)} ${cents} ${means}`;
    }),
  };
}

/** How many rows each table of core holds. */
export async function countRows(core: TestCore): Promise<Record<string, number>> {
  const tables = await core.asOwner<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'core' and c.relkind = 'r' order by relname`,
  );
  const counts = await core.asOwner<{ name: string; count: string }>(
    tables
      .map(({ name }) => `select '${name}' as name, count(*) from core.${name}`)
      .join(' union all '),
  );
  return Object.fromEntries(counts.map(({ name, count }) => [name, Number(count)]));
}
