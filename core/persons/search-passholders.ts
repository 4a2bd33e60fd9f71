import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import { parseNationalNumber } from '../contract/national-number.ts';
import type { Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { parseChipNumber } from '../passes/chip-number.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { invalidNationalNumber, invalidPassNumber, searchTooWide } from '../passes/problems.ts';
import { emailKey } from './email-key.ts';
import { nameKey } from '../contract/name-key.ts';
import { nationalNumberHashes } from './national-number-hash.ts';
import { personKey } from './person-record.ts';

/** What a desk knows of the pass holder that it looks for, as UiTPAS names it. */
export interface PassholderSearch {
  /** Any number of the card. */
  readonly uitpasNumber?: string;
  readonly chipNumber?: string;
  readonly inszNumber?: string;
  readonly firstName?: string;
  /** The last name. */
  readonly name?: string;
  readonly dateOfBirth?: Day;
  readonly email?: string;
  readonly start: number;
  readonly limit: number;
}

/** A pass holder as every desk may see one. */
export interface FoundPassholder {
  readonly id: string;
  readonly firstName: string;
  /** Of the last name. */
  readonly initial: string;
  /** Of the active card, or else the last one. */
  readonly uitpasNumber: string | null;
}

/**
 * Finds the pass holders that fit everything that was asked, by last name. What is asked must
 * identify somebody; the answer says no more than any desk may see (docs/discretion.md).
 *
 * Looking for a person (by national number, name or e-mail address) is recorded: one look for each
 * holder that is shown, at each that was found when the asked part shows nobody, at each that a
 * number or address found and a name does not fit, or one at nobody. Asking by a number of the card
 * is not recorded.
 *
 * Beside a number or an address, names and the birth date are compared whole: who knows the number
 * of a card cannot spell out a name with it.
 *
 * @throws Problem `search-too-wide`, `invalid-uitpas-number`, `invalid-insz-number`
 */
export async function searchPassholders(
  core: Core,
  caller: Caller,
  search: PassholderSearch,
): Promise<{ totalItems: number; member: FoundPassholder[] }> {
  const criteria = criteriaOf(core, caller, search);
  const look = {
    clientId: caller.clientId,
    organizerId: actingOrganizerId(caller),
    lookedAt: new Date(core.now()).toISOString(),
    atPersons: tellsOfPerson(criteria),
  };
  const fitting = await findFitting(core, caller, criteria);
  return callForJson(core.pool, 'core.search_passholders', [
    caller.cardSystemId,
    JSON.stringify({ ...criteria, fitting }),
    search.start,
    search.limit,
    JSON.stringify(look),
  ]);
}

/** The ids of those that were identified and are called what was asked; null when no name was. */
async function findFitting(
  core: Core,
  { cardSystemId }: Caller,
  criteria: Criteria,
): Promise<string[] | null> {
  const { firstNameKey, lastNameKey } = criteria;
  if (criteria.nameKey !== null || (firstNameKey ?? lastNameKey) === null) return null;
  const named = await callForJson<NamedPassholder[]>(core.pool, 'core.name_identified', [
    cardSystemId,
    JSON.stringify(criteria),
  ]);
  const fits = ({ firstName, lastName }: NamedPassholder): boolean =>
    nameKey(firstName) === (firstNameKey ?? nameKey(firstName)) &&
    nameKey(lastName) === (lastNameKey ?? nameKey(lastName));
  return named.filter(fits).map(({ id }) => id);
}

/** As `core.name_identified` answers one. */
interface NamedPassholder {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** What `core.search_passholders` takes. */
interface Criteria {
  readonly card: string | null;
  /** The chip number that the card must have. */
  readonly chip: string | null;
  readonly resolvesDiscreet: boolean;
  readonly hashes: string[] | null;
  readonly emailKey: string | null;
  readonly nameKey: string | null;
  readonly birthDate: Day | null;
  readonly firstNameKey: string | null;
  readonly lastNameKey: string | null;
}

function criteriaOf(core: Core, caller: Caller, search: PassholderSearch): Criteria {
  const { firstName, name, dateOfBirth, email, inszNumber } = search;
  const isNamed = firstName !== undefined && name !== undefined && dateOfBirth !== undefined;
  const { card, chip } = cardOf(search);
  const isIdentified = card !== null || inszNumber !== undefined || email !== undefined;
  const keyOf = (text: string | undefined, key: (text: string) => string): string | null =>
    text === undefined ? null : key(text);
  const criteria = {
    card,
    chip,
    resolvesDiscreet: caller.resolvesDiscreetAliases,
    hashes: inszNumber === undefined ? null : hashesOf(core, inszNumber),
    emailKey: keyOf(email, emailKey),
    // Beside what identifies somebody a name narrows down: whoever it does not fit was found.
    nameKey: isNamed && !isIdentified ? personKey({ firstName, lastName: name }) : null,
    birthDate: dateOfBirth ?? null,
    firstNameKey: keyOf(firstName, nameKey),
    lastNameKey: keyOf(name, nameKey),
  };
  if (criteria.card === null && !isForPerson(criteria)) throw searchTooWide();
  // A name without letters would narrow nothing down.
  if (criteria.firstNameKey === '' || criteria.lastNameKey === '') throw searchTooWide();
  return criteria;
}

function isForPerson(criteria: Pick<Criteria, 'hashes' | 'emailKey' | 'nameKey'>): boolean {
  return [criteria.hashes, criteria.emailKey, criteria.nameKey].some((one) => one !== null);
}

/** A name or birth date beside a card number is a question about the person too. */
function tellsOfPerson(criteria: Criteria): boolean {
  const { birthDate, firstNameKey, lastNameKey } = criteria;
  return isForPerson(criteria) || (birthDate ?? firstNameKey ?? lastNameKey) !== null;
}

function cardOf({ uitpasNumber, chipNumber }: PassholderSearch): Pick<Criteria, 'card' | 'chip'> {
  const card = uitpasNumber === undefined ? null : readPassIdentifier(uitpasNumber);
  if (card === '') throw invalidPassNumber({ jsonPointer: '/uitpasNumber' });
  if (chipNumber === undefined) return { card, chip: null };
  const chip = parseChipNumber(chipNumber);
  if (chip === undefined) throw invalidPassNumber({ jsonPointer: '/chipNumber' });
  return { card: card ?? chip, chip };
}

function hashesOf(core: Core, inszNumber: string): string[] {
  const number = parseNationalNumber(inszNumber);
  if (number === undefined) throw invalidNationalNumber({ jsonPointer: '/inszNumber' });
  return nationalNumberHashes(core.keys, number);
}
