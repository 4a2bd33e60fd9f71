import t from 'tap';
import { associationId } from '../../../core/associations/known-associations.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { openApi } from '../../fixtures/open-api.ts';

const api = await openApi(t);
const [library, sports, registration] = [
  api.as('lier-library-desk'),
  api.as('lier-sports-desk'),
  api.as('lier-registration'),
];
const of = (key: string) => `organizerId=${organizerId('lier', key)}`;
const idOf = (key: string) => associationId('lier', key);
const membershipsOf = (passholderId: string) =>
  `/passholders/${passholderId}/association-memberships`;
const join = (key: string, endDate?: string) => ({
  association: { id: idOf(key) },
  ...(endDate !== undefined && { endDate }),
});

t.test(
  'an organizer sees the associations that are shown to it, and those that it makes',
  async (t) => {
    const namesOf = async (organizer: string, permission: string) => {
      const desk = organizer === 'uit' ? registration : organizer === 'sport' ? sports : library;
      const answer = await desk.get(`/associations?${of(organizer)}&permission=${permission}`);
      return answer.json<{ member: { name: string }[] }>().member.map(({ name }) => name);
    };

    t.same(await namesOf('library', 'WRITE'), ['Jeugdraad', 'Vrijwilliger bibliotheek']);
    t.same(await namesOf('sport', 'READ'), ['Ledenkaart sport']);
    t.same(await namesOf('uit', 'READ'), ['Ledenkaart sport', 'Vrijwilliger bibliotheek']);
    t.same(await namesOf('uit', 'WRITE'), []);
  },
);

t.test('a membership is made, seen by whom it is shown to, renewed and removed', async (t) => {
  const { passholderId } = await api.addHolder({ birthDate: '2005-05-05' });
  const path = membershipsOf(passholderId);
  const seenBy = async (desk: typeof library, organizer: string) =>
    (await desk.get(`${path}?${of(organizer)}`)).json<object[]>();

  t.match(await seenBy(library, 'library'), [
    { association: { name: 'Jeugdraad' }, status: 'NONE', renewable: false },
    { status: 'NONE', newEndDate: '2027-11-19' },
  ]);
  t.same(await seenBy(registration, 'uit'), [], 'nothing that it could make');

  t.equal((await sports.post(`${path}?${of('sport')}`, join('sport-members'))).statusCode, 201);
  t.match(await seenBy(registration, 'uit'), [
    { association: { name: 'Ledenkaart sport' }, status: 'ACTIVE', endDate: '2027-11-19' },
  ]);
  const again = await sports.post(`${path}?${of('sport')}`, join('sport-members'));
  t.equal(again.statusCode, 400);
  t.match(again.json(), { type: /association-membership-renew-not-possible$/ });

  api.core.setNow('2027-12-01T10:00:00+01:00');
  t.match(await seenBy(registration, 'uit'), [{ status: 'EXPIRED', renewable: true }]);
  t.equal((await sports.post(`${path}?${of('sport')}`, join('sport-members'))).statusCode, 201);
  t.match(await seenBy(registration, 'uit'), [{ status: 'ACTIVE', endDate: '2028-11-30' }]);
  const one = `${path}/${idOf('sport-members')}?${of('sport')}`;
  t.equal((await sports.delete(one)).statusCode, 204);
  t.equal((await sports.delete(one)).statusCode, 404);
  t.same(await seenBy(registration, 'uit'), []);
  api.core.setNow('2026-11-20T10:00:00+01:00');
});

t.test('only who writes an association makes a member, and no last day is made up', async (t) => {
  const { passholderId } = await api.addHolder();
  const path = membershipsOf(passholderId);
  const refusal = async (body: object) => {
    const answer = await library.post(`${path}?${of('library')}`, body);
    return `${answer.statusCode} ${answer.json<{ type: string }>().type.split('/').at(-1)}`;
  };

  t.equal(await refusal(join('sport-members')), '400 association-not-found');
  t.equal(await refusal(join('nowhere')), '400 association-not-found');
  t.equal(await refusal(join('library-volunteers')), '400 invalid-data');
  t.equal(await refusal(join('library-volunteers', '2026-11-19')), '400 invalid-data');
  const old = join('youth-council');
  t.equal(await refusal(old), '400 association-membership-renew-not-possible', 'born in 1985');
  t.same(
    await api.core.asOwner('select 1 from core.association_membership where passholder_id = $1', [
      passholderId,
    ]),
    [],
  );
});

t.test('members are listed by association, each recorded as opened', async (t) => {
  const member = await api.addHolder({ birthDate: '2006-05-05' });
  const path = membershipsOf(member.passholderId);
  await library.post(`${path}?${of('library')}`, join('library-volunteers', '2026-12-31'));
  const listed = async (query: string) => {
    const answer = await registration.get(`/passholders?${query}`);
    if (answer.statusCode !== 200) return answer.json<{ type: string }>().type.split('/').at(-1);
    return answer.json<{ member: { id: string }[] }>().member.map(({ id }) => id);
  };
  const volunteers = `associationId=${idOf('library-volunteers')}`;

  t.same(await listed(volunteers), [member.passholderId]);
  t.same(await listed(`${volunteers}&associationMembershipStatus=EXPIRED`), []);
  t.equal(await listed(`associationId=${idOf('youth-council')}`), 'association-not-found');
  api.core.setNow('2027-01-01T10:00:00+01:00');
  t.same(await listed(volunteers), [], 'it is over');
  t.same(await listed(`${volunteers}&associationMembershipStatus=ALL`), [member.passholderId]);
  api.core.setNow('2026-11-20T10:00:00+01:00');
  const looks = await api.core.asOwner(
    "select 1 from core.look where passholder_id = $1 and client_id = 'lier-registration'",
    [member.passholderId],
  );
  t.equal(looks.length, 2);
});

t.test('of 64 who make one membership at once one does', async (t) => {
  const { passholderId } = await api.addHolder();
  const path = `${membershipsOf(passholderId)}?${of('sport')}`;

  const answers = await Promise.all(
    Array.from({ length: 64 }, () => sports.post(path, join('sport-members'))),
  );

  const made = answers.filter(({ statusCode }) => statusCode === 201);
  t.equal(made.length, 1);
  t.ok(answers.every(({ statusCode }) => statusCode === 201 || statusCode === 400));
});
