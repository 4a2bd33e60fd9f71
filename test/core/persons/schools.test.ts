import t from 'tap';
import { schoolId } from '../../../core/persons/known-schools.ts';
import { openApi } from '../../fixtures/open-api.ts';

const api = await openApi(t);
const registration = api.as('lier-registration');
const [nete, begijnhof] = ['school-at-the-nete', 'school-at-the-begijnhof'].map((key) =>
  schoolId('lier', key),
);

t.test('a pass holder goes to a school, changes and leaves', async (t) => {
  const { passholderId } = await api.addHolder();
  const path = `/passholders/${passholderId}/school`;
  t.match((await registration.get(path)).json(), { status: 404, type: /school-not-found$/ });

  t.equal((await registration.put(path, { id: nete })).statusCode, 204);
  t.same((await registration.get(path)).json(), {
    id: nete,
    name: 'School aan de Nete',
    cardSystems: [{ id: 1, name: 'Lier' }],
    address: { postalCode: '2500', city: 'Lier' },
  });
  t.equal((await registration.put(path, { id: begijnhof })).statusCode, 204);
  t.match((await registration.get(path)).json(), { name: 'School aan het Begijnhof' });
  t.equal((await registration.delete(path)).statusCode, 204);
  t.equal((await registration.get(path)).statusCode, 404);
});

t.test('a school that nobody has is refused, and nothing is kept', async (t) => {
  const { passholderId, personId } = await api.addHolder();

  const answer = await registration.put(`/passholders/${passholderId}/school`, { id: personId });

  t.match(answer.json(), { status: 400, type: /school-not-found$/ });
  const [person] = await api.core.asOwner('select school_id from core.person where id = $1', [
    personId,
  ]);
  t.same(person, { school_id: null });
});

t.test('pass holders are listed by school, each recorded as opened', async (t) => {
  const [pupil, other] = [await api.addHolder({ lastName: 'Schoolkind' }), await api.addHolder()];
  await registration.put(`/passholders/${pupil.passholderId}/school`, { id: nete });
  await registration.put(`/passholders/${other.passholderId}/school`, { id: begijnhof });
  const listed = async (query: string) => {
    const answer = await registration.get(`/passholders?${query}`);
    if (answer.statusCode !== 200) return answer.json<{ type: string }>().type.split('/').at(-1);
    return answer.json<{ member: { id: string }[] }>().member.map(({ id }) => id);
  };

  t.same(await listed(`schoolId=${nete}`), [pupil.passholderId]);
  t.same(await listed('schoolId=*&name=Schoolkind'), [pupil.passholderId]);
  t.same(await listed(`schoolId=${begijnhof}&name=Schoolkind`), []);
  t.equal(await listed('schoolId=*'), 'search-too-wide');
  t.equal(await listed(`schoolId=${pupil.personId}`), 'school-not-found');
  const looks = await api.core.asOwner(
    "select 1 from core.look where passholder_id = $1 and client_id = 'lier-registration'",
    [pupil.passholderId],
  );
  t.equal(looks.length, 3, 'when it was linked, and each time it was listed');
});
