import t from 'tap';
import type { ImportOutcome, RouteRequest } from '../../../core/contract/plugin.ts';
import { runImporter } from '../../../test/fixtures/run-importer.ts';
import { forgetReviewRows } from '../forget-review-rows.ts';
import { importFriends } from '../import-friends.ts';
import { dismissReview, resolveReview } from '../review-routes.ts';
import { type Friends, openFriends } from './open-friends.ts';

const rita = {
  firstName: 'Rita',
  lastName: 'Müller-Claes',
  birthDate: '1952-10-28',
  email: 'rita@voorbeeld.be',
  number: '0900000000001',
};
const adam = { ...rita, firstName: 'Adam', email: 'samen@voorbeeld.be', number: '0900000000002' };
const els = {
  firstName: 'Els',
  lastName: 'De Smet',
  birthDate: '1960-01-31',
  email: 'samen@voorbeeld.be',
  number: '0900000000003',
};

/** The list as the cultural centre keeps it: member number, name, birth date, e-mail, season. */
function listOf(...lines: string[]) {
  return lines.map((line, at) => {
    const [memberNumber = '', name = '', birthDate = '', email = '', season = ''] = line.split(';');
    const [lastName = '', firstName = ''] = name.split(', ');
    const cells = { memberNumber, lastName, firstName, birthDate, email, season, paid: '5,00' };
    return { row: at + 2, cells };
  });
}

function summary(outcomes: readonly ImportOutcome[]): string[] {
  return outcomes.map(({ outcome, reasons = [] }) =>
    [outcome, ...reasons.map(({ reason }) => reason.code)].join(' '),
  );
}

const list = listOf(
  '1000;MULLER CLAES, RITA;28/10/1952;;2026-2027',
  '1001;Claes, Adam;;samen@voorbeeld.be;2026-2027',
  '1002;Claes, R.;;RITA@voorbeeld.be;2025-2026',
  '1003;De Smet, Els;31/01/1960;;2025-2026',
  '1004;De Smet, Elza;31/01/1961;;2026-2027',
  '1005;Thys, Bart;;;2026-2027',
  '1006;Thys, Bart;31/02/1961;;2026',
  '1007;Thys, Bart;;;volgend jaar',
);
const outcomesOfList = [
  'new',
  'review nobody-like-this',
  'new',
  'new',
  'review nobody-like-this',
  'review too-little-known',
  'wrong impossible-day',
  'wrong not-a-season',
];

t.test('friends are recognised by name and birth date, else by an e-mail of one', async (t) => {
  const friends = await openFriends(t, [rita, adam, els]);
  const host = friends.hostAt('2026-11-20');

  const outcomes = await runImporter(importFriends, { host, rows: list });

  t.same(summary(outcomes), outcomesOfList);
  const waiting = outcomes.filter(({ outcome }) => outcome === 'review');
  t.ok(
    waiting.every(({ reasons = [] }) => reasons[0]?.column === 'memberNumber'),
    'who waits is named by the member number',
  );
  t.same(
    host.held.map(({ passholderId, period }) => [nameOf(friends, passholderId), period.from]),
    [
      ['Rita', '2026-09-01'],
      ['Rita', '2025-09-01'],
      ['Els', '2025-09-01'],
    ],
  );
  t.match(await friends.reviews(), [
    { memberNumber: '1001', state: 'open', reason: 'nobody-like-this', lastName: 'Claes' },
    { memberNumber: '1004', birthDate: '1961-01-31' },
    { memberNumber: '1005', reason: 'too-little-known' },
  ]);
});

t.test('a preview says what would happen, and changes nothing', async (t) => {
  const friends = await openFriends(t, [rita, adam, els]);
  const host = friends.hostAt('2026-11-20');

  const outcomes = await runImporter(importFriends, { host, rows: list, dryRun: true });

  t.same(summary(outcomes), outcomesOfList);
  t.same(host.held, []);
  t.same(await friends.reviews(), []);
});

t.test('the same list a second time changes nothing', async (t) => {
  const friends = await openFriends(t, [rita, adam, els]);
  await runImporter(importFriends, { host: friends.hostAt('2026-11-20'), rows: list });
  const before = await friends.reviews();

  const host = friends.hostAt('2026-11-21');
  const outcomes = await runImporter(importFriends, { host, rows: list });

  t.same(
    summary(outcomes),
    outcomesOfList.map((outcome) => (outcome === 'new' ? 'unchanged' : outcome)),
  );
  t.equal(host.held.length, 3);
  t.same(await friends.reviews(), before);
});

t.test('a membership that ended is not given again by an old list', async (t) => {
  const friends = await openFriends(t, [rita]);
  const host = friends.hostAt('2026-11-20');
  await runImporter(importFriends, { host, rows: list.slice(0, 1) });
  await host.roles.end(host.held[0]?.id ?? '', { lastDay: '2026-11-20', reason: 'withdrawn' });

  const outcomes = await runImporter(importFriends, { host, rows: list.slice(0, 1) });

  t.same(summary(outcomes), ['unchanged']);
  t.equal(host.held.length, 1);
});

t.test('a row twice in one list is one membership, or one row to review', async (t) => {
  const friends = await openFriends(t, [rita]);
  const host = friends.hostAt('2026-11-20');
  const known = '1000;Müller-Claes, Rita;28/10/1952;;2026-2027';
  const unknown = '1001;Thys, Bart;;;2026-2027';

  const outcomes = await runImporter(importFriends, {
    host,
    rows: listOf(known, known, unknown, unknown),
  });

  t.same(summary(outcomes).slice(0, 2), ['new', 'unchanged']);
  t.equal(host.held.length, 1);
  t.equal((await friends.reviews()).length, 1);
});

t.test('what a person decided about a row stays decided, and its name is forgotten', async (t) => {
  const friends = await openFriends(t, [rita, adam, els]);
  const host = friends.hostAt('2026-11-20');
  await runImporter(importFriends, { host, rows: list });
  const [first, second] = await friends.reviews();
  await resolveReview.handle(host, asked({ id: first?.id, card: adam.number }));
  await dismissReview.handle(host, asked({ id: second?.id }));

  const outcomes = await runImporter(importFriends, {
    host: friends.hostAt('2026-11-21'),
    rows: list,
  });

  t.same(
    summary(outcomes).slice(0, 5),
    Array.from({ length: 5 }, () => 'unchanged'),
  );
  t.match(await friends.reviews(), [
    { memberNumber: '1001', state: 'linked', lastName: null, email: null },
    { memberNumber: '1004', state: 'dismissed', firstName: null, birthDate: null },
    { memberNumber: '1005', state: 'open', lastName: 'Thys' },
  ]);
});

t.test('who gets a pass later is recognised, and leaves the review list', async (t) => {
  const friends = await openFriends(t, [rita]);
  const later = listOf('1009;De Smet, Els;31/01/1960;;2026-2027');
  await runImporter(importFriends, { host: friends.hostAt('2026-11-20'), rows: later });
  t.match(await friends.reviews(), [{ state: 'open' }]);

  const host = friends.hostAt('2026-12-20');
  const known = { ...host, passholders: { ...host.passholders, findByName } };
  const outcomes = await runImporter(importFriends, { host: known, rows: later });

  t.same(summary(outcomes), ['new']);
  t.match(await friends.reviews(), [{ state: 'linked', lastName: null }]);

  async function findByName(persons: readonly unknown[]) {
    return persons.map(() => friends.passholders[0] ?? null);
  }
});

t.test(
  'names that wait longer than 90 days are forgotten; the list brings them back',
  async (t) => {
    const friends = await openFriends(t, [rita]);
    const waiting = list.slice(5, 6);
    await runImporter(importFriends, { host: friends.hostAt('2026-11-20'), rows: waiting });

    await forgetReviewRows.run(friends.hostAt('2027-02-18'), {});
    t.match(await friends.reviews(), [{ state: 'open', lastName: 'Thys' }]);

    await forgetReviewRows.run(friends.hostAt('2027-02-19'), {});
    await forgetReviewRows.run(friends.hostAt('2027-02-19'), {});
    t.match(await friends.reviews(), [{ state: 'forgotten', firstName: null, lastName: null }]);

    const outcomes = await runImporter(importFriends, {
      host: friends.hostAt('2027-03-01'),
      rows: waiting,
    });
    t.same(summary(outcomes), ['review too-little-known']);
    t.match(await friends.reviews(), [
      { state: 'open', lastName: 'Thys', handedOverOn: '2027-03-01' },
    ]);
  },
);

function nameOf(friends: Friends, passholderId: string): string | undefined {
  return friends.passholders.find((one) => one.passholderId === passholderId)?.firstName;
}

/** A request as the router hands it over, typed as the contract does. */
function asked({ id = '', card = '' }: { id?: string | undefined; card?: string }) {
  const request = { params: { id }, query: {}, body: { card }, commandId: '' };
  return request as unknown as RouteRequest;
}
