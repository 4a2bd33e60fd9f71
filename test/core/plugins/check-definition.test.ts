import { defineEntity, p } from '@mikro-orm/core';
import t from 'tap';
import { Type } from 'typebox';
import type { PluginDefinition } from '../../../core/contract/plugin.ts';
import { defineProblem } from '../../../core/contract/problem.ts';
import { organizerRef } from '../../../core/contract/settings.ts';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';
import { checkDefinition } from '../../../core/plugins/check-definition.ts';

const nl = 'Bibkaart';
const reader = {
  title: { nl },
  visibility: 'public' as const,
  owner: () => 'library',
  period: ({ from }: { from: string }) => ({ from, until: null }),
};
const loans = { unit: 'turn' as const, title: { nl }, amount: () => 1, usedUp: { nl } };
const funded = { ...loans, fundedBy: () => ({ city: 1 }) };
const lapsing = { ...loans, restLapses: () => true };
const taken = { ...loans, unit: 'cent' as const, takenByTicket: true as const };
const lost = defineProblem({ name: 'library-card-lost', status: 404, title: '', explanation: '' });
const route = {
  method: 'GET' as const,
  path: '/books' as const,
  summary: 'Books',
  permission: 'LIBRARY_CARD_BOOKS_READ',
  response: Type.Object({}),
  handle: async () => ({}),
};
const Loan = defineEntity({
  name: 'Loan',
  ...tenantTable('library_card', 'loan'),
  properties: { ...tenantKey },
});
const sql = `create schema library_card;
create table library_card.loan (id uuid, foreign key (a, b) references core.passholder (a, b));
create function library_card.f(card_system int, asked text, town text) returns int as $$
  -- Not from core.person: that is nobody's business.
  select core.enter_card_system(card_system);
  select 1 from core.roles_on_card(card_system, asked, 'library-card', town) r;
$$`;

/** A function of the plugin that reads what it says. */
const reading = (what: string): string =>
  `create function library_card.f() returns int language sql as $$ select 1 ${what} $$`;

/** A plugin that uses everything there is to check, without a fault. */
const sound: PluginDefinition = {
  name: 'library-card',
  title: { nl },
  config: Type.Object({ department: organizerRef('the library') }),
  roles: { reader },
  entities: [Loan],
  migrations: [{ name: '0001-loans', sql }],
  statements: { 'find-loans': 'select * from library_card.find_loans($1, $2)' },
  routes: [{ ...route, problems: [lost] }],
  jobs: { recall: { title: { nl }, run: async () => {} } },
  importers: {
    readers: {
      title: { nl },
      columns: [{ key: 'name', titles: ['naam'], required: true }],
      decide: async () => [],
    },
  },
  exports: {
    readers: { title: { nl }, permission: 'LIBRARY_CARD_READERS_READ', rows: async () => [] },
  },
  persons: { export: async () => ({}), erase: async () => {} },
  panels: [{ name: 'books', title: { nl }, audience: 'desk', route: '/books' }],
  problems: [lost],
};

/** What is changed in the sound plugin, and what must be said of it. */
const faults: Readonly<Record<string, [change: Partial<PluginDefinition>, fault: RegExp]>> = {
  'a name with capitals': [{ name: 'LibraryCard' }, /the name LibraryCard: expected kebab-case/],
  'no Dutch title': [{ title: { nl: ' ' } }, /no Dutch text for title/],
  'settings that are no object': [
    { config: Type.String() as never },
    /settings that are no Type\.Object/,
  ],
  'a setting without description': [
    { config: Type.Object({ days: Type.Integer() }) },
    /the setting days without description/,
  ],
  'a setting that refers to what does not exist': [
    {
      config: Type.Object({
        rooms: Type.Record(Type.String(), Type.Array(Type.String({ 'x-reference': 'room' })), {
          description: 'rooms',
        }),
      }),
    },
    /refers to a room: expected one of organizer, place, facility, location, zone, door, desk, party/,
  ],
  'a role without Dutch title': [
    { roles: { reader: { ...reader, title: { nl: '' } } } },
    /no Dutch text for role reader/,
  ],
  'a role with a name of its own style': [
    { roles: { Reader: reader } },
    /the role Reader: expected kebab-case/,
  ],
  'a hidden role that has no neutral name': [
    { roles: { reader: { ...reader, visibility: 'hidden' } } },
    /the hidden role reader without outward/,
  ],
  'a role of the owner that has no neutral name': [
    { roles: { reader: { ...reader, visibility: 'owner' } } },
    /the owner role reader without outward/,
  ],
  'a visibility that does not exist': [
    { roles: { reader: { ...reader, visibility: 'pubic' as never } } },
    /^has the role reader with visibility pubic: expected one of public, owner, hidden$/,
  ],
  'an outward name that tells what is hidden': [
    {
      roles: {
        reader: { ...reader, visibility: 'hidden', outward: { name: 'a-reader', title: { nl } } },
      },
    },
    /the role reader whose outward name tells: it contains reader/,
  ],
  'a role that nobody can have': [
    { roles: { reader: { title: { nl }, visibility: 'public', owner: () => 'library' } } },
    /the role reader without period/,
  ],
  'attributes that are no object': [
    { roles: { reader: { ...reader, attributes: Type.String() as never } } },
    /the role reader whose attributes are no Type\.Object/,
  ],
  'an allowance without title': [
    {
      roles: {
        reader: {
          ...reader,
          allowances: {
            loans: { ...loans, title: { nl: '' } },
          },
        },
      },
    },
    /no Dutch text for allowance loans/,
  ],
  'an allowance that pays in turns': [
    { roles: { reader: { ...reader, allowances: { loans: { ...loans, paysFor: () => [] } } } } },
    /the allowance loans that pays in turns: expected the unit cent/,
  ],
  'an allowance in cents that tickets take': [
    { roles: { reader: { ...reader, allowances: { loans: taken } } } },
    /the allowance loans in cents that tickets take: expected the unit turn/,
  ],
  'an allowance that is funded and pays nobody': [
    { roles: { reader: { ...reader, allowances: { loans: funded } } } },
    /the allowance loans with fundedBy, but without paysFor/,
  ],
  'an allowance of which the rest lapses, and that pays nobody': [
    { roles: { reader: { ...reader, allowances: { loans: lapsing } } } },
    /the allowance loans with restLapses, but without paysFor/,
  ],
  'an entity in another schema': [
    {
      entities: [
        defineEntity({
          name: 'Loan2',
          ...tenantTable('library', 'loan'),
          properties: { ...tenantKey },
        }),
      ],
    },
    /the entity Loan2 in schema library: expected library_card/,
  ],
  'an entity outside the tenant': [
    {
      entities: [
        defineEntity({
          name: 'Loan3',
          schema: 'library_card',
          tableName: 'loan',
          properties: { id: p.uuid().primary() },
        }),
      ],
    },
    /the entity Loan3 outside the tenant/,
  ],
  'several roles by an attribute that it lacks': [
    { roles: { reader: { ...reader, oneForEach: 'shelf' } } },
    /the role reader that is one for each shelf: it has no such attribute/,
  ],
  'a settlement of which nobody knows what it is about': [
    { billing: { settled: () => null } },
    /billing\.settled without settlementData/,
  ],
  'data of a settlement without a rule': [
    { billing: { settlementData: Type.Object({}) } },
    /billing\.settlementData without settled/,
  ],
  'a migration without number': [
    { migrations: [{ name: 'loans', sql }] },
    /the migration loans: expected a name such as/,
  ],
  'migrations out of order': [
    {
      migrations: [
        { name: '0002-b', sql },
        { name: '0001-a', sql: 'select 1' },
      ],
    },
    /migrations out of order: 0002-b, 0001-a/,
  ],
  'a table of persons of which nothing is told': [
    {
      persons: undefined as never,
      migrations: [
        {
          name: '0001-a',
          sql: `${sql} alter table library_card.loan add foreign key (card_system_id, holder)
            references core.passholder (card_system_id, id);`,
        },
      ],
    },
    /the migration 0001-a that points to persons: expected persons: \{ export, erase \}/,
  ],
  'a migration that makes another schema': [
    { migrations: [{ name: '0001-a', sql: 'create schema if not exists core' }] },
    /that makes the schema core/,
  ],
  "a migration that changes core's tables": [
    { migrations: [{ name: '0001-a', sql: 'alter table "core"."role" add column book text' }] },
    /that touches core\.role outside library_card/,
  ],
  "a migration that writes in core's tables": [
    { migrations: [{ name: '0001-a', sql: 'update core.role r\n set attributes = null' }] },
    /that touches core\.role outside library_card/,
  ],
  "a migration with an index on core's tables": [
    { migrations: [{ name: '0001-a', sql: 'create index b on core.role (name)' }] },
    /that touches core\.role outside library_card/,
  ],
  'a migration that points where it may not': [
    {
      migrations: [
        {
          name: '0001-a',
          sql: 'create table library_card.a (foreign key (a) references core.entry (id))',
        },
      ],
    },
    /that points to core\.entry: expected one of core\.person/,
  ],
  'a migration that goes around the policies': [
    {
      migrations: [
        { name: '0001-a', sql: 'create function library_card.f() returns int security definer' },
      ],
    },
    /that says security definer/,
  ],
  'a migration that reads persons': [
    { migrations: [{ name: '0001-a', sql: reading('from core.person p') }] },
    /the migration 0001-a that reaches core\.person: expected one of core\.enter_card_system/,
  ],
  'a migration that joins the social status': [
    {
      migrations: [
        { name: '0001-a', sql: reading('from a join\n core . social_status s on true') },
      ],
    },
    /that reaches core\.social_status/,
  ],
  'a migration that reads a table between others': [
    { migrations: [{ name: '0001-a', sql: reading('from library_card.a, "core"."person"') }] },
    /that reaches core\.person/,
  ],
  'a migration that deletes by what another table says': [
    { migrations: [{ name: '0001-a', sql: 'delete from library_card.a using CORE.Entry e' }] },
    /that reaches core\.entry/,
  ],
  'a migration that hides a table behind a comment': [
    { migrations: [{ name: '0001-a', sql: reading("from core/* '*/./* a */person, b -- '") }] },
    /that reaches core\.person/,
  ],
  'a migration that hides a comment in a text': [
    {
      migrations: [{ name: '0001-a', sql: reading("where a = '--' or exists (from core.person)") }],
    },
    /that reaches core\.person/,
  ],
  'a migration that leaves the schema out': [
    { migrations: [{ name: '0001-a', sql: 'set search_path to core; select * from person' }] },
    /that says search_path/,
  ],
  'a migration that enters another schema': [
    { migrations: [{ name: '0001-a', sql: "set schema 'core'; select * from person" }] },
    /that says set schema/,
  ],
  'a migration that asks for the roles of another plugin': [
    {
      migrations: [
        { name: '0001-a', sql: reading("from core.roles_on_card(system, asked, 'staff-card', t)") },
      ],
    },
    /that asks for the roles of 'staff-card': expected 'library-card'/,
  ],
  'a statement that reads beside its function': [
    {
      statements: {
        'find-loans': 'select * from library_card.find_loans($1) l, core.person p',
      },
    },
    /the statement find-loans that reaches core\.person/,
  ],
  'a statement that does not enter its tenant': [
    { statements: { 'find-loans': 'select * from core.role where card_system_id = $1' } },
    /the statement find-loans: expected a call of a function library_card\.<name>\(\$1, \.\.\.\)/,
  ],
  'a route twice': [{ routes: [route, route] }, /the route GET \/books twice/],
  'a route with a permission of somebody else': [
    { routes: [{ ...route, permission: 'ROLES_READ' }] },
    /with permission ROLES_READ: expected LIBRARY_CARD_/,
  ],
  'a route with a strange path': [
    { routes: [{ ...route, path: '/Books/' }] },
    /the route GET \/Books\/: expected a path such as/,
  ],
  'a route at the address of its lists': [
    { routes: [{ ...route, path: '/exports/books' }] },
    /the route GET \/exports\/books: that address is for its exports/,
  ],
  'a route that does not describe what is in its path': [
    { routes: [{ ...route, path: '/books/:id' }] },
    /whose params are not those of its path/,
  ],
  'a question with a body': [
    { routes: [{ ...route, body: Type.Object({}) }] },
    /the route GET \/books with a body/,
  ],
  'a PUT that changes nothing': [
    { routes: [{ ...route, method: 'PUT', changesNothing: true }] },
    /with changesNothing: that is for a POST/,
  ],
  'a command that does not say what it answers to its key again': [
    { routes: [{ ...route, method: 'POST' }] },
    /the command POST \/books without replay/,
  ],
  'a question of which refusals are noted': [
    { routes: [{ ...route, noteRefusal: async () => {} }] },
    /notes refusals of GET \/books, which is no command/,
  ],
  'a question that is replayed': [
    { routes: [{ ...route, replay: async () => null }] },
    /a replay of GET \/books, which is no command/,
  ],
  'a problem that the catalogue lacks': [
    { routes: [{ ...route, problems: [lost] }], problems: [] },
    /with the problem library-card-lost, absent from its problems/,
  ],
  'a panel that nothing feeds': [{ routes: [] }, /the panel books that no route feeds/],
  'a job without title': [
    { jobs: { recall: { title: { nl: '' }, run: async () => {} } } },
    /no Dutch text for job recall/,
  ],
  'an importer without columns': [
    { importers: { readers: { title: { nl }, columns: [], decide: async () => [] } } },
    /the importer readers without columns/,
  ],
  'an export with a permission of somebody else': [
    { exports: { readers: { title: { nl }, permission: 'READ', rows: async () => [] } } },
    /the export readers with permission READ: expected LIBRARY_CARD_/,
  ],
  'a problem with a name of somebody else': [
    {
      problems: [
        lost,
        defineProblem({ name: 'book-lost', status: 404, title: '', explanation: '' }),
      ],
    },
    /the problem book-lost: expected library-card-/,
  ],
};

t.test('a plugin that keeps to the rules is not faulted', async (t) => {
  t.same(checkDefinition(sound, 'library-card'), []);
});

for (const [what, [change, fault]] of Object.entries(faults)) {
  t.test(`${what} is refused`, async (t) => {
    const found = checkDefinition({ ...sound, ...change }, 'library-card');

    const isFound = found.some((one) => fault.test(one));
    t.ok(isFound, found.join('\n'));
  });
}

t.test('a table of persons of which nothing is told is refused', async (t) => {
  const { persons: _, ...silent } = sound;
  t.same(checkDefinition(silent, 'library-card'), [
    'has the migration 0001-loans that points to persons: expected persons: { export, erase }',
  ]);
});
