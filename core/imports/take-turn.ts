import assert from 'node:assert/strict';
import type { Core } from '../core.ts';

/**
 * Does something while nobody else, in any process, does what has the same name: the second one
 * waits.
 *
 * @param name what is done, and for whom
 */
export async function takeTurn<Result>(
  core: Core,
  name: string,
  act: () => Promise<Result>,
): Promise<Result> {
  // The turn is kept on a connection of its own: with only one, what is done would wait for itself.
  assert((core.pool.options.max ?? 0) > 1, 'taking turns needs a pool of two connections');
  const client = await core.pool.connect();
  let isBroken = true;
  try {
    // Whose turn it is may be busy for long, unlike what a desk waits for.
    await client.query('set lock_timeout = 0');
    await client.query('select pg_advisory_lock(7274529, hashtext($1))', [name]);
    await client.query('reset lock_timeout');
    const result = await act();
    await client.query('select pg_advisory_unlock(7274529, hashtext($1))', [name]);
    isBroken = false;
    return result;
  } finally {
    // The lock lives as long as the connection: closing it gives the turn away in any case.
    client.release(isBroken);
  }
}
