import t from 'tap';
import { BOOK_TYPE } from '../../../core/spreadsheets/spreadsheet-book.ts';
import { changeTown, openApi, shippedInstallation } from '../../fixtures/open-api.ts';
import { textsOfBook } from '../spreadsheets/texts-of-book.ts';

/**
 * A colleague at another organizer was given the permission of the personnel service by mistake.
 */
const installation = changeTown(await shippedInstallation(), 'lier', ({ clients }) => {
  const library = clients['lier-library-desk'];
  if (!library) throw new Error('Lier has a library desk');
  const permissions = [
    ...(library.permissions ?? []),
    'STAFF_CARD_BADGES_READ',
    'MEMBERSHIP_CC_FRIENDS_MEMBERS_READ',
  ];
  return { clients: { ...clients, 'lier-library-desk': { ...library, permissions } } };
});
const api = await openApi(t, { installation });
const hr = api.as('lier-hr');
const BADGES = '/api/staff-card/exports/badges';

const noor = await api.addHolder({ firstName: 'Noor', lastName: '=Peeters' });
const issued = await hr.post(`/passholders/${noor.passholderId}/roles`, {
  plugin: 'staff-card',
  role: 'badge',
  attributes: { staffNumber: 'D-1', service: 'Sport; jeugd', zones: ['stadhuis', 'opvang'] },
});
t.equal(issued.statusCode, 201, issued.body);

async function looks(): Promise<object[]> {
  return api.core.asOwner(`select client_id, subject, passholder_id from core.look`);
}

t.test('a department takes its list out as a file', async (t) => {
  const answer = await hr.get('/staff-card/exports/badges');

  t.equal(answer.statusCode, 200);
  t.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
  t.equal(
    answer.headers['content-disposition'],
    'attachment; filename="staff-card-badges-2026-11-20.csv"',
  );
  t.equal(
    answer.body,
    '\uFEFFstamnr;naam;voornaam;dienst;in dienst;uit dienst;zones\r\n' +
      `D-1;'=Peeters;Noor;"Sport; jeugd";2026-11-20;;stadhuis|opvang\r\n`,
  );
});

t.test('or as JSON, by Accept or by name', async (t) => {
  const rows = [
    ['stamnr', 'naam', 'voornaam', 'dienst', 'in dienst', 'uit dienst', 'zones'],
    ['D-1', '=Peeters', 'Noor', 'Sport; jeugd', '2026-11-20', null, 'stadhuis|opvang'],
  ];
  const ask = async (query: string, accept: string) => {
    const answer = await hr.send({ method: 'GET', url: `${BADGES}${query}`, headers: { accept } });
    return { type: answer.headers['content-type'], body: answer.body };
  };
  const json = { type: 'application/json; charset=utf-8', body: JSON.stringify({ rows }) };

  t.same(await ask('', 'application/json'), json);
  t.same(await ask('', 'application/json;q=0.9, text/csv;q=0.8'), json);
  t.same(await ask('?format=json', 'text/csv'), json);
  t.match(await ask('?format=csv', 'application/json'), { type: 'text/csv; charset=utf-8' });
  t.match(await ask('', '*/*'), { type: 'text/csv; charset=utf-8' });
  t.match(await ask('', 'text/html,application/xhtml+xml'), { type: 'text/csv; charset=utf-8' });
  const unknown = await hr.get('/staff-card/exports/badges?format=pdf');
  t.equal(unknown.statusCode, 400);
});

t.test('or as a book of Excel', async (t) => {
  const book = await hr.get('/staff-card/exports/badges?format=xlsx');
  const accepted = await hr.send({ method: 'GET', url: BADGES, headers: { accept: BOOK_TYPE } });

  for (const { headers, rawPayload } of [book, accepted]) {
    t.equal(headers['content-type'], BOOK_TYPE);
    t.match(headers['content-disposition'], /filename="staff-card-badges-2026-11-20.xlsx"/);
    t.match(textsOfBook(rawPayload), ['stamnr', 'naam']);
    t.ok(textsOfBook(rawPayload).includes('=Peeters'), 'which is no formula there');
  }
});

t.test('everybody on the list has been looked at, and that is on record', async (t) => {
  const before = (await looks()).length;

  await hr.get('/staff-card/exports/badges');

  const after = await looks();
  t.equal(after.length, before + 1);
  t.same(after.at(-1), {
    client_id: 'lier-hr',
    subject: 'person',
    passholder_id: noor.passholderId,
  });
});

t.test('another organizer gets no list, whatever permission it was given', async (t) => {
  const before = await looks();

  const badges = await api.as('lier-library-desk').get('/staff-card/exports/badges');
  const members = await api.as('lier-library-desk').get('/membership-cc-friends/exports/members');
  const lacking = await api.as('lier-sports-desk').get('/staff-card/exports/badges');

  for (const { statusCode } of [badges, members, lacking]) t.equal(statusCode, 403);
  t.match(badges.json().detail, /decides about no role of staff-card/);
  t.match(lacking.json().detail, /lacks the permission STAFF_CARD_BADGES_READ/);
  t.same(await looks(), before);
});

t.test('the friends and the sport passes have their lists', async (t) => {
  const friend = { plugin: 'membership-cc-friends', role: 'friend', payment: { means: 'card' } };
  const turnCard = { plugin: 'sportpas', role: 'turn-card', payment: { means: 'card' } };
  const sport = api.as('lier-sports-desk');
  const centre = api.as('lier-cultural-centre-desk');
  const { passholderId, number } = await api.addHolder({ firstName: 'Jan', lastName: 'Claes' });
  for (const order of [friend, turnCard]) {
    const sold = await sport.post(`/passholders/${passholderId}/roles`, order);
    t.equal(sold.statusCode, 201, sold.body);
  }
  await sport.post('/sportpas/series/yoga/enrolments', { card: number });

  const members = await centre.get('/membership-cc-friends/exports/members?format=json');
  const passes = await sport.get('/sportpas/exports/passes?format=json');
  const participants = await sport.get('/sportpas/exports/participants?format=json');

  const named = ['Claes', 'Jan', '1985-07-30'];
  t.same(members.json().rows.slice(1), [[...named, '2026-11-20', '2027-08-31']]);
  t.same(passes.json().rows.slice(1), [[...named, 'beurtenkaart', '2026-11-20', '2027-11-19']]);
  t.same(participants.json().rows.slice(1), [[...named, 'Yoga', '2026-11-20', '2027-06-27']]);
  api.core.setNow('2027-11-20T10:00:00+01:00');
  for (const list of ['passes', 'participants']) {
    const later = await sport.get(`/sportpas/exports/${list}?format=json`);
    t.same(later.json().rows.slice(1), [], `${list} that are over are on no list`);
  }
  api.core.setNow('2026-11-20T10:00:00+01:00');
});

t.test('a plugin cannot take the address of its lists for something else', async (t) => {
  const { paths } = api.description;
  const lists = Object.keys(paths).filter((path) => path.includes('/exports/'));

  t.same(lists.toSorted(), [
    '/api/childcare-access/exports/certificates',
    '/api/childcare-access/exports/charges',
    '/api/childcare-access/exports/children',
    '/api/gomorpas/exports/grants',
    '/api/grabbelpas/exports/participants',
    '/api/grabbelpas/exports/passes',
    '/api/membership-cc-friends/exports/members',
    '/api/membership-cc-friends/exports/reminders',
    '/api/sportpas/exports/participants',
    '/api/sportpas/exports/passes',
    BADGES,
    '/api/staff-card/exports/hours',
    '/api/staff-card/exports/temporary-access',
    '/api/talententickets/exports/budgets',
    '/api/talententickets/exports/use',
  ]);
  const { responses } = paths[BADGES]?.['get'] ?? {};
  t.same(Object.keys(responses?.['200']?.content ?? {}), [
    'text/csv',
    'application/json',
    BOOK_TYPE,
  ]);
});
