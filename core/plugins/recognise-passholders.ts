import type { EntityManager, InferEntity } from '@mikro-orm/postgresql';
import type { Host } from '../contract/host.ts';
import type { KnownPassholder } from '../contract/passholder.ts';
import type { Core } from '../core.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { emailKey } from '../persons/email-key.ts';
import { nationalNumberHashes } from '../persons/national-number-hash.ts';
import type { Person } from '../persons/person.entity.ts';
import { personKey } from '../persons/person-record.ts';
import type { HostTransaction } from './host-transaction.ts';

/** Persons that are looked up at once. */
const CHUNK = 500;

/** The columns by which a person is recognised. */
type PersonColumn = 'nationalNumberHash' | 'nameKey' | 'emailKey';

interface FoundPerson extends KnownPassholder {
  readonly nationalNumberHash: string | null;
  readonly nameKey: string;
  readonly emailKey: string | null;
}

/** Finds pass holders of the card system by what a list says of them. */
export function recognisePassholders(
  core: Core,
  cardSystemId: number,
  transaction: HostTransaction,
): Pick<Host['passholders'], 'findByNationalNumber' | 'findByName' | 'findByEmail'> {
  const find = (column: PersonColumn, keys: readonly string[]): Promise<FoundPerson[]> =>
    transaction.within((em) => findPersons(em, cardSystemId, { column, keys }));
  return {
    async findByNationalNumber(numbers) {
      const hashes = new Map(numbers.map((one) => [one, hashesOf(core, one)]));
      const found = await find('nationalNumberHash', [...hashes.values()].flat());
      const byHash = new Map(found.map((person) => [person.nationalNumberHash, person]));
      return pairs(hashes, (all) => all.flatMap((hash) => byHash.get(hash) ?? [])[0]);
    },

    async findByName(persons) {
      const keys = persons.map((person) => personKey(person));
      const found = await find(
        'nameKey',
        keys.filter((key) => key !== ''),
      );
      const byPerson = Map.groupBy(found, (one) => `${one.nameKey} ${one.birthDate}`);
      return persons.map(({ birthDate }, at) => {
        const [only, ...others] = byPerson.get(`${keys[at]} ${birthDate}`) ?? [];
        return only && others.length === 0 ? known(only) : null;
      });
    },

    async findByEmail(emails) {
      const keys = new Map(emails.map((email) => [email, emailKey(email)]));
      const found = await find(
        'emailKey',
        [...keys.values()].filter((key) => key !== ''),
      );
      const byEmail = Map.groupBy(found, (one) => one.emailKey);
      return pairs(keys, (key) => {
        const [only, ...others] = byEmail.get(key) ?? [];
        return others.length === 0 ? only : undefined;
      });
    },
  };
}

function hashesOf(core: Core, number: string): string[] {
  return /^[0-9]{11}$/.test(number) ? nationalNumberHashes(core.keys, number) : [];
}

function pairs<Key>(
  asked: ReadonlyMap<string, Key>,
  find: (key: Key) => KnownPassholder | undefined,
): Map<string, KnownPassholder> {
  const found = [...asked].flatMap(([text, key]): [string, KnownPassholder][] => {
    const person = find(key);
    return person ? [[text, known(person)]] : [];
  });
  return new Map(found);
}

/** Nothing but what the contract promises leaves core. */
export function known({
  passholderId,
  firstName,
  lastName,
  birthDate,
}: KnownPassholder): KnownPassholder {
  return { passholderId, firstName, lastName, birthDate };
}

async function findPersons(
  em: EntityManager,
  cardSystemId: number,
  { column, keys }: { column: PersonColumn; keys: readonly string[] },
): Promise<FoundPerson[]> {
  const found: FoundPerson[] = [];
  for (const chunk of chunksOf([...new Set(keys)])) {
    const holders = await em.find(
      Passholder,
      { cardSystemId, person: { cardSystemId, [column]: { $in: chunk } } },
      { populate: ['person'], disableIdentityMap: true },
    );
    found.push(...holders.flatMap((holder) => foundPerson(holder.id, holder.person)));
  }
  return found;
}

/** A person as a list can know it; nobody for one that was erased. */
export function foundPerson(
  passholderId: string,
  person:
    Pick<InferEntity<typeof Person>, keyof Omit<FoundPerson, 'passholderId'>> | null | undefined,
): FoundPerson[] {
  if (!person) return [];
  const { firstName, lastName, birthDate, nameKey } = person;
  const { nationalNumberHash = null, emailKey: email = null } = person;
  const names = { passholderId, firstName, lastName, birthDate };
  return [{ ...names, nationalNumberHash, nameKey, emailKey: email }];
}

/** So many as are looked up in one statement. */
export function chunksOf<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / CHUNK);
  return Array.from({ length: count }, (_, at) => items.slice(at * CHUNK, (at + 1) * CHUNK));
}
