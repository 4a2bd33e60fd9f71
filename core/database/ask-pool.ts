import type { Pool, QueryConfig, QueryResultRow } from 'pg';

/**
 * Asks something on a connection of the pool, in one round trip.
 *
 * A statement that PostgreSQL refuses leaves its connection as good as it was. `pool.query` would
 * throw it away, and a desk that taps a card twice would pay for a new one: for its place in the
 * server, its password, the catalogue, and every function that has to be compiled again.
 *
 * @throws the error of the driver
 */
export async function askPool<Row extends QueryResultRow>(
  pool: Pool,
  query: QueryConfig,
): Promise<Row[]> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    const { rows } = await client.query<Row>(query);
    return rows;
  } catch (error) {
    if (!isOfStatement(error)) broken = error;
    throw error;
  } finally {
    client.release(broken !== undefined);
  }
}

/**
 * Errors of the connection, of an operator who ends it, and of a server that can do no more.
 * Source: https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const OF_MORE_THAN_A_STATEMENT = /^(?:08|53|57P|58|XX)/;

function isOfStatement(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  const isSqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return isSqlState && !OF_MORE_THAN_A_STATEMENT.test(code);
}
