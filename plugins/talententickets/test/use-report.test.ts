import assert from 'node:assert/strict';
import t from 'tap';
import { askPrice, ticketAt } from '../../../test/api/api-desk.ts';
import { CLUB, openTalents, useOf, YOUTH } from './open-talents.ts';

/*
 * How much was used in a quarter, by postal code and age: told when it is over, in groups of ten.
 */

const town = await openTalents(t, { ageBands: [5, 12] });
const { addChild, api, giveBudgets, linesOf, pay, reportUse } = town;
const { core } = api;

async function addChildren(count: number, birthDate: string, postalCode: string) {
  const children = [];
  for (let child = 0; child < count; child += 1) children.push(await addChild(birthDate));
  await core.asOwner(
    `update core.person p set postal_code = $2 from core.passholder h
      where h.person_id = p.id and h.id = any($1)`,
    [children.map(({ passholderId }) => passholderId), postalCode],
  );
  return children;
}

async function readUse() {
  const answer = await api.as(YOUTH).get('/talententickets/use');
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ member: { quarterFrom: string; groups: object[] }[] }>().member;
}

const young = await addChildren(13, '2018-05-05', '2800');
const old = await addChildren(11, '2012-05-05', '2800');
const few = await addChildren(3, '2018-05-05', '2811');
await giveBudgets();
for (const child of [...young.slice(0, 6), ...old.slice(0, 5), ...few.slice(0, 1)]) {
  const paid = await pay(child, useOf('first', 2000));
  assert.equal(paid.statusCode, 201, paid.body);
}

t.test('nothing is told of a quarter that is not over', async (t) => {
  await reportUse();

  const reports = await readUse();
  t.same(
    reports.map(({ quarterFrom }) => quarterFrom),
    ['2026-07-01', '2026-04-01', '2026-01-01', '2025-10-01'],
  );
  t.ok(reports.every(({ groups }) => groups.length === 0));
});

t.test('a place of three children is told with the one beside it', async (t) => {
  core.setNow('2027-01-01T03:00:00+01:00');
  await Promise.all([reportUse(), reportUse()]);

  const [latest] = await readUse();
  t.same(latest, {
    quarterFrom: '2026-10-01',
    quarterUntil: '2026-12-31',
    groups: [
      {
        postalCodes: ['2811', '2800'],
        ageFrom: 5,
        ageUntil: null,
        people: 25,
        users: 10,
        usedCents: 25_000,
      },
    ],
  });
});

t.test('what was told does not change when somebody moves, or is erased', async (t) => {
  const before = await readUse();
  await core.asOwner("update core.person set postal_code = '2801' where postal_code = '2811'");
  const [somebody] = few;
  await api.as('mechelen-privacy').delete(`/passholders/${somebody?.passholderId}`);

  core.setNow('2027-01-02T03:00:00+01:00');
  await reportUse();

  t.same(await readUse(), before);
});

t.test('the same as a list', async (t) => {
  const answer = await api.as(YOUTH).get('/talententickets/exports/use?format=json');

  t.same(answer.json<{ rows: unknown[] }>().rows, [
    [
      'van',
      'tot en met',
      'postcodes',
      'leeftijd vanaf',
      'leeftijd tot en met',
      'kinderen',
      'gebruikers',
      'gebruikt (cent)',
    ],
    ['2026-10-01', '2026-12-31', '2811|2800', 5, null, 25, 10, 25_000],
  ]);
});

t.test('what was taken back within the quarter was not used', async (t) => {
  const fee = await api.addEvent('judo-club', { municipality: 'mechelen' });
  for (const child of [...young.slice(6), ...old.slice(5)]) {
    const asked = { number: child.number, eventId: fee };
    const [line] = await linesOf(CLUB, child.number);
    const ticket = ticketAt(await askPrice(api, CLUB, asked), asked);
    const allowances = [{ roleId: line?.roleId, allowance: 'third', cents: 1000 }];
    const sold = await api.as(CLUB).post('/ticket-sales', [{ ...ticket, allowances }]);
    const [sale] = sold.json<{ id: string }[]>();
    t.equal((await api.as(CLUB).delete(`/ticket-sales/${sale?.id}`)).statusCode, 204);
  }

  core.setNow('2027-04-01T03:00:00+02:00');
  await reportUse();

  const [latest] = await readUse();
  t.same(latest, { quarterFrom: '2027-01-01', quarterUntil: '2027-03-31', groups: [] });
});
