import t from 'tap';
import { reviewsOfPerson } from '../forget-person.ts';
import { ReviewRow } from '../review-row.entity.ts';
import { openFriends } from './open-friends.ts';

const asked = {
  personId: '0b2f3c5a-9d41-4a5c-8f10-1f2e3d4c5b6a',
  passholderId: null,
  firstName: 'Zoë',
  lastName: "'t Jaeckx",
  birthDate: '1960-01-31',
  email: 'Zoe_J@voorbeeld.be',
};

/** Rows of the old list: the same name and day, the same address, and others who are like them. */
const LISTED = [
  ['1001', "'T JAECKX", 'Zoe', '1960-01-31', ''],
  ['1002', 'Thys', 'Z.', '', 'zoe_j@voorbeeld.be'],
  ['1003', "'t Jaeckx", 'Zoë', '1960-01-30', ''],
  ['1004', 'Jaeckx', 'Bo', '1960-01-31', ''],
  ['1005', 'Thys', 'Z.', '', 'zoeXj@voorbeeld.be'],
  ['1006', "'t Jaeckx", 'Zoë', '', ''],
] as const;

async function openWithReviews(t: Parameters<typeof openFriends>[0]) {
  const friends = await openFriends(t, []);
  const { entities, cardSystemId, newId } = friends.hostAt('2026-11-20');
  for (const [memberNumber, lastName, firstName, birthDate, email] of LISTED) {
    await entities.insert(ReviewRow, {
      cardSystemId,
      id: newId(),
      municipality: 'lier',
      memberNumber,
      seasonFrom: '2026-09-01',
      seasonUntil: '2027-08-31',
      state: 'open',
      reason: 'too-little-known',
      firstName,
      lastName,
      birthDate: birthDate === '' ? null : birthDate,
      email: email === '' ? null : email,
      handedOverOn: '2026-11-01',
    });
  }
  return friends;
}

t.test('a person is told what the review list keeps, and nobody else is named', async (t) => {
  const friends = await openWithReviews(t);

  const host = friends.hostAt('2026-11-20');
  const told = await reviewsOfPerson.export(host.entities, asked, host.secrets);

  t.match(told, { reviews: [{ memberNumber: '1001' }, { memberNumber: '1002' }] });
  t.equal((told['reviews'] as unknown[]).length, 2);
});

t.test('a person who is erased is forgotten there too, and others are not', async (t) => {
  const friends = await openWithReviews(t);

  const host = friends.hostAt('2026-11-20');
  await reviewsOfPerson.erase(host.entities, asked, host.now());

  const states = (await friends.reviews()).map(({ memberNumber, state, lastName, email }) => {
    return [memberNumber, state, lastName === null && email === null];
  });
  t.same(states, [
    ['1001', 'forgotten', true],
    ['1002', 'forgotten', true],
    ['1003', 'open', false],
    ['1004', 'open', false],
    ['1005', 'open', false],
    ['1006', 'open', false],
  ]);
});

t.test('who has no e-mail address is recognised by name and day alone', async (t) => {
  const friends = await openWithReviews(t);
  const { entities, secrets } = friends.hostAt('2026-11-20');

  const told = await reviewsOfPerson.export(entities, { ...asked, email: null }, secrets);

  t.match(told, { reviews: [{ memberNumber: '1001' }] });
  t.equal((told['reviews'] as unknown[]).length, 1);
});
