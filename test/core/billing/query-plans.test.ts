import type { Pool, PoolClient } from 'pg';
import t from 'tap';
import { departmentSums } from '../../../core/billing/department-sums.ts';
import { listEntries } from '../../../core/billing/list-entries.ts';
import { lookBehindEntry } from '../../../core/billing/look-behind-entry.ts';
import { tenantManager } from '../../../core/database/orm.ts';
import { cancelSale } from '../../../core/tariffs/cancel-sale.ts';
import { listTariffs } from '../../../core/tariffs/list-tariffs.ts';
import { listTicketSales } from '../../../core/tariffs/list-ticket-sales.ts';
import { addHolder, openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addEvent, newKey, orderOf, sell } from '../tariffs/ticket-desk.ts';

/** A test table is a page: without this PostgreSQL would rather read it whole. */
const WHERE_AN_INDEX_CAN = 'set local enable_seqscan = off';

/** The queries that the ORM makes of what is done, with their parameters. */
async function queriesOf(
  core: TestCore,
  run: () => Promise<unknown>,
): Promise<{ query: string; params: readonly unknown[] }[]> {
  const queries: { query: string; params: readonly unknown[] }[] = [];
  const logger = core.orm.config.getLogger();
  logger.setDebugMode(['query']);
  logger.logQuery = ({ query, params = [] }) => queries.push({ query: query ?? '', params });
  await run();
  logger.setDebugMode(false);
  return queries.filter(
    ({ query }) => /^\s*(?:select|with)\b/i.test(query) && !query.includes('set_config'),
  );
}

/** The plans of those queries, as the app's role with its policies. */
async function plansOf(core: TestCore, run: () => Promise<unknown>): Promise<string[]> {
  const queries = await queriesOf(core, run);
  return tenantManager(core.orm, 1).transactional(async (em) => {
    await em.execute(WHERE_AN_INDEX_CAN);
    const plans: string[] = [];
    for (const { query, params } of queries) {
      const lines = await em.execute<{ 'QUERY PLAN': string }[]>(`explain ${query}`, [...params]);
      plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
    }
    return plans;
  });
}

/** The tables of which many rows are read while something is done on one connection. */
async function muchRead(
  core: TestCore,
  run: (onOneConnection: TestCore) => Promise<unknown>,
): Promise<string[]> {
  const client: PoolClient = await core.pool.connect();
  try {
    // What this connection did before is counted apart.
    await client.query('select pg_stat_force_next_flush()');
    await client.query('begin');
    await client.query(WHERE_AN_INDEX_CAN);
    const again = { query: client.query.bind(client), release: () => {} };
    await run({ ...core, pool: { connect: async () => again } as unknown as Pool });
    const { rows } = await client.query<{ table: string }>(
      `select relname as table from pg_stat_xact_user_tables
        where schemaname = 'core' and seq_tup_read + idx_tup_fetch > $1 order by 1`,
      [MANY / 2],
    );
    return rows.map(({ table }) => table);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** More rows than any sale needs of one table. */
const MANY = 400;

/** Many cards, events and sales of the same card system, none of which matter. */
async function addOthers(core: TestCore): Promise<void> {
  const ids = `select gen_random_uuid() as id, n from generate_series(1, ${MANY}) n`;
  await core.asOwner(`
    insert into core.card (card_system_id, id, number, status)
    select 1, id, 'OTHER' || n, 'LOCAL_STOCK' from (${ids}) o;
    insert into core.event (card_system_id, id, organizer_id, title, regular_price_cents, calendar)
    select 1, o.id, e.organizer_id, 'Andere', 0, e.calendar from (${ids}) o, core.event e;
    insert into core.money_fact (card_system_id, id, kind, municipality_id, price_cents, earner_id,
      passholder_id, source, config_version_id, happened_at)
    select 1, o.id, f.kind, f.municipality_id, 0, f.earner_id, f.passholder_id, f.source,
           f.config_version_id, f.happened_at
      from (${ids}) o, core.money_fact f;
    insert into core.ticket_sale (card_system_id, id, passholder_id, event_id, card_number,
      regular_price_cents, price_cents, client_id, sold_at)
    select 1, f.id, f.passholder_id, e.id, 'OTHER', 0, 0, 'desk', f.happened_at
      from core.money_fact f, (select id from core.event limit 1) e
     where not exists (select from core.ticket_sale s where s.id = f.id)`);
  await core.asOwner('analyze');
}

t.test('every question of the ledger is answered by an index', async (t) => {
  const core = await openTestCore(t, testInstallation());
  const library = testCaller(core, 'library');
  const finance = testCaller(core, 'uit');
  const play = await addEvent(core, 'cultural-centre');
  await addHolder(core, { number: '0912345678903', chipNumber: '04A1B2C3D4E5F6' });
  const order = await orderOf(core, library, { card: '0912345678903', eventId: play });
  const command = newKey();
  const [sold] = await sell(core, library, { tickets: [order], command });
  await addOthers(core);

  await t.test('the entries of a debtor in a month, by month, debtor and creditor', async (t) => {
    const search = { from: '2026-11', to: '2026-11', debtor: 'library', start: 0, limit: 20 };
    const plans = await plansOf(core, () => listEntries(core, finance, search));

    t.notMatch(plans.join('\n'), /Seq Scan/);
    const ofEntries = plans.filter((plan) => plan.includes('entry'));
    t.equal(ofEntries.length, 2, 'the length of the list, and a part of it');
    for (const plan of ofEntries) {
      t.match(plan, /Index Cond: .*card_system_id = .*month >= .*month <= .*debtor_id = /);
    }
  });

  await t.test('the sums of a department', async (t) => {
    const plans = await plansOf(core, () => departmentSums(core, library, {}));

    t.equal(plans.length, 1);
    t.notMatch(plans.join('\n'), /Seq Scan/);
  });

  await t.test('the fact behind an entry, and a sale that is cancelled', async (t) => {
    const [entry] = await core.asOwner<{ id: string }>('select id from core.entry limit 1');
    const asked = { entryId: entry?.id ?? '', reason: 'controle van november' };
    const plans = await plansOf(core, async () => {
      await lookBehindEntry(core, finance, asked);
      await cancelSale(core, library, { id: sold?.id ?? '', command: NO_KEY });
    });

    t.ok(plans.length >= 6);
    t.notMatch(plans.join('\n'), /Seq Scan/);
    for (const table of ['share', 'payment']) {
      const plan = plans.find((one) => one.includes(`${table}_card_system_id_money_fact_id_index`));
      t.match(plan, /Index Cond: .*money_fact_id = /, table);
    }
  });

  await t.test(
    'a sale, and its answer to a repeated command, read a few rows of each table',
    async (t) => {
      const chip = { ...order, card: '04A1B2C3D4E5F6' };
      const read = await muchRead(core, async (one) => {
        await sell(one, library, { tickets: [order, chip], command: newKey(), means: 'cash' });
        await sell(one, library, { tickets: [order], command });
      });

      t.same(read, []);
    },
  );

  await t.test('the tariffs of a card, and the sales of an event', async (t) => {
    const selling = { ...library, permissions: new Set(['TARIFFS_READ']) };
    const asked = { card: '0912345678903', eventId: play, regularPriceCents: 1000 };
    const read = await muchRead(core, (one) => {
      return listTariffs(one, selling, { ...asked, type: 'ANY' });
    });
    t.same(read, []);

    const search = { eventId: play, passholderId: null, organizerIds: null, eventTitle: null };
    const centre = testCaller(core, 'cultural-centre');
    const plans = await plansOf(core, () => {
      return listTicketSales(core, centre, { ...search, start: 0, limit: 20 });
    });
    t.equal(plans.length, 3, 'the length of the list, a part of it, and what allowances paid');
    t.notMatch(plans.join('\n'), /Seq Scan/);
  });

  await t.test('a cancellation reads a few rows of each table', async (t) => {
    const [another] = await sell(core, library, { tickets: [order] });
    const read = await muchRead(core, (one) =>
      cancelSale(one, library, { id: another?.id ?? '', command: newKey() }),
    );

    t.same(read, []);
  });
});
