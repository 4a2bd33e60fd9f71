import { Client } from 'pg';

/** How many rows each table has more than before, and how many were written, changed ones too. */
export type WrittenRows = Readonly<Record<string, string>>;

/** Looks at every table of the database, of whatever schema. */
export interface RowWatch {
  /** What was written since the last time that it was asked; tables that stayed are left out. */
  look(): Promise<WrittenRows>;
}

interface CountRow {
  readonly name: string;
  readonly count: number;
  readonly written: number;
  readonly mark: string;
}

interface Test {
  teardown(close: () => Promise<void>): unknown;
}

/**
 * Watches as the owner, who sees every row. A row was written when its transaction began after the
 * last look: nothing else may work in the database meanwhile.
 */
export async function watchRows(t: Test, ownerUrl: string): Promise<RowWatch> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  // It is asked hundreds of times: planned once, and not worth any helper.
  await owner.query('set plan_cache_mode = force_generic_plan');
  await owner.query('set max_parallel_workers_per_gather = 0');
  t.teardown(() => owner.end());
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  );
  const statement = tables.rows
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*)::int, ${MARK} as mark,
                (count(*) filter (where xmin::text::bigint >= $1::bigint))::int as written
           from ${name}`,
    )
    .join(' union all ');

  let mark = '0';
  const counts = new Map<string, number>();
  const look = async (): Promise<WrittenRows> => {
    const { rows } = await owner.query<CountRow>({ name: 'look', text: statement, values: [mark] });
    const changed = rows.flatMap(({ name, count, written }) => {
      const more = count - (counts.get(name) ?? 0);
      counts.set(name, count);
      return more === 0 && written === 0 ? [] : [[name, `${more} more, ${written} written`]];
    });
    mark = rows[0]?.mark ?? mark;
    return Object.fromEntries(changed) as WrittenRows;
  };
  await look();
  return { look };
}

/** The next transaction, as rows name the one that wrote them. */
const MARK = '(pg_snapshot_xmax(pg_current_snapshot())::text::bigint % 4294967296)::text';
