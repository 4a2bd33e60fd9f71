import t from 'tap';
import { addCitizen, registrationToken } from '../../api/cases/current-passholder.ts';
import { type ApiHolder, openApi } from '../../fixtures/open-api.ts';

const api = await openApi(t);
const desk = api.as('lier-registration');
const familyOf = ({ passholderId }: { passholderId: string }) =>
  `/passholders/${passholderId}/family-members`;
const add = (main: ApiHolder, member: ApiHolder) =>
  desk.post(familyOf(main), { uitpasNumber: member.number });
const namesIn = async (main: ApiHolder) =>
  (await desk.get(familyOf(main)))
    .json<{ uitpasNumber: string }[]>()
    .map(({ uitpasNumber }) => uitpasNumber);
const nameOf = ({ type = '' }: { type?: string }) => type.split('/').at(-1);

t.test('a family is of one pass holder, and the other has none by it', async (t) => {
  const [main, child] = [await api.addHolder(), await api.addHolder({ birthDate: '2015-05-05' })];
  t.same(await namesIn(main), [main.number], 'one is always in the own family');

  t.equal((await add(main, child)).statusCode, 201);

  t.same(await namesIn(main), [main.number, child.number]);
  t.same(await namesIn(child), [child.number]);
  t.match((await desk.get(`/passholders/${child.passholderId}/families`)).json(), [
    { name: 'Peeters', firstName: 'Noor', passholderId: main.passholderId },
  ]);
  t.same((await desk.get(`/passholders/${main.passholderId}/families`)).json(), []);
  t.equal(nameOf((await add(main, child)).json()), 'family-member-already-added');
  t.equal(nameOf((await add(main, main)).json()), 'family-member-already-added');
  t.equal(
    nameOf((await desk.post(familyOf(main), { uitpasNumber: '0999' })).json()),
    'passholder-not-found',
  );
});

t.test('a member gets an icon, and is taken out; the main member is not', async (t) => {
  const [main, child] = [await api.addHolder(), await api.addHolder()];
  await add(main, child);
  const one = `${familyOf(main)}/${child.passholderId}`;

  t.equal((await desk.put(one, { icon: 'vos' })).statusCode, 202);
  t.match((await desk.get(familyOf(main))).json(), [
    { mainFamilyMember: true },
    { icon: 'vos', mainFamilyMember: false },
  ]);
  t.equal((await desk.delete(`${familyOf(main)}/${main.passholderId}`)).statusCode, 403);
  t.equal((await desk.delete(one)).statusCode, 202);
  t.equal((await desk.delete(one)).statusCode, 404);
  t.equal((await desk.put(one, { icon: 'uil' })).statusCode, 404);
  t.same(await namesIn(main), [main.number]);
});

t.test('of 64 who are added at once as many come in as the town allows', async (t) => {
  const main = await api.addHolder();
  const adults = await Promise.all(Array.from({ length: 32 }, () => api.addHolder()));
  const children = await Promise.all(
    Array.from({ length: 32 }, () => api.addHolder({ birthDate: '2015-05-05' })),
  );

  const answers = await Promise.all([...adults, ...children].map((one) => add(main, one)));

  const refused = answers.filter(({ statusCode }) => statusCode !== 201);
  const reasons = new Set(refused.map((answer) => nameOf(answer.json())));
  t.same(reasons, new Set(['too-many-adults-in-family', 'too-many-family-members']));
  const family = await desk.get(familyOf(main));
  const members = family.json<{ passholder: { dateOfBirth: string } }[]>();
  t.equal(members.length, 10);
  t.ok(members.filter(({ passholder }) => passholder.dateOfBirth < '2008-11-20').length <= 4);
});

t.test('who is in a family has no partner, child or guardian by it', async (t) => {
  const [main, child] = [await api.addHolder(), await api.addHolder({ birthDate: '2015-05-05' })];
  await add(main, child);

  const [counted] = await api.core.asOwner<{ facts: string }>(
    `select core.read_cards(1, array[$1, $2], array[false, false], array[null, null]::uuid[],
       array['2026-11-20', '2026-11-20']::date[]) as facts`,
    [main.number, child.number],
  );

  for (const { holder } of JSON.parse(counted?.facts ?? '') as { holder: object }[]) {
    t.match(holder, { partners: 0, children: 0, guardians: 0 });
  }
});

t.test('a pass holder keeps the own family, with a token of who is added', async (t) => {
  const [me, child, stranger] = [
    await addCitizen(api),
    await api.addHolder(),
    await api.addHolder(),
  ];
  const app = api.as(me.who);
  const body = { uitpasNumber: child.number };
  const headers = { 'x-registration-token': await registrationToken(api, child) };

  t.equal((await app.post(familyOf(me), body)).statusCode, 403, 'without one');
  const other = { uitpasNumber: stranger.number };
  t.equal((await app.post(familyOf(me), other, { headers })).statusCode, 400, 'of somebody else');
  t.equal((await app.post(familyOf(me), body, { headers })).statusCode, 201);
  await app.delete(`${familyOf(me)}/${child.passholderId}`);
  t.equal((await app.post(familyOf(me), body, { headers })).statusCode, 403, 'used');
  t.equal((await app.get(familyOf(child))).statusCode, 404, 'that of another');
});

t.test('a pass holder sees of the family the numbers, and of nobody else the data', async (t) => {
  const [me, child] = [await addCitizen(api), await api.addHolder({ firstName: 'Geheim' })];
  await desk.post(familyOf(me), { uitpasNumber: child.number });
  const before = await api.core.asOwner('select 1 from core.look');

  const shown = await api.as(me.who).get(familyOf(me));

  t.match(shown.json(), [
    { mainFamilyMember: true, passholder: { id: me.passholderId } },
    { mainFamilyMember: false, uitpasNumber: child.number },
  ]);
  t.notMatch(shown.body, /Geheim/);
  t.equal((await api.core.asOwner('select 1 from core.look')).length, before.length);
});

t.test('who was added can step out, and the family goes with its main member', async (t) => {
  const [main, me] = [await api.addHolder(), await addCitizen(api)];
  await add(main, me);
  const one = `${familyOf(main)}/${me.passholderId}`;
  t.equal(
    (await api.as(me.who).get(`/passholders/${me.passholderId}/families`)).json<object[]>().length,
    1,
  );

  t.equal((await api.as(me.who).delete(one)).statusCode, 202);
  await add(main, me);
  await api.as('lier-privacy').delete(`/passholders/${main.passholderId}`);

  t.same((await desk.get(`/passholders/${me.passholderId}/families`)).json(), []);
  const left = await api.core.asOwner('select 1 from core.family where passholder_id = $1', [
    main.passholderId,
  ]);
  t.same(left, []);
});

t.test('a holder of elsewhere is in no family of the town', async (t) => {
  const main = await api.addHolder();
  const elsewhere = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });

  t.equal(nameOf((await add(main, elsewhere)).json()), 'passholder-not-found');
  t.equal(nameOf((await add(elsewhere, main)).json()), 'passholder-not-found');
});
