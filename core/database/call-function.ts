import type { Pool } from 'pg';
import { askPool } from './ask-pool.ts';

/** A function of the database, with its schema: `core.check_in`. */
export type FunctionName = `${string}.${string}`;

/**
 * Calls a function of the database in one round trip, as a prepared statement of its own name.
 *
 * @param values as they are passed: an object or array goes as its JSON, by `JSON.stringify`
 * @returns what it answers as the driver reads it: text as a string, an int as a number, null
 * @throws the error of the driver; core/database/refusal.ts reads what was refused
 */
export async function callFunction<Answer = void>(
  pool: Pool,
  name: FunctionName,
  values: readonly unknown[],
): Promise<Answer> {
  const text = statementOf(name, values.length);
  const [row] = await askPool<{ answer: Answer }>(pool, { name, text, values: [...values] });
  if (row === undefined) throw new Error(`${name} answers no row`);
  return row.answer;
}

/**
 * Calls a function that answers the text of JSON, and reads that.
 *
 * @returns null where the function answers null
 * @throws as {@link callFunction}
 */
export async function callForJson<Answer>(
  pool: Pool,
  name: FunctionName,
  values: readonly unknown[],
): Promise<Answer> {
  const text = await callFunction<string | null>(pool, name, values);
  return JSON.parse(text ?? 'null') as Answer;
}

const statements = new Map<FunctionName, string>();

/** Made once for each function, whose calls all pass as many values. */
function statementOf(name: FunctionName, count: number): string {
  const known = statements.get(name);
  if (known !== undefined) return known;
  const places = Array.from({ length: count }, (_, index) => `$${index + 1}`);
  const text = `select ${name}(${places.join(', ')}) as answer`;
  statements.set(name, text);
  return text;
}
