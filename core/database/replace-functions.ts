import { readFile, readdir } from 'node:fs/promises';

/** Asks the database something, in the transaction of the migration; answers the rows. */
export type AskInTransaction = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/**
 * Removes every function in the schema `core`, to be made anew by {@link makeFunctions} in the same
 * transaction. `create or replace` alone would refuse a function whose parameters have other names
 * or which returns another type, and leave behind what an older version had.
 *
 * @throws Error that names what leans on them: a table, view or index that holds a function of core
 * would keep it from being replaced
 */
export async function dropFunctions(ask: AskInTransaction): Promise<void> {
  const leaning = await ask(leaningOnFunctions);
  if (leaning.length > 0) {
    const list = leaning.map(({ what, on }) => `  ${String(what)} leans on ${String(on)}`);
    throw new Error(
      `functions of core are made anew by every migration, so nothing may lean on them:\n` +
        `${list.join('\n')}\nRemove it, or give it a function of its own in another schema`,
    );
  }
  const found = await ask(functionsOfCore);
  const names = found.map(({ name }) => String(name));
  // In one statement: they may lean on each other.
  if (names.length > 0) await ask(`drop routine ${names.join(', ')}`);
}

/** Makes the SQL functions of core, which live beside the use cases that call them. */
export async function makeFunctions(ask: AskInTransaction): Promise<void> {
  const core = new URL('../', import.meta.url);
  const files = (await readdir(core, { recursive: true }))
    .filter((file) => file.endsWith('.sql') && !file.startsWith('database/migrations/'))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, core), 'utf8')));
  await ask(texts.join('\n'));
}

const functionsOfCore = `
  select p.oid::regprocedure::text as name
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname = 'core' order by 1`;

/** Bodies in quotes are no dependence; policies, defaults, indexes, triggers and views are. */
const leaningOnFunctions = `
  select distinct pg_describe_object(d.classid, d.objid, d.objsubid) as what,
         p.oid::regprocedure::text as on
    from pg_depend d join pg_proc p on d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid
    join pg_namespace n on n.oid = p.pronamespace
   where n.nspname = 'core'
     and not (d.classid = 'pg_proc'::regclass and d.objid in (
       select own.oid from pg_proc own where own.pronamespace = n.oid))
   order by 1, 2`;
