import fs from 'node:fs';
import t from 'tap';
import { openApi } from '../../fixtures/open-api.ts';
import { RED_PIXEL } from '../../fixtures/pictures.ts';
import { liveLife, PRIVACY } from './holder-life.ts';

const api = await openApi(t);
const { core } = api;

const get = (path: string) => api.as(PRIVACY).get(path);

t.test('a holder gets all that is kept, in words that can be read', async (t) => {
  const life = await liveLife(api);

  const answer = await get(`/passholders/${life.passholderId}/export`);

  t.equal(answer.statusCode, 200);
  const kept = answer.json<Record<string, unknown>>();
  t.match(kept, {
    exportedAt: '2026-11-20T09:00:00.000Z',
    passholder: { id: life.passholderId, municipality: 'Lier', residence: 'Lier' },
    person: {
      firstName: 'Rik',
      lastName: life.lastName,
      email: life.email,
      birthDate: '1985-07-30',
      note: 'Belt liever niet.',
      picture: { type: 'image/png', base64: RED_PIXEL.toString('base64') },
    },
    households: [{ relation: 'adult', others: [] }],
    families: [{ isOwn: true, members: 2 }],
    associations: [{ association: 'Ledenkaart sport', endDate: '2027-11-19' }],
    cards: [
      { uitpasNumber: life.number, status: 'ACTIVE' },
      { uitpasNumber: `GOMOR${life.number}`, status: 'OLD_NUMBER' },
      { uitpasNumber: `OUD${life.number}`, status: 'OLD_NUMBER' },
    ],
    socialTariff: [{ status: 'ACTIVE', effectiveFrom: '2026-01-01', organizer: 'Welzijn' }],
    checkIns: [{ organizer: 'Bibliotheek', uitpasNumber: life.number, points: 1 }],
    points: { balance: 1, postings: [{ kind: 'earn', points: 1, expiresAt: null }] },
    rewards: [
      { kind: 'granted', title: 'Gratis koffie' },
      { kind: 'redeemed', points: 0, uitpasNumber: life.number },
    ],
    coupons: [{ coupon: 'reader', organizer: 'Bibliotheek', volume: 2, period: 'YEAR' }],
    offers: [{ plugin: 'sportpas', state: 'made' }],
    plugins: {
      gomorpas: { decisions: [{ municipality: 'lier', ground: 'leefloon' }] },
      grabbelpas: {
        enrolments: [{ municipality: 'lier', activity: 'Klimmen', state: 'waiting' }],
        attendances: [],
        paidFor: 1,
      },
      'membership-cc-friends': { reviews: [{ lastName: life.lastName.toUpperCase() }] },
      sportpas: { enrolments: [{ series: 'zwemmen', state: 'waiting' }], attendances: [] },
      'staff-card': { timeEntries: [{ municipality: 'lier', leftAt: null, isStruck: false }] },
    },
  });
  const { looks } = kept as { looks: { clientId: string }[] };
  t.match(
    looks.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1)),
    [
      { clientId: 'lier-hr', organizer: 'Personeelsdienst', subject: 'person' },
      { clientId: 'lier-registration', organizer: 'Dienst UiT', subject: 'person' },
      { clientId: 'lier-sports-desk', organizer: 'Sportdienst', subject: 'person' },
      { clientId: 'lier-welfare', organizer: 'Welzijn', subject: 'person' },
    ],
  );
  const { roles, payments } = kept as { roles: unknown[]; payments: { kind: string }[] };
  t.match(
    roles.find((role) => JSON.stringify(role).includes('badge')),
    {
      plugin: 'staff-card',
      attributes: { staffNumber: 'D-1002' },
      history: [{ kind: 'issued' }, { kind: 'ended' }],
    },
  );
  t.match(
    roles.find((role) => JSON.stringify(role).includes('turn-card')),
    { uses: [{ allowance: 'turns', place: 'Sporthal', uitpasNumber: life.number }] },
  );
  t.same(payments.map(({ kind }) => kind).toSorted(), ['role-sale', 'ticket-sale']);
  t.match(
    payments.find(({ kind }) => kind === 'ticket-sale'),
    { organizer: 'Bibliotheek', priceCents: 1000, paidCents: 200, tariff: 'social' },
  );
});

t.test('the national number is not in it, nor in any address', async (t) => {
  const life = await liveLife(api);
  await core.asOwner(
    "update core.person set national_number_hash = '1:abc', national_number_sealed = 'sealed' where id = $1",
    [life.personId],
  );

  const { body } = await get(`/passholders/${life.passholderId}/export`);

  t.match(JSON.parse(body), { person: { isNationalNumberKept: true } });
  t.notMatch(body, /sealed"|1:abc/);
});

t.test('exporting is recorded, alike for every holder', async (t) => {
  const [life, plain] = [await liveLife(api), await api.addHolder()];
  const looksAt = (id: string) =>
    core.asOwner(
      `select subject, client_id, reason is not null as has_reason from core.look
        where passholder_id = $1 and client_id = 'lier-privacy' order by subject`,
      [id],
    );

  for (const { passholderId } of [life, plain]) await get(`/passholders/${passholderId}/export`);

  const recorded = [{ subject: 'person', client_id: PRIVACY, has_reason: true }];
  t.same(await looksAt(life.passholderId), recorded);
  t.same(await looksAt(plain.passholderId), recorded);
});

t.test('a holder may ask who looked, the last first', async (t) => {
  const life = await liveLife(api);
  core.setNow('2026-11-20T11:00:00+01:00');
  await get(`/passholders/${life.passholderId}/export`);
  core.setNow('2026-11-20T10:00:00+01:00');

  const all = await get(`/passholders/${life.passholderId}/looks`);
  const second = await get(`/passholders/${life.passholderId}/looks?start=4&limit=1`);

  t.match(all.json(), {
    totalItems: 5,
    member: [
      { clientId: PRIVACY, clientName: 'Aanspreekpunt privacy', organizer: { name: 'Dienst UiT' } },
      { lookedAt: '2026-11-20T09:00:00.000Z', reason: null },
      { lookedAt: '2026-11-20T09:00:00.000Z' },
    ],
  });
  t.match(second.json(), { totalItems: 5 });
  t.equal(second.json<{ member: unknown[] }>().member.length, 1);
});

t.test('of nobody, of who was erased and of a holder of elsewhere nothing is told', async (t) => {
  const elsewhere = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });
  const erased = await api.addHolder();
  await api.as(PRIVACY).delete(`/passholders/${erased.passholderId}`);
  const unknown = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

  for (const id of [elsewhere.passholderId, erased.passholderId, unknown]) {
    for (const part of ['export', 'looks']) {
      const answer = await get(`/passholders/${id}/${part}`);
      t.equal(answer.statusCode, 404, part);
      t.match(answer.json(), { type: /passholder-not-found$/ });
    }
  }
});

/** Tables that point to a person or holder and of which the export tells nothing, and why. */
const NOT_TOLD: Readonly<Record<string, string>> = {
  'core.group_pass': 'a group is no person',
};

t.test('every table with the key of a holder or person is told', async (t) => {
  const found = await core.asOwner<{ table: string; schema: string }>(`
    select distinct n.nspname as schema, format('%s.%s', n.nspname, c.relname) as table
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$'
       and (a.attname in ('passholder_id', 'person_id', 'holder_id')
         or exists (
           select from pg_constraint f
            where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any (f.conkey)
              and a.attname <> 'card_system_id'
              and f.confrelid in ('core.person'::regclass, 'core.passholder'::regclass)))`);
  const sql = fs.readFileSync(
    new URL('../../../core/persons/export-holder.sql', import.meta.url),
    'utf8',
  );
  const told = new Set(Array.from(sql.matchAll(/\bcore\.\w+/g), ([name]) => name));

  t.ok(found.length >= 10);
  const untold = found
    .filter(({ schema, table }) => schema === 'core' && !told.has(table) && !(table in NOT_TOLD))
    .map(({ table }) => table);
  t.same(untold, [], 'add it to core/persons/export-holder.sql, or here with the reason');
  const plugins = [...core.plugins.values()];
  const silent = found
    .filter(({ schema }) => schema !== 'core')
    .filter(({ schema }) => {
      const plugin = plugins.find(({ name }) => name.replaceAll('-', '_') === schema);
      return plugin?.persons === undefined;
    });
  t.same(silent, [], 'the plugin says so by persons: { export, erase }');
  const named = Object.keys(NOT_TOLD).filter((name) => !found.some(({ table }) => table === name));
  t.same(named, [], 'no exception is left over');
});
