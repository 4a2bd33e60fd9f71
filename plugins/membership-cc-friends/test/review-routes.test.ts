import t from 'tap';
import type { RouteRequest } from '../../../core/contract/plugin.ts';
import { exportMembers, exportReminders } from '../export-friends.ts';
import { runImporter } from '../../../test/fixtures/run-importer.ts';
import { importFriends } from '../import-friends.ts';
import { holderNotFound, reviewNotFound } from '../problems.ts';
import { dismissReview, listReviews, resolveReview } from '../review-routes.ts';
import { type Friends, openFriends } from './open-friends.ts';

const els = {
  firstName: 'Els',
  lastName: 'De Smet',
  birthDate: '1960-01-31',
  number: '0900000000003',
};
const nobody = '0b2f3c5a-9d41-4a5c-8f10-1f2e3d4c5b6a';

/** Three rows to review. */
async function openWithReviews(t: Parameters<typeof openFriends>[0]): Promise<Friends> {
  const friends = await openFriends(t, [els]);
  const rows = ['1001', '1002', '1003'].map((memberNumber, at) => {
    const named = { lastName: 'Thys', firstName: 'Bart', birthDate: '', email: '' };
    return { row: at + 2, cells: { memberNumber, ...named, season: '2026-2027', paid: '' } };
  });
  await runImporter(importFriends, { host: friends.hostAt('2026-11-20'), rows });
  return friends;
}

t.test('the cultural centre sees who waits, page by page', async (t) => {
  const friends = await openWithReviews(t);
  const host = friends.hostAt('2026-11-21');

  const page = await listReviews.handle(host, asked({ query: { start: 1, limit: 1 } }));

  t.match(page, {
    totalItems: 3,
    member: [{ memberNumber: '1002', lastName: 'Thys', reason: 'too-little-known' }],
  });
});

t.test('linking a friend with a card makes the holder a member of that season', async (t) => {
  const friends = await openWithReviews(t);
  const host = friends.hostAt('2026-11-21');
  const [first, second] = await friends.reviews();

  const answer = await resolveReview.handle(host, linkOf(first?.id));
  t.same(answer, { id: first?.id, state: 'linked' });
  t.match(host.held, [
    {
      passholderId: friends.passholders[0]?.passholderId,
      period: { from: '2026-09-01', until: '2027-08-31' },
    },
  ]);

  await resolveReview.handle(host, linkOf(second?.id));
  t.equal(host.held.length, 1, 'two rows of one person are one membership');
});

t.test('of two who deal with a row at once, one is told that it is gone', async (t) => {
  const friends = await openWithReviews(t);
  const [first] = await friends.reviews();
  const answers = await Promise.allSettled([
    resolveReview.handle(friends.hostAt('2026-11-21'), linkOf(first?.id)),
    dismissReview.handle(friends.hostAt('2026-11-21'), asked({ params: { id: first?.id } })),
  ]);

  t.same(answers.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

t.test('a row that was dealt with, and one of nobody, are not found', async (t) => {
  const friends = await openWithReviews(t);
  const host = friends.hostAt('2026-11-21');
  const [first] = await friends.reviews();
  await dismissReview.handle(host, asked({ params: { id: first?.id } }));

  for (const id of [first?.id, nobody]) {
    await t.rejects(resolveReview.handle(host, linkOf(id)), {
      message: reviewNotFound.definition.title,
    });
    await t.rejects(dismissReview.handle(host, asked({ params: { id } })), {
      message: reviewNotFound.definition.title,
    });
  }
  t.same(host.held, []);
});

t.test('a card of nobody links with nobody, and the row keeps waiting', async (t) => {
  const friends = await openWithReviews(t);
  const host = friends.hostAt('2026-11-21');
  const [first] = await friends.reviews();

  await t.rejects(resolveReview.handle(host, linkOf(first?.id, '0900000000009')), {
    message: holderNotFound.definition.title,
  });
  t.match((await friends.reviews())[0], { state: 'open', lastName: 'Thys' });
});

t.test('the list of members holds who is a friend today, and each look is recorded', async (t) => {
  const friends = await openWithReviews(t);
  const [first] = await friends.reviews();
  await resolveReview.handle(friends.hostAt('2026-11-21'), linkOf(first?.id));

  const host = friends.hostAt('2026-11-21');
  t.same(await exportMembers.rows(host), [
    ['naam', 'voornaam', 'geboortedatum', 'vriend van', 'vriend tot'],
    ['De Smet', 'Els', '1960-01-31', '2026-09-01', '2027-08-31'],
  ]);
  t.same(host.looks, [friends.passholders[0]?.passholderId]);
  t.same((await exportMembers.rows(friends.hostAt('2027-09-01'))).length, 1, 'nobody any more');
  t.same((await exportReminders.rows(host)).length, 1, 'nobody is to be reminded yet');
  const late = await exportReminders.rows(friends.hostAt('2027-08-01'));
  t.same(late[0], ['naam', 'voornaam', 'e-mail', 'vriend tot']);
  t.ok(late.length > 1);
});

function linkOf(id: string | undefined, card = els.number) {
  return asked({ params: { id }, body: { card } });
}

/** A request as the router hands it over, typed as the contract does. */
function asked(parts: { params?: object; query?: object; body?: object }) {
  return { params: {}, query: {}, body: {}, commandId: '', ...parts } as RouteRequest;
}
