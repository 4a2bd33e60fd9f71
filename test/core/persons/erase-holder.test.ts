import { randomUUID } from 'node:crypto';
import t from 'tap';
import { clockAt } from '../../../core/contract/period.ts';
import { openApi } from '../../fixtures/open-api.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { liveLife, type Life, PRIVACY } from './holder-life.ts';

const api = await openApi(t);
const { core } = api;

const DAY_MS = 86_400_000;
const erase = (holder: { passholderId: string }, key?: string) =>
  api.as(PRIVACY).delete(`/passholders/${holder.passholderId}`, key === undefined ? {} : { key });

/** Does something two years later, when what is still to be charged now is paid. */
async function oncePaid<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  const now = core.now();
  core.setNow(new Date(now + 730 * DAY_MS).toISOString());
  const answer = await act();
  core.setNow(new Date(now).toISOString());
  return answer;
}

/** The tables that point to a holder or person, each with how many rows of somebody it has. */
async function rowsOf(life: Life): Promise<Record<string, number>> {
  const counts = await Promise.all(
    (await tablesOfPersons()).map(async ({ table, column }) => {
      const id = column === 'person_id' ? life.personId : life.passholderId;
      const [row] = await core.asOwner<{ count: number }>(
        `select count(*)::int from ${table} where ${column} = $1`,
        [id],
      );
      return [table, row?.count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/** Every column of the database that is the key of a holder or person, whatever its table. */
async function tablesOfPersons(): Promise<{ table: string; column: string }[]> {
  return core.asOwner(`
    select distinct format('%s.%s', n.nspname, c.relname) as table, a.attname as column
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$'
       and (a.attname in ('passholder_id', 'person_id', 'holder_id')
         or exists (
           select from pg_constraint f
            where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any (f.conkey)
              and a.attname <> 'card_system_id'
              and f.confrelid in ('core.person'::regclass, 'core.passholder'::regclass)))
     order by 1`);
}

/** What stays of an erased holder, under an id that leads to nobody, and why. */
const KEPT: Readonly<Record<string, string>> = {
  'core.money_fact': 'accounts are kept for ten years',
  'core.ticket_sale': 'it is the ticket of an amount, without the number of the card',
  'core.points_account': 'points that were given out are proved from it',
  'core.party': "what a household owes is owed by it, under a name that is everybody's",
  'core.redemption': 'the stock of a reward is proved from it',
  'core.reward_grant': 'a welcome is given once: who took one is proved from it',
  'core.role': 'what was sold with it is in the books; what was kept with it is gone',
  'childcare_access.enrolment': 'its stays are of it; what a child could not bear is gone',
  'childcare_access.attendance': 'what a sister or brother owes for that day is proved from it',
  'childcare_access.settled_line': 'it is a day of an amount, of a payer that leads to nobody',
};

/** What points to a pass holder that is no person, and why nobody erases that. */
const OF_NO_PERSON: Readonly<Record<string, string>> = {
  'core.group_pass': 'it is of an association, and says nothing of who is in it',
};

t.test('whatever points to a holder is removed, or stays for a written reason', async (t) => {
  const life = await liveLife(api);
  const before = await rowsOf(life);
  t.ok(Object.keys(before).length >= 10, Object.keys(before).join(' '));
  const untouched = Object.entries(before).filter(
    ([table, count]) => count === 0 && !(table in OF_NO_PERSON),
  );
  t.same(untouched, [], 'give the holder of test/core/persons/holder-life.ts a row of each');

  t.equal((await oncePaid(() => erase(life))).statusCode, 204);

  const left = Object.entries(await rowsOf(life)).filter(([, count]) => count > 0);
  t.same(left.map(([table]) => table).toSorted(), Object.keys(KEPT).toSorted());
  const broken = (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0);
  t.same(broken, [], 'every law holds');
});

t.test('a ticket that a coupon paid stays for the books, without the coupon', async (t) => {
  const life = await liveLife(api);
  const { number, passholderId } = life;
  const eventId = await api.addEvent('library');
  const desk = api.as('lier-library-desk');
  const query = `regularPrice=10&eventId=${eventId}&uitpasNumber=${number}`;
  const tariffs = await desk.get(`/tariffs?${query}`);
  const [, tariff] = tariffs.json<{ available: { id: string }[] }>().available;
  const ticket = { uitpasNumber: number, eventId, regularPrice: 10, tariff };
  t.equal((await desk.post('/ticket-sales', [ticket])).statusCode, 200);
  const sales = () =>
    core.asOwner(
      `select price_cents, ticket_grant_id is not null as "hasCoupon" from core.ticket_sale
        where passholder_id = $1 and event_id = $2`,
      [passholderId, eventId],
    );
  t.same(await sales(), [{ price_cents: 200, hasCoupon: true }]);

  t.equal((await oncePaid(() => erase(life))).statusCode, 204);

  t.same(await sales(), [{ price_cents: 200, hasCoupon: false }]);
});

t.test('nothing in the database says any longer who it was', async (t) => {
  const life = await liveLife(api);
  const { lastName, email, number, personId } = life;
  const old = [`OUD${number}`, `GOMOR${number}`];
  const told = [lastName, email, number, personId, ...old, `verhuisd naar ${lastName}`, 'D-1002'];
  for (const text of told) t.not((await tablesWith(text)).length, 0, `${text} is kept`);

  await oncePaid(() => erase(life));

  for (const text of told) {
    const found = await tablesWith(text);
    // The number of the card itself is never given again; no row leads from it to anything.
    const isCard = text === number;
    t.same(found, isCard ? ['core.card', 'core.card_directory'] : [], text);
  }
});

async function tablesWith(text: string): Promise<string[]> {
  const tables = await core.asOwner<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^pg_|^information_schema$|^migrations$' order by 1`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await core.asOwner(
      `select 1 from ${name} one where strpos(to_jsonb(one)::text, $1) > 0 limit 1`,
      [text],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

t.test('roles end, the card is of no use, and the old number finds nobody', async (t) => {
  const life = await liveLife(api);
  const desk = api.as('lier-library-desk');

  await oncePaid(() => erase(life));

  const rights = await desk.get(`/passes/${life.number}/rights`);
  t.match(rights.json(), { pass: { status: 'DELETED' }, holder: null, rights: [] });
  t.match(rights.body, 'Deze pas is niet meer in gebruik.');
  t.equal((await desk.get(`/passes/OUD${life.number}/rights`)).statusCode, 404);
  t.equal((await desk.get(`/passholders/${life.passholderId}/roles`)).statusCode, 404);
  const replaced = await desk.post(`/cards/${life.number}/replace`, { newNumber: '0996043211720' });
  t.equal(replaced.statusCode, 400, 'nobody gets a new card for it');
  const roles = await core.asOwner(
    `select valid_until < $2 as is_over, attributes, ended_at is not null as has_ended
       from core.role where passholder_id = $1`,
    [life.passholderId, clockAt(core.now() + 730 * DAY_MS).day],
  );
  t.ok(roles.length >= 2);
  for (const role of roles) t.match(role, { is_over: true, attributes: {} });
  t.ok(roles.some((role) => (role as { has_ended: boolean }).has_ended));
  const events = await core.asOwner<{ kind: string }>(
    `select e.kind from core.outbox e where e.subject_id = $1 order by e.recorded_at desc limit 1`,
    [life.passholderId],
  );
  t.same(events, [{ kind: 'passholder.changed' }], 'what changed is not told');
});

t.test('a sale to who was erased is on no list of a desk: it has no number to show', async (t) => {
  const life = await liveLife(api);
  const [sale] = await core.asOwner<{ event: string }>(
    'select event_id::text as event from core.ticket_sale where passholder_id = $1',
    [life.passholderId],
  );
  const listed = async () =>
    (await api.as('lier-library-desk').get(`/ticket-sales?eventId=${sale?.event}`)).json<unknown>();
  t.match(await listed(), { totalItems: 1, member: [{ uitpasNumber: life.number }] });

  await oncePaid(() => erase(life));

  t.same(await listed(), { totalItems: 0, member: [] });
});

t.test('the points and the check-ins of the town stay counted', async (t) => {
  const life = await liveLife(api);
  const counted = async () =>
    core.asOwner('select event_id, month::text, check_ins from core.check_in_count order by 1, 2');
  const before = await counted();

  await oncePaid(() => erase(life));

  const added = (await counted()).length - before.length;
  t.equal(added, 1, 'one event, in one month');
  const [account] = await core.asOwner<{ balance: number }>(
    'select balance from core.points_account where passholder_id = $1',
    [life.passholderId],
  );
  t.equal(account?.balance, 1);
});

t.test('a command that made what was erased is refused as such, and does nothing', async (t) => {
  const life = await liveLife(api);
  await oncePaid(() => erase(life));
  const before = await api.countRows();

  t.ok(life.commands.length >= 6);
  for (const { client, method, path, body, key } of life.commands) {
    const again = await (method === 'PUT'
      ? api.as(client).put(path, body, { key })
      : api.as(client).post(path, body, { key }));
    t.equal(again.statusCode, 410, `${path}: ${again.body}`);
    t.match(again.json(), { type: '/problems/fact-erased' });
  }

  t.same(await api.countRows(), before);
});

t.test('erasing twice is once: by one key the same answer, else there is nobody', async (t) => {
  const life = await liveLife(api);
  const key = randomUUID();

  t.equal((await oncePaid(() => erase(life, key))).statusCode, 204);
  const before = await api.countRows();
  t.equal((await oncePaid(() => erase(life, key))).statusCode, 204);
  t.equal((await oncePaid(() => erase(life))).statusCode, 404);

  t.same(await api.countRows(), before);
});

t.test('of several who erase at once one does', async (t) => {
  const life = await liveLife(api);

  const answers = await oncePaid(() => Promise.all(Array.from({ length: 6 }, () => erase(life))));

  const statuses = answers.map(({ statusCode }) => statusCode);
  t.equal(statuses.filter((status) => status === 204).length, 1);
  t.ok(
    statuses.every((status) => status === 204 || status === 404),
    statuses.join(' '),
  );
});

t.test('a holder of elsewhere does not exist for the town', async (t) => {
  const elsewhere = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });
  const unknown = { passholderId: randomUUID() };

  const answers = [await erase(elsewhere), await erase(unknown)];

  for (const answer of answers) {
    t.equal(answer.statusCode, 404);
    t.match(answer.json(), { type: 'https://api.publiq.be/probs/uitpas/passholder-not-found' });
  }
  t.equal(
    (await api.as('mechelen-privacy').delete(`/passholders/${elsewhere.passholderId}`)).statusCode,
    204,
  );
});

t.test('what is still to be paid on a statement comes first', async (t) => {
  const holder = await api.addHolder();
  const friend = {
    plugin: 'membership-cc-friends',
    role: 'friend',
    payment: { means: 'statement' },
  };
  const sold = await api
    .as('lier-library-desk')
    .post(`/passholders/${holder.passholderId}/roles`, friend);
  t.equal(sold.statusCode, 201);
  const before = await api.countRows();

  const refused = await erase(holder);

  t.equal(refused.statusCode, 409);
  t.match(refused.json(), {
    type: '/problems/passholder-has-open-payments',
    openUntil: '2026-12-31',
    endUserMessage: { nl: /afrekening/ },
  });
  t.same(await api.countRows(), before);
  core.setNow('2027-01-01T00:00:00+01:00');
  t.equal((await erase(holder)).statusCode, 204);
  core.setNow('2026-11-20T10:00:00+01:00');
});

t.test('a household goes with its last pass holder, and with it who only paid', async (t) => {
  const [child, sister] = [await api.addHolder(), await api.addHolder()];
  const [household, other, guardian, aunt] = [1, 2, 3, 4].map(() => randomUUID());
  const municipality = testCaller(core).municipality.id;
  await core.asOwner('insert into core.household values (1, $1, $3), (1, $2, $3)', [
    household,
    other,
    municipality,
  ]);
  await core.asOwner(
    `insert into core.person (card_system_id, id, first_name, last_name, name_key, birth_date)
     select 1, id, 'Oma', 'Peeters', 'omapeeters', '1950-01-01' from unnest($1::uuid[]) id`,
    [[guardian, aunt]],
  );
  const member = async (home: unknown, person: unknown, relation: string) =>
    core.asOwner(`insert into core.household_member values (1, gen_random_uuid(), $1, $2, $3)`, [
      home,
      person,
      relation,
    ]);
  await member(household, child.personId, 'child');
  await member(household, guardian, 'guardian');
  await member(household, aunt, 'guardian');
  await member(other, aunt, 'guardian');
  await member(other, sister.personId, 'child');
  const persons = async () =>
    (
      await core.asOwner<{ id: string }>("select id from core.person where last_name = 'Peeters'")
    ).map(({ id }) => id);

  await erase(child);

  const left = await persons();
  t.notOk(left.includes(guardian ?? ''), 'she was there for this child only');
  t.ok(left.includes(aunt ?? ''), 'she is there for the sister too');
  t.same(await core.asOwner('select id from core.household where id = $1', [other]), [
    { id: other },
  ]);
  t.same(
    await core.asOwner('select person_id from core.household_member where household_id = $1', [
      household,
    ]),
    [{ person_id: aunt }],
  );
});

t.test('no desk may erase, export or see who looked', async (t) => {
  const { passholderId } = await api.addHolder();
  const desk = api.as('lier-library-desk');
  const path = `/passholders/${passholderId}`;

  const answers = [
    await desk.delete(path),
    await desk.get(`${path}/export`),
    await desk.get(`${path}/looks`),
  ];

  t.same(
    answers.map(({ statusCode }) => statusCode),
    [403, 403, 403],
  );
});
