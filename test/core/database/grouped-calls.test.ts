import { setImmediate } from 'node:timers/promises';
import t from 'tap';
import { GroupedCalls } from '../../../core/database/grouped-calls.ts';
import { isUndone } from '../../../core/database/is-undone.ts';

/** Until everything that is due in this turn of the event loop is done. */
const turn = (): Promise<void> => setImmediate();

/** A database that answers twice the number, when the test lets it. */
function doubling(
  options: { maxSize?: number; fails?: (asked: readonly number[]) => Error | undefined } = {},
) {
  const { maxSize = 32, fails = () => undefined } = options;
  const statements: (readonly number[])[] = [];
  const held: (() => void)[] = [];
  const ask = async (asked: readonly number[]): Promise<number[]> => {
    statements.push(asked);
    await new Promise<void>((resolve) => {
      held.push(resolve);
    });
    const failure = fails(asked);
    if (failure !== undefined) throw failure;
    return asked.map((number) => number * 2);
  };
  const calls = new GroupedCalls(ask, maxSize);
  /** Lets the statements in flight answer, until none is left. */
  const answerAll = async (): Promise<void> => {
    await turn();
    while (held.length > 0) {
      for (const answer of held.splice(0)) answer();
      // In the first it is heard, in the second the next statement goes.
      await turn();
      await turn();
    }
  };
  return { calls, statements, answerAll };
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });
const outcomeOf = (promise: Promise<number>): Promise<number | string> =>
  promise.catch((error: Error) => error.message);

t.test('what comes in one turn goes at once, and what comes meanwhile goes together', async (t) => {
  const { calls, statements, answerAll } = doubling();

  const first = [1, 2].map((number) => calls.call(number));
  await turn();
  t.strictSame(statements, [[1, 2]], 'nobody waits for who is yet to come');
  const meanwhile = [3, 4].map((number) => calls.call(number));
  await turn();
  t.equal(statements.length, 1, 'one statement is in flight');
  await answerAll();

  t.strictSame(await Promise.all([...first, ...meanwhile]), [2, 4, 6, 8]);
  t.strictSame(statements, [
    [1, 2],
    [3, 4],
  ]);
  const late = calls.call(5);
  await answerAll();
  t.equal(await late, 10, 'and it goes on after a rest');
});

t.test('a group is never larger than it may be', async (t) => {
  const { calls, statements, answerAll } = doubling({ maxSize: 2 });

  const answers = [1, 2, 3, 4].map((number) => calls.call(number));
  await answerAll();

  t.strictSame(await Promise.all(answers), [2, 4, 6, 8]);
  t.strictSame(statements, [
    [1, 2],
    [3, 4],
  ]);
});

t.test('a group that was refused is asked anew one by one: only the wrong one fails', async (t) => {
  const fails = (asked: readonly number[]) => (asked.includes(3) ? failure('22003') : undefined);
  const { calls, statements, answerAll } = doubling({ fails });

  const outcomes = [1, 2, 3, 4].map((number) => outcomeOf(calls.call(number)));
  await answerAll();

  t.strictSame(await Promise.all(outcomes), [2, 4, '22003', 8]);
  t.strictSame(statements, [[1, 2, 3, 4], [1], [2], [3], [4]]);
});

t.test('a group whose connection broke is not asked again: it may have been done', async (t) => {
  const fails = (asked: readonly number[]) => (asked.length > 1 ? failure('57P01') : undefined);
  const { calls, statements, answerAll } = doubling({ fails });

  const outcomes = [1, 2, 3].map((number) => outcomeOf(calls.call(number)));
  await answerAll();

  t.strictSame(await Promise.all(outcomes), ['57P01', '57P01', '57P01']);
  t.strictSame(statements, [[1, 2, 3]]);
});

t.test(
  'a group that is not answered one by one is told so, and nobody waits for ever',
  async (t) => {
    for (const answers of [[2], null]) {
      const calls = new GroupedCalls<number, number>(async () => answers as number[], 32);

      const outcomes = await Promise.all([1, 2].map((number) => outcomeOf(calls.call(number))));

      t.strictSame(new Set(outcomes).size, 1);
      t.match(outcomes[0], answers ? 'asked 2 together, and 1 were answered' : /null/);
    }
  },
);

t.test('only what PostgreSQL itself refused is surely undone', async (t) => {
  for (const code of ['PK000', '55P03', '40P01', '40001', '23505', '57014']) {
    t.ok(isUndone(failure(code)), code);
  }
  for (const code of ['57P01', '57P02', '08006', '40003', 'ECONNRESET', 'EPIPE']) {
    t.notOk(isUndone(failure(code)), code);
  }
  t.notOk(isUndone(new Error('Connection terminated unexpectedly')));
});

t.test('the next group is on its way before the last is told what came of it', async (t) => {
  const { calls, statements, answerAll } = doubling({ maxSize: 1 });
  const askedWhenTold: number[] = [];
  const answers = [1, 2, 3].map(async (number) => {
    await calls.call(number);
    askedWhenTold.push(statements.length);
  });

  await answerAll();
  await Promise.all(answers);

  t.strictSame(askedWhenTold, [2, 3, 3]);
});
