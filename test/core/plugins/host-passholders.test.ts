import t from 'tap';
import { tenantManager } from '../../../core/database/orm.ts';
import { nationalNumberHash } from '../../../core/persons/national-number-hash.ts';
import { personKey } from '../../../core/persons/person-record.ts';
import { Person } from '../../../core/persons/person.entity.ts';
import { testKeys } from '../../fixtures/test-keys.ts';
import { addSomebody, sellAt } from '../roles/role-desk.ts';
import { openClub } from './open-club.ts';

/*
 * What a plugin may learn of pass holders.
 */

const { core, asClub } = await openClub(t);

async function rename(
  personId: string,
  change: { firstName?: string; nationalNumber?: string; emailKey?: string },
): Promise<void> {
  const em = tenantManager(core.orm, 1);
  const person = await em.findOneOrFail(Person, { cardSystemId: 1, id: personId });
  const { firstName = person.firstName, nationalNumber, emailKey = null } = change;
  const key = testKeys.current('national-number-hash');
  const hash = nationalNumber === undefined ? null : nationalNumberHash(key, nationalNumber);
  const nameKey = personKey({ firstName, lastName: person.lastName });
  Object.assign(person, { firstName, nameKey, nationalNumberHash: hash, emailKey });
  await em.flush();
}

async function addPerson(change: Parameters<typeof rename>[1]): Promise<string> {
  const { passholderId } = await addSomebody(core, { lastName: 'Jaeckx', birthDate: '1990-02-28' });
  const [row] = await core.asOwner<{ id: string }>(
    'select person_id as id from core.passholder where id = $1',
    [passholderId],
  );
  await rename(row?.id ?? '', change);
  return passholderId;
}

t.test('a holder is found by national number', async (t) => {
  const one = await addPerson({ nationalNumber: '85073003328' });

  const found = await asClub((host) =>
    host.passholders.findByNationalNumber(['85073003328', '00012556777', 'no number']),
  );

  t.same([...found.keys()], ['85073003328']);
  t.same(found.get('85073003328'), {
    passholderId: one,
    firstName: 'Noor',
    lastName: 'Jaeckx',
    birthDate: '1990-02-28',
  });
});

t.test('a holder is found by name, unless two are called so', async (t) => {
  const zoe = await addPerson({ firstName: 'Zoë' });
  await addPerson({ firstName: 'Jan' });
  await addPerson({ firstName: 'Jan' });
  const person = (firstName: string, birthDate = '1990-02-28') => {
    return { firstName, lastName: 'JAECKX', birthDate };
  };

  const found = await asClub((host) =>
    host.passholders.findByName([
      person('zoe'),
      person('Jan'),
      person('Zoe', '1990-03-01'),
      { firstName: '-', lastName: '', birthDate: '1990-02-28' },
    ]),
  );

  t.match(found, [{ passholderId: zoe, firstName: 'Zoë' }, null, null, null]);
});

t.test('a holder is found by e-mail when one has it', async (t) => {
  const one = await addPerson({ emailKey: 'zoe@example.org' });
  await addPerson({ emailKey: 'family@example.org' });
  await addPerson({ emailKey: 'family@example.org' });

  const found = await asClub((host) =>
    host.passholders.findByEmail(['Zoe@Example.org', 'family@example.org', 'nobody@example.org']),
  );

  t.same(
    [...found].map(([email, { passholderId }]) => [email, passholderId]),
    [['Zoe@Example.org', one]],
  );
});

t.test('only holders of the own roles are described, and that is recorded', async (t) => {
  const { passholderId } = await addSomebody(core, { firstName: 'Els' });
  const other = await addSomebody(core);
  await sellAt(core, 'library', { ...other, plugin: 'friends', role: 'friend' });

  const described = await asClub(async (host) => {
    await host.roles.issue({ passholderId, role: 'member' });
    return host.passholders.describe([passholderId, other.passholderId]);
  });

  t.same([...described.keys()], [passholderId]);
  t.match(described.get(passholderId), { firstName: 'Els', mailTo: null });
  t.same(
    await core.asOwner('select client_id, subject from core.look where passholder_id = any($1)', [
      [passholderId, other.passholderId],
    ]),
    [{ client_id: 'club', subject: 'person' }],
  );
});

t.test(
  'the e-mail address is told of who wants to be written to, and of nobody else',
  async (t) => {
    const mailOf = async (preferences: object | null) => {
      const { passholderId } = await addSomebody(core);
      await core.asOwner(
        `update core.person set email = 'els@example.org', opt_in_preferences = $2
        where id = (select person_id from core.passholder where id = $1)`,
        [passholderId, preferences],
      );
      const described = await asClub(async (host) => {
        await host.roles.issue({ passholderId, role: 'member' });
        return host.passholders.describe([passholderId]);
      });
      return described.get(passholderId)?.mailTo;
    };

    t.equal(await mailOf({ serviceMails: true, milestoneMails: false }), 'els@example.org');
    t.equal(await mailOf({ serviceMails: false, milestoneMails: true }), null);
    t.equal(await mailOf(null), null);
  },
);
