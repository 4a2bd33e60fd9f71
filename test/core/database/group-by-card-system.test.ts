import type { Pool } from 'pg';
import t from 'tap';
import { groupByCardSystem } from '../../../core/database/group-by-card-system.ts';

t.test('one statement asks one pool for one card system, however they come in', async (t) => {
  const [lier, mol] = [{}, {}] as [Pool, Pool];
  const statements: { pool: Pool; cardSystemId: number; asked: readonly string[] }[] = [];
  const ask = groupByCardSystem<string, string>(async (pool, cardSystemId, asked) => {
    statements.push({ pool, cardSystemId, asked });
    return asked.map((card) => `${card} of ${cardSystemId}`);
  });

  const answers = await Promise.all([
    ask(lier, 1, 'a'),
    ask(lier, 2, 'b'),
    ask(mol, 1, 'c'),
    ask(lier, 1, 'd'),
    ask(lier, 2, 'e'),
  ]);

  t.strictSame(answers, ['a of 1', 'b of 2', 'c of 1', 'd of 1', 'e of 2']);
  t.strictSame(
    statements.map(({ cardSystemId, asked }) => [cardSystemId, asked]),
    [
      [1, ['a', 'd']],
      [2, ['b', 'e']],
      [1, ['c']],
    ],
  );
  t.equal(statements[2]?.pool, mol);
});
