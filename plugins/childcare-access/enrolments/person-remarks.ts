import { type Because, because } from '../../../core/contract/import-row.ts';
import { nameKey } from '../../../core/contract/name-key.ts';
import type { KnownPassholder } from '../../../core/contract/passholder.ts';
import type { ChildRow } from './child-row.ts';

/** Somebody who may never fetch a child. */
export interface BarredPerson {
  /** Null for who has no pass, and for who was erased. */
  readonly passholderId: string | null;
  /** As the desk wrote it down. */
  readonly name: string;
}

type Holders = ReadonlyMap<string, KnownPassholder>;
type Persons = Pick<ChildRow, 'payers' | 'pickUps'>;

/**
 * What a person has to know of the payers and fetchers of a row that is taken over: who has no
 * pass, and who is barred for the child.
 *
 * @param about.holders by their national number
 * @param about.barred who is barred for the child
 */
export function remarksOnPersons(
  { payers, pickUps }: Persons,
  { barred, holders }: { readonly barred: readonly BarredPerson[]; readonly holders: Holders },
): Because[] {
  const payer = payers.findIndex(({ nationalNumber }) => !holders.has(nationalNumber));
  const pickUp = pickUps.findIndex((number) => !holders.has(number));
  return [
    ...pickUps.flatMap((number, at) => {
      const person = holders.get(number);
      const remark = person ? remarkOnBarred(person, barred) : null;
      return remark ? [because(`pickUp${at + 1}`, remark.code, remark.nl)] : [];
    }),
    ...(payer < 0 ? [] : [because(`payer${payer + 1}`, 'payer-without-pass', PAYER)]),
    ...(pickUp < 0 ? [] : [because(`pickUp${pickUp + 1}`, 'pick-up-without-pass', PICK_UP)]),
  ];
}

/** First name and last name, as a list of persons shows them. */
export function fullName({ firstName, lastName }: KnownPassholder): string {
  return `${firstName} ${lastName}`;
}

function remarkOnBarred(person: KnownPassholder, barred: readonly BarredPerson[]) {
  if (barred.some(({ passholderId }) => passholderId === person.passholderId)) return BARRED;
  const isNamesake = barred.some(({ name, passholderId }) => {
    return passholderId === null && haveOneName(name, fullName(person));
  });
  return isNamesake ? NAMESAKE : null;
}

/** Whether two names are of the same words, in any order, without regard to case and accents. */
export function haveOneName(one: string, other: string): boolean {
  return wordsOf(one) === wordsOf(other);
}

function wordsOf(name: string): string {
  return name.trim().split(/\s+/).map(nameKey).toSorted().join(' ');
}

const BARRED = {
  code: 'pick-up-barred',
  nl: 'Deze persoon is geweerd voor dit kind en krijgt het niet mee. Schrap die op de lijst.',
};
const NAMESAKE = {
  code: 'pick-up-named-as-barred',
  nl:
    'Iemand met deze naam is zonder pas geweerd voor dit kind. Is het dezelfde persoon, weer die ' +
    'dan met de eigen kaart: anders krijgt die het kind mee.',
};
const PAYER =
  'Deze betaler heeft geen pas. Het gezin van het kind betaalt dit deel tot u iemand aanduidt.';
const PICK_UP =
  'Deze persoon heeft geen pas en is niet overgenomen. Zet de naam zelf op de lijst van ophalers.';
