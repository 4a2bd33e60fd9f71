import type { Caller } from '../access/caller.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { parseChipNumber } from '../passes/chip-number.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { invalidPassNumber, searchTooWide } from '../passes/problems.ts';
import { emailKey } from './email-key.ts';
import { nameKey } from '../contract/name-key.ts';
import { lookAtPerson } from './note-looks.ts';
import { lastNameStart } from './person-record.ts';
import type { StoredPassholder } from './read-passholder.ts';

/** What a registration desk knows of the pass holders that it looks for, as UiTPAS names it. */
export interface PassholderFilter {
  readonly uitpasNumber?: string;
  readonly chipNumber?: string;
  /** How the last name begins. */
  readonly name?: string;
  /** How the first name begins. */
  readonly firstName?: string;
  /** `*` stands for any text, here and in the address. */
  readonly email?: string;
  readonly 'address.street'?: string;
  readonly 'address.city'?: string;
  readonly dateOfBirthFrom?: Day;
  readonly dateOfBirthTo?: Day;
  readonly uitidId?: string;
  /** An id, or `*` for any school. */
  readonly schoolId?: string;
  readonly associationId?: string;
  readonly associationMembershipStatus?: 'ACTIVE' | 'EXPIRED' | 'ALL';
  readonly 'sort[name]'?: 'asc' | 'desc';
  readonly start: number;
  readonly limit: number;
}

/** Letters of a last name by which is begun to look. */
const NAME_START = 2;

/**
 * The pass holders of the caller's municipality that fit everything that was asked, by last name.
 * Each that is shown is recorded as opened, and a search that found nobody too.
 *
 * @throws Problem `search-too-wide` when neither a number, an e-mail address, a UiTiD, a school, an
 * association nor two letters of the last name were asked; `invalid-uitpas-number`
 */
export async function listPassholders(
  core: Core,
  caller: Caller,
  filter: PassholderFilter,
): Promise<{ totalItems: number; member: StoredPassholder[] }> {
  const { cardSystemId, municipality } = caller;
  const { start, limit } = filter;
  return callForJson(core.pool, 'core.list_passholders', [
    cardSystemId,
    JSON.stringify(criteriaOf(caller, filter)),
    municipality.id,
    JSON.stringify({ start, limit, descending: filter['sort[name]'] === 'desc' }),
    clockAt(core.now()).day,
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
}

/** What `core.list_passholders` takes. */
function criteriaOf(caller: Caller, filter: PassholderFilter) {
  const { email, firstName, name } = filter;
  const isExactMail = email !== undefined && !email.includes('*');
  const criteria = {
    ...cardOf(filter),
    resolvesDiscreet: caller.resolvesDiscreetAliases,
    emailKey: isExactMail ? emailKey(email) : null,
    lastNameStart: name === undefined ? null : lastNameStart(name),
    lastNameKey: name === undefined ? null : nameKey(name),
    firstNameKey: firstName === undefined ? null : nameKey(firstName),
    emailLike: isExactMail ? null : patternOf(email),
    streetLike: patternOf(filter['address.street']),
    cityLike: patternOf(filter['address.city']),
    bornFrom: filter.dateOfBirthFrom ?? null,
    bornUntil: filter.dateOfBirthTo ?? null,
    uitidId: filter.uitidId ?? null,
    schoolId: filter.schoolId === '*' ? 'any' : (filter.schoolId ?? null),
    associationId: filter.associationId ?? null,
    membership: filter.associationMembershipStatus ?? 'ACTIVE',
  };
  const { card, emailKey: mail, uitidId, schoolId, associationId } = criteria;
  const isNarrow =
    [card, mail, uitidId, associationId].some((one) => one !== null) ||
    Array.from(criteria.lastNameStart ?? '').length === NAME_START ||
    (schoolId !== null && schoolId !== 'any');
  if (!isNarrow) throw searchTooWide();
  return criteria;
}

function cardOf({ uitpasNumber, chipNumber }: PassholderFilter) {
  const card = uitpasNumber === undefined ? null : readPassIdentifier(uitpasNumber);
  if (card === '') throw invalidPassNumber({ detail: 'query parameter uitpasNumber is no number' });
  if (chipNumber === undefined) return { card, chip: null };
  const chip = parseChipNumber(chipNumber);
  if (chip === undefined) {
    throw invalidPassNumber({ detail: 'query parameter chipNumber is no chip number' });
  }
  return { card: card ?? chip, chip };
}

/** A pattern of LIKE, in small letters. */
function patternOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%');
}
