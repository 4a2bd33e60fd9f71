import t from 'tap';
import { Problem } from '../../../core/contract/problem.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { registerPassholder } from '../../../core/passes/register-passholder.ts';
import { replaceCard } from '../../../core/passes/replace-card.ts';
import type { PersonDetails } from '../../../core/persons/person-record.ts';
import {
  type PassholderSearch,
  searchPassholders,
} from '../../../core/persons/search-passholders.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const core = await openTestCore(t, testInstallation());
const library = testCaller(core, 'library');
const welfare = testCaller(core, 'welfare', { discreet: true });

async function person(number: string, change: Partial<PersonDetails>): Promise<string> {
  const unknown = { nationalNumber: null, email: null, phone: null, street: null };
  const place = { houseNumber: null, postalCode: '2500', city: 'Lier' };
  const names = { firstName: 'Noor', lastName: 'Peeters', birthDate: '1985-07-30' };
  const { passholderId } = await registerPassholder(core, library, {
    person: { ...unknown, ...place, ...names, ...change },
    card: { number },
    household: null,
    payment: null,
    command: null,
  });
  return passholderId;
}

const [zoe, jan, an] = [
  await person('0914603487671', {
    firstName: 'Zoë',
    lastName: "'t Jaeckx-Müller",
    birthDate: '1965-02-21',
    nationalNumber: '65022190043',
    email: 'Gezin@voorbeeld.be',
  }),
  await person('0917198435211', {
    firstName: 'Jan',
    lastName: 'Éclair',
    email: 'gezin@voorbeeld.be',
  }),
  await person('0945300917909', {
    firstName: 'An',
    lastName: 'Eeckhout',
    email: 'gezin@voorbeeld.be',
  }),
];
await addHolder(core, { cardSystemId: 2, municipality: 'mechelen', number: '0941612477609' });
await addAlias(core, welfare, { passholderId: zoe, number: 'GP7', isDiscreet: true });

const page = { start: 0, limit: 20 };
const search = (asked: Partial<PassholderSearch>, caller = library) =>
  searchPassholders(core, caller, { ...page, ...asked });
const idsOf = async (asked: Partial<PassholderSearch>): Promise<string[]> =>
  (await search(asked)).member.map(({ id }) => id);
const problemOf = async (asked: Partial<PassholderSearch>): Promise<string> =>
  search(asked).then(
    () => 'answered',
    (error: unknown) => (error instanceof Problem ? error.definition.name : String(error)),
  );

/** What was recorded since the last time. */
async function takeLooks(): Promise<unknown[]> {
  return core.asOwner(
    'delete from core.look returning client_id, organizer_id, passholder_id, subject',
  );
}

t.test('a desk sees first name, initial and number of whom it finds, and no more', async (t) => {
  t.same(await search({ inszNumber: '65.02.21-900.43' }), {
    totalItems: 1,
    member: [{ id: zoe, firstName: 'Zoë', initial: "'", uitpasNumber: '0914603487671' }],
  });
});

t.test('somebody is found by whatever identifies', async (t) => {
  const name = { firstName: 'zoe', name: 't jaeckx muller' };

  t.same(await idsOf({ uitpasNumber: '0914603487671' }), [zoe]);
  t.same(await idsOf({ uitpasNumber: '0914 6034 87671' }), [zoe]);
  t.same(await idsOf({ email: 'gezin@VOORBEELD.be', name: 'Eeckhout' }), [an]);
  t.same(await idsOf({ ...name, dateOfBirth: '1965-02-21' }), [zoe]);
  t.same(await idsOf({ ...name, dateOfBirth: '1965-02-22' }), []);
  t.same(await idsOf({ inszNumber: '85073003328' }), [], 'a number that nobody here has');
});

t.test('a holder fits everything that was asked', async (t) => {
  const card = { uitpasNumber: '0914603487671' };

  t.same(await idsOf({ ...card, inszNumber: '65022190043', dateOfBirth: '1965-02-21' }), [zoe]);
  t.same(await idsOf({ ...card, inszNumber: '85073003328' }), []);
  t.same(await idsOf({ inszNumber: '65022190043', email: 'gezin@voorbeeld.be' }), [zoe]);
  t.same(await idsOf({ ...card, dateOfBirth: '1965-02-22' }), []);
  t.same(await idsOf({ ...card, firstName: 'Jan' }), []);
  t.same(await idsOf({ ...card, email: 'iemand@voorbeeld.be' }), []);
});

t.test(
  'several are sorted by name, accents beside their letters, and given in parts',
  async (t) => {
    const email = 'gezin@voorbeeld.be';

    t.same(await idsOf({ email }), [zoe, jan, an], "'t Jaeckx, Éclair, Eeckhout");
    t.same(await search({ email, start: 1, limit: 1 }), {
      totalItems: 3,
      member: [{ id: jan, firstName: 'Jan', initial: 'É', uitpasNumber: '0917198435211' }],
    });
    t.same((await search({ email, start: 3 })).member, []);
  },
);

t.test('after a replacement the old number finds the holder, with the new number', async (t) => {
  const id = await person('0957781037099', { firstName: 'Bo', birthDate: '2001-01-01' });
  const newNumber = '0903794475371';
  await replaceCard(core, library, { card: '0957781037099', newNumber, command: null });

  t.match((await search({ uitpasNumber: '0957781037099' })).member, [
    { id, uitpasNumber: newNumber },
  ]);
});

t.test('a chip number finds its card only', async (t) => {
  await addHolder(core, { number: '0950734340561', chipNumber: '047FB9243417E3' });

  t.equal((await search({ chipNumber: '04:7f:b9:24:34:17:e3' })).totalItems, 1);
  t.equal((await search({ chipNumber: '047FB9243417E4' })).totalItems, 0);
  const both = { chipNumber: '047FB9243417E3', uitpasNumber: '0914603487671' };
  t.equal((await search(both)).totalItems, 0);
});

t.test('a number that betrays poverty finds nobody but for who may resolve it', async (t) => {
  t.equal((await search({ uitpasNumber: 'GP7' })).totalItems, 0);
  t.same((await search({ uitpasNumber: 'GP7' }, welfare)).member[0]?.id, zoe);
});

t.test('nobody of another card system is found', async (t) => {
  t.equal((await search({ uitpasNumber: '0941612477609' })).totalItems, 0);
  const mechelen = testCaller(core, 'library', { municipality: 'mechelen' });
  t.equal((await search({ inszNumber: '65022190043' }, mechelen)).totalItems, 0);
  t.equal((await search({ email: 'gezin@voorbeeld.be' }, mechelen)).totalItems, 0);
});

t.test('a search that identifies nobody is refused', async (t) => {
  for (const asked of [
    {},
    { firstName: 'Noor' },
    { name: 'Peeters' },
    { firstName: 'Noor', name: 'Peeters' },
    { dateOfBirth: '1985-07-30' },
    { name: 'Peeters', dateOfBirth: '1985-07-30' },
    { firstName: '-', name: '.', dateOfBirth: '1985-07-30' },
    { email: 'gezin@voorbeeld.be', name: '...' },
  ]) {
    t.equal(await problemOf(asked), 'search-too-wide', JSON.stringify(asked));
  }
  t.equal(await problemOf({ inszNumber: '85073003329' }), 'invalid-insz-number');
  t.equal(await problemOf({ chipNumber: '0914603487671' }), 'invalid-uitpas-number');
  t.equal(await problemOf({ uitpasNumber: ' - ' }), 'invalid-uitpas-number');
});

t.test('a person who was erased is not found', async (t) => {
  const { passholderId, personId } = await addHolder(core, { number: '0924273262999' });
  await core.asOwner('update core.passholder set person_id = null where id = $1', [passholderId]);
  await core.asOwner('delete from core.person where id = $1', [personId]);

  t.equal((await search({ uitpasNumber: '0924273262999' })).totalItems, 0);
});

t.test('looking for a person is recorded, once for each who was shown', async (t) => {
  await takeLooks();
  const look = {
    client_id: 'lier-library-desk',
    organizer_id: organizerId('lier', 'library'),
    subject: 'person',
  };

  await search({ email: 'gezin@voorbeeld.be', limit: 2 });
  t.same(await takeLooks(), [
    { ...look, passholder_id: zoe },
    { ...look, passholder_id: jan },
  ]);

  await search({ inszNumber: '85073003328' });
  t.same(await takeLooks(), [{ ...look, passholder_id: null }], 'nobody was found');

  await search({ uitpasNumber: '0914603487671' });
  t.same(await takeLooks(), [], 'a card is no person');

  await search({ uitpasNumber: '0914603487671', name: 'Peeters' });
  t.same(await takeLooks(), [{ ...look, passholder_id: zoe }], 'a name beside it is');
});

t.test('whom a number found was looked at, whether or not the rest fits', async (t) => {
  await takeLooks();
  const card = { uitpasNumber: '0914603487671' };
  const named = { firstName: 'Zoë', name: "'t Jaeckx-Müller", dateOfBirth: '1965-02-21' };
  for (const asked of [
    { ...card, firstName: 'Jan' },
    { ...card, dateOfBirth: '1999-01-01' },
    { ...card, ...named },
    { ...card, ...named, name: 'Peeters' },
    { inszNumber: '65022190043', name: 'Peeters' },
  ]) {
    await search(asked);
    t.match(await takeLooks(), [{ passholder_id: zoe }], JSON.stringify(asked));
  }

  await search({ email: 'gezin@voorbeeld.be', firstName: 'Jan', start: 1 });
  const looks = (await takeLooks()) as { passholder_id: string }[];
  t.same(looks.map(({ passholder_id: at }) => at).sort(), [zoe, jan, an].sort(), 'each once');

  await search({ uitpasNumber: '0999999999999', name: 'Peeters' });
  t.match(await takeLooks(), [{ passholder_id: null }], 'a number that nobody has');
});

t.test('a name is not spelled out letter by letter', async (t) => {
  const card = { uitpasNumber: '0914603487671' };

  for (const part of ['r', 'er', 'uller', 'jaeckxmulle', 'zoetjaeckxmuller']) {
    t.same(await idsOf({ ...card, name: part }), [], part);
  }
  for (const part of ['z', 'zo', 'zoet', 'zoetjaeckxmuller']) {
    t.same(await idsOf({ ...card, firstName: part }), [], part);
  }
  t.same(await idsOf({ ...card, name: 'T JAECKX muller' }), [zoe]);
  t.same(await idsOf({ ...card, firstName: 'ZOE' }), [zoe]);
  t.same(await idsOf({ ...card, firstName: 'Zoë', name: "'t Jaeckx Müller" }), [zoe]);
  t.same(await idsOf({ ...card, firstName: 'Zoët', name: 'Jaeckx Müller' }), [], 'each by itself');
});

t.test('whom a part of the list does not show was looked for all the same', async (t) => {
  await takeLooks();

  const { totalItems, member } = await search({ email: 'gezin@voorbeeld.be', start: 5 });

  t.same([totalItems, member], [3, []], 'that three are called so is told');
  const looks = (await takeLooks()) as { passholder_id: string }[];
  t.same(looks.map(({ passholder_id: at }) => at).sort(), [zoe, jan, an].sort());
});
