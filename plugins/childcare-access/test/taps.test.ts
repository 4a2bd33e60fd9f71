import { randomUUID } from 'node:crypto';
import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openChildcare } from './open-childcare.ts';

const care = await openChildcare(t);
const refusal = (name: string) => ({ type: `/problems/childcare-access-${name}` });

t.beforeEach(() => care.at('15:30'));

t.test('a card opens an attendance, and only who is named closes it', async (t) => {
  const [parent, stranger, barred] = await Promise.all([1, 2, 3].map(() => care.api.addHolder()));
  const child = await care.addChild({ firstName: 'Mila' });
  const id = await care.enrol(child, {
    allergies: 'noten & <melk>',
    persons: [
      { kind: 'pick-up', name: 'Papa', card: parent?.number },
      { kind: 'pick-up', name: 'Nonkel Jan' },
      { kind: 'barred', name: 'Geweerd', card: barred?.number },
    ],
  });
  const { number } = child;

  t.match((await care.leave(number)).json(), refusal('not-inside'));
  t.equal((await care.arrive(number)).statusCode, 200);
  t.match((await care.arrive(number)).json(), refusal('already-inside'));
  t.match(await care.inside(), { children: [{ firstName: 'Mila', allergies: 'noten & <melk>' }] });

  const page = await care.door.get(`/childcare-access/locations/${care.nest}/inside/page`);
  t.match(page.headers['content-type'], 'text/html');
  t.match(page.body, 'Peeters Mila');
  t.match(page.body, 'noten &amp; &lt;melk&gt;', 'nothing of it is taken for a tag');

  const refused = async (more: object) => (await care.leave(number, more)).json();
  t.match(await refused({}), { ...refusal('pick-up-refused'), refused: 'may-not-leave-alone' });
  t.match(await refused({ pickUpCard: stranger?.number }), { refused: 'not-named' });
  t.match(await refused({ pickUpCard: barred?.number }), { refused: 'barred' });
  t.match(await refused({ pickUpCard: '0900000000009' }), refusal('holder-not-found'));
  const [found] = await care.find(number);
  t.same(found?.id, id);
  const named = new Map(found?.persons.map((one) => [one.name, one.id]));
  const because = 'Kaart vergeten, gekend gezicht.';
  const confirmedBy = (name: string) => ({
    confirmed: { personId: named.get(name) ?? randomUUID(), because },
  });
  t.match(await refused(confirmedBy('Geweerd')), { refused: 'barred' });
  t.match(
    await refused({ ...confirmedBy('Papa'), pickUpCard: barred?.number }),
    { refused: 'barred' },
    'a card proves more than a word',
  );
  t.match(await refused(confirmedBy('Wie')), { refused: 'not-named' });
  t.equal((await care.leave(number, confirmedBy('Nonkel Jan'))).statusCode, 200);
  t.same((await care.inside()).children, []);

  await care.arrive(number);
  t.equal((await care.leave(number, { pickUpCard: parent?.number })).statusCode, 200);
});

t.test('a child goes home by itself where that is permitted', async (t) => {
  const child = await care.addChild();
  await care.enrol(child, { mayLeaveAlone: true });
  await care.arrive(child.number);

  t.equal((await care.leave(child.number)).statusCode, 200);
});

t.test('a child is taken in where and when it is enrolled', async (t) => {
  const child = await care.addChild();
  await care.enrol(child, { days: [3] });
  const other = placeId('lier', 'rainbow');
  const because = 'De ouders belden.';

  t.match((await care.arrive(child.number)).json(), refusal('not-expected'));
  t.match((await care.arrive(child.number, { placeId: other })).json(), refusal('not-enrolled'));
  t.match(
    (await care.arrive(child.number, { placeId: placeId('lier', 'gym') })).json(),
    refusal('not-here'),
  );
  t.equal((await care.arrive(child.number, { because })).statusCode, 200);
  const stranger = await care.addChild();
  t.match((await care.arrive(stranger.number)).json(), refusal('not-enrolled'));
});

t.test('of 64 taps at once one lets in, and one lets out', async (t) => {
  const child = await care.addChild();
  await care.enrol(child, { mayLeaveAlone: true });
  await Promise.all(Array.from({ length: 64 }, () => care.find(child.number)));

  const arrived = await Promise.all(Array.from({ length: 64 }, () => care.arrive(child.number)));
  const left = await Promise.all(Array.from({ length: 64 }, () => care.leave(child.number)));

  for (const [taps, name] of [
    [arrived, 'already-inside'],
    [left, 'not-inside'],
  ] as const) {
    const refused = taps.filter(({ statusCode }) => statusCode !== 200);
    t.equal(refused.length, 63);
    for (const one of refused) t.match(one.json(), refusal(name));
  }
  const rows = await care.api.core.asOwner(
    'select from childcare_access.attendance where passholder_id = $1',
    [child.passholderId],
  );
  t.equal(rows.length, 1);
});

t.test('of 64 enrolments at once one stands', async (t) => {
  const child = await care.addChild();
  const body = {
    card: child.number,
    location: 'nest',
    days: [1],
    onFreeDays: false,
    mayLeaveAlone: false,
  };

  const all = await Promise.all(
    Array.from({ length: 64 }, () => care.desk.post('/childcare-access/enrolments', body)),
  );

  t.equal(all.filter(({ statusCode }) => statusCode === 200).length, 1);
  t.equal((await care.find(child.number)).length, 1);
});

t.test('the same tap sent again answers the same, and changes nothing', async (t) => {
  const child = await care.addChild();
  await care.enrol(child, { mayLeaveAlone: true });
  const body = { card: child.number, placeId: care.nest };
  for (const path of ['/childcare-access/arrivals', '/childcare-access/departures']) {
    const key = randomUUID();
    const first = await care.door.post(path, body, { key });
    const again = await care.door.post(path, body, { key });
    t.equal(first.statusCode, 200);
    t.same(again.json(), first.json());
  }
});

t.test('a child that nobody tapped out is closed at closing time, and flagged', async (t) => {
  const child = await care.addChild({ firstName: 'Vergeten' });
  await care.enrol(child);
  await care.arrive(child.number);

  care.at('19:29');
  await care.work('close-forgotten');
  t.ok((await care.inside()).children.some(({ firstName }) => firstName === 'Vergeten'));
  care.at('19:30');
  await care.work('close-forgotten');

  t.notOk((await care.inside()).children.some(({ firstName }) => firstName === 'Vergeten'));
  const path = `/childcare-access/locations/${care.nest}/days/2026-11-19`;
  const stays = (await care.desk.get(path)).json<{ firstName: string }[]>();
  t.match(
    stays.find(({ firstName }) => firstName === 'Vergeten'),
    { departedAt: '2026-11-19T17:30:00Z', departedBy: 'closing' },
  );
});

t.test('who is barred without a card has the name of nobody who may fetch the child', async (t) => {
  const [child, oma] = [await care.addChild(), await care.api.addHolder()];
  const id = await care.enrol(child);
  const say = (...persons: object[]) =>
    care.desk.put(`/childcare-access/enrolments/${id}/persons`, { persons });
  const [mayFetch, barred] = [
    { kind: 'pick-up', name: 'Jan Peeters', card: oma.number },
    { kind: 'barred', name: 'PEETERS  Jan' },
  ];

  t.match((await say(mayFetch, barred)).json(), {
    type: '/problems/childcare-access-contradictory-list',
    jsonPointer: '/persons/1',
    detail: /give both a card/,
  });
  t.equal((await say(mayFetch, { ...barred, card: child.number })).statusCode, 204);
  t.equal((await say(mayFetch, { ...barred, name: 'Jan Peeters, haar zoon' })).statusCode, 204);
});

t.test('times that cannot be are refused, and nothing is half done', async (t) => {
  const child = await care.addChild();
  care.at('08:00', '2026-11-17');
  await care.enrol(child);
  care.at('15:30');
  const add = async (arrivedAt: string, departedAt: string) => {
    const body = { card: child.number, placeId: care.nest, because: 'Vergeten te tikken.' };
    const times = {
      arrivedAt: `2026-11-${arrivedAt}+01:00`,
      departedAt: `2026-11-${departedAt}+01:00`,
    };
    return care.desk.post('/childcare-access/attendances', { ...body, ...times });
  };

  t.equal((await add('18T16:00:00', '18T17:00:00')).statusCode, 200);
  for (const [from, until, detail] of [
    ['18T16:30:00', '18T17:30:00', 'it overlaps another stay of the child'],
    ['18T18:00:00', '18T17:30:00', 'it ends before it begins'],
    ['18T18:00:00', '18T18:00:00', 'it ends when it begins'],
    ['17T16:00:00', '18T12:00:00', 'it ends on another day than it begins'],
    ['19T15:00:00', '19T16:00:00', 'it ends in the future'],
  ] as const) {
    t.match((await add(from, until)).json(), { ...refusal('impossible-times'), detail }, detail);
  }
  t.equal((await add('18T17:00:00', '18T17:30:00')).statusCode, 200, 'a stay that adjoins');
  for (const because of ['   ', ' \n\t ok', 'ok  ']) {
    const body = { card: child.number, placeId: care.nest, because };
    const refused = await care.door.post('/childcare-access/arrivals', body);
    t.equal(refused.statusCode, 400, 'blanks are no reason');
  }
  await care.arrive(child.number);
  const [person] = (await care.inside()).children;
  t.ok(person, 'and in the same instant');
});

t.test('a stay is written down on a day of an enrolment, also of one that has ended', async (t) => {
  const child = await care.addChild();
  const id = await care.enrol(child);
  const add = (day: string, placeKey = 'nest') =>
    care.desk.post('/childcare-access/attendances', {
      card: child.number,
      placeId: placeId('lier', placeKey),
      because: 'Vergeten te tikken.',
      arrivedAt: `${day}T16:00:00+01:00`,
      departedAt: `${day}T17:00:00+01:00`,
    });
  care.at('10:00', '2026-11-23');
  await care.desk.post(`/childcare-access/enrolments/${id}/end`, { lastDay: '2026-11-22' });
  care.at('18:00', '2026-11-24');

  for (const day of ['2026-11-18', '2026-11-23', '2026-11-24']) {
    t.match((await add(day)).json(), refusal('not-enrolled'), day);
  }
  t.match((await add('2026-11-20', 'rainbow')).json(), refusal('not-enrolled'));
  t.equal((await add('2026-11-20')).statusCode, 200);
  await care.work('settle-day', { day: '2026-11-20' });
  t.match(await care.facts('care/2026-11-20/'), [{ shares: { PAYER: 200 } }]);
});

t.test('no other desk learns that a child is enrolled', async (t) => {
  const child = await care.addChild();
  await care.enrol(child);
  const rightsFor = async (client: string) => {
    const answer = await care.api.as(client).get(`/passes/${child.number}/rights`);
    return answer.json<{ rights: { plugin: string }[] }>().rights.map(({ plugin }) => plugin);
  };

  t.same(await rightsFor('lier-childcare'), ['childcare-access']);
  for (const client of ['lier-library-desk', 'lier-hr', 'lier-welfare', 'lier-sports-desk']) {
    t.notOk((await rightsFor(client)).includes('childcare-access'), client);
    const asked = await care.api.as(client).get(`/childcare-access/locations/${care.nest}/inside`);
    t.equal(asked.statusCode, 403, client);
  }
});

t.test('what a child cannot bear is stored sealed, and on no list', async (t) => {
  const child = await care.addChild();
  await care.enrol(child, {
    allergies: 'pindakaas',
    persons: [{ kind: 'pick-up', name: 'Zwaantje' }],
  });

  const rows = await care.api.core.asOwner<{ text: string }>(
    `select e::text || c::text as text from childcare_access.enrolment e
       join childcare_access.contact c on c.enrolment_id = e.id where e.passholder_id = $1`,
    [child.passholderId],
  );
  t.equal(rows.length, 1);
  t.notMatch(rows[0]?.text, /pindakaas|Zwaantje/);
  const list = await care.desk.get('/childcare-access/exports/children');
  t.match(list.body, 'Het Nest');
  t.notMatch(list.body, /pindakaas/);
});
