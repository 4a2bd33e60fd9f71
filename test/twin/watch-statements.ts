import type { Pool, PoolClient } from 'pg';
import { maskStatement } from './mask.ts';

/** What the app asks of its database. */
export interface StatementWatch {
  /** The statements since the last time that it was asked, without their values. */
  look(): string[];
}

/**
 * Listens on every connection of a pool: one more question for one of two holders takes time, which
 * can be measured from outside.
 */
export function watchStatements(pool: Pool): StatementWatch {
  const heard: string[] = [];
  const known = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    const ask = client.query.bind(client) as (...question: unknown[]) => unknown;
    const listening = (...question: unknown[]): unknown => {
      heard.push(nameOf(question[0]));
      return ask(...question);
    };
    client.query = listening as typeof client.query;
  });
  return { look: () => heard.splice(0) };
}

function nameOf(question: unknown): string {
  if (typeof question === 'string') return maskStatement(question);
  const { name, text = 'unknown' } = question as { name?: string; text?: string };
  return name ?? maskStatement(text);
}
