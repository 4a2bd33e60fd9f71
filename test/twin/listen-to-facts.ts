import { setImmediate as nextTurn } from 'node:timers/promises';
import { Client } from 'pg';

interface Test {
  teardown(close: () => Promise<void>): unknown;
}

/** Listens to what is announced of facts, as a worker or a partner would. */
export async function listenToFacts(
  t: Test,
  databaseUrl: string,
): Promise<{ hear(): Promise<string[]> }> {
  const listener = new Client({ connectionString: databaseUrl });
  await listener.connect();
  t.teardown(() => listener.end());
  const heard: string[] = [];
  listener.on('notification', ({ payload = '' }) => heard.push(payload));
  await listener.query('listen pasklaar_facts');
  return {
    async hear() {
      // PostgreSQL sends what was announced before the answer to the next question.
      await listener.query('select 1');
      await nextTurn();
      return heard.splice(0);
    },
  };
}
