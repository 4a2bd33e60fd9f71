import type { Day } from '../contract/period.ts';
import type { Reason } from '../contract/text.ts';
import type { PersonRecord } from '../persons/person-record.ts';
import type { HolderRow } from './check-holder-rows.ts';
import type { HolderRowKind } from './holder-cells.ts';
import type { HolderKey } from './holder-columns.ts';

/** What is stored about a row of the list: `core.recognise_holders` answers it. */
export interface KnownHolder {
  readonly row: number;
  /** The card with the pass number of the row. */
  readonly card: {
    readonly status: 'PROVISIONED' | 'LOCAL_STOCK' | 'ACTIVE' | 'BLOCKED' | 'DELETED';
    readonly chipNumber: string | null;
  } | null;
  /** The pass number is no card here, but somewhere else or something else. */
  readonly isNumberTaken: boolean;
  /** The chip number is that of another card, or exists elsewhere. */
  readonly isChipTaken: boolean;
  /** The holder of the card. */
  readonly passholderId: string | null;
  readonly residenceId: string | null;
  /** The holder's person or, when the card has no holder, the one with the same national number. */
  readonly person: PersonRecord | null;
  /** The person with the national number of the row. */
  readonly samePerson: { readonly id: string; readonly hasPass: boolean } | null;
  /** What an earlier list said about the social tariff. */
  readonly listed: ListedStatus | null;
}

/** What a list says about the social tariff. */
export interface ListedStatus {
  readonly status: 'ACTIVE' | 'NONE';
  readonly endDate: Day | null;
}

/** A row of the list as it would be stored. */
export interface ListedHolder {
  readonly row: HolderRow;
  /** With the id that a new person would have. */
  readonly person: PersonRecord;
  /** The id that a new pass holder would have. */
  readonly passholderId: string;
  /** The hashes by which the national number may have been stored; empty without one. */
  readonly hashes: readonly string[];
}

/** What `core.write_holders` takes. */
export interface HolderToWrite {
  readonly passholderId: string;
  readonly residenceId: string | null;
  readonly person: PersonRecord;
  readonly passNumber: string;
  readonly chipNumber: string | null;
  readonly cardStatus: 'ACTIVE' | 'BLOCKED';
  /** Null when the status that an earlier list gave still holds. */
  readonly social: ListedStatus | null;
  /** Numbers for the card directory, and numbers that it may forget. */
  readonly claimed: readonly string[];
  readonly released: readonly string[];
}

/** What becomes of a row. */
export type HolderDecision =
  | { readonly outcome: 'new' | 'changed'; readonly holder: HolderToWrite }
  | { readonly outcome: 'unchanged' }
  | {
      readonly outcome: 'wrong';
      readonly kind: HolderRowKind;
      readonly key: HolderKey;
      readonly reason: Reason;
    };

/**
 * Decides what becomes of a right row, given what is stored. A holder is recognised again by pass
 * number, then by national number; a national number that is stored under another pass number is
 * refused, because cards are replaced at a desk (docs/imports.md).
 *
 * A list knows less than the desks do since: an empty cell takes nothing away, and a list blocks a
 * card but never unblocks one.
 *
 * @param residenceOf the id of the municipality of the card system at a postal code
 */
export function decideHolder(
  listed: ListedHolder,
  known: KnownHolder,
  residenceOf: (postalCode: string | null) => string | null,
): HolderDecision {
  const refusal = refusalFor(known);
  if (refusal) return { outcome: 'wrong', ...refusal };

  const { row } = listed;
  const person = mergePerson(known.person, listed);
  const residenceId = residenceOf(person.postal_code);
  const chipNumber = row.chipNumber ?? known.card?.chipNumber ?? null;
  const isBlocked = row.blocked || known.card?.status === 'BLOCKED';
  const cardStatus = isBlocked ? 'BLOCKED' : 'ACTIVE';
  const social = changedStatus(row, known.listed);
  const isUnchanged =
    known.passholderId !== null &&
    known.person !== null &&
    isSamePerson(person, known.person) &&
    residenceId === known.residenceId &&
    chipNumber === known.card?.chipNumber &&
    cardStatus === known.card.status &&
    social === null;
  if (isUnchanged) return { outcome: 'unchanged' };

  const { passholderId } = known;
  return {
    outcome: passholderId === null ? 'new' : 'changed',
    holder: {
      passholderId: passholderId ?? listed.passholderId,
      residenceId,
      person,
      passNumber: row.passNumber,
      chipNumber,
      cardStatus,
      social,
      ...changedNumbers(row, known.card),
    },
  };
}

type Refusal = Omit<Extract<HolderDecision, { outcome: 'wrong' }>, 'outcome'>;

function refusalFor(known: KnownHolder): Refusal | null {
  const { card, person, samePerson, passholderId } = known;
  const isErased = card?.status === 'DELETED' || (passholderId !== null && person === null);
  if (known.isNumberTaken) return NUMBER_TAKEN;
  if (isErased) return ERASED;
  if (samePerson && samePerson.id !== person?.id) return KNOWN_PERSON;
  return known.isChipTaken ? CHIP_TAKEN : null;
}

const NUMBER_TAKEN: Refusal = {
  kind: 'bad_pass_number',
  key: 'passNumber',
  reason: { code: 'number-taken', nl: 'Dit nummer is al in gebruik en is hier geen pas.' },
};
const ERASED: Refusal = {
  kind: 'bad_pass_number',
  key: 'passNumber',
  reason: { code: 'pass-erased', nl: 'Deze pas werd gewist.' },
};
const KNOWN_PERSON: Refusal = {
  kind: 'duplicate_person',
  key: 'nationalNumber',
  reason: {
    code: 'known-person',
    nl: 'Deze persoon is al gekend met een ander pasnummer; vervang de kaart aan een balie.',
  },
};
const CHIP_TAKEN: Refusal = {
  kind: 'bad_value',
  key: 'chipNumber',
  reason: { code: 'chip-taken', nl: 'Dit chipnummer hoort bij een andere kaart.' },
};

function mergePerson(stored: PersonRecord | null, { person, hashes }: ListedHolder): PersonRecord {
  if (stored === null) return person;
  const hasSameNumber =
    person.national_number_hash === null || hashes.includes(stored.national_number_hash ?? '');
  const numbered = hasSameNumber ? stored : person;
  const mailed = person.email === null ? stored : person;
  const housed = person.street === null ? stored : person;
  return {
    ...person,
    id: stored.id,
    national_number_hash: numbered.national_number_hash,
    national_number_sealed: numbered.national_number_sealed,
    email: mailed.email,
    email_key: mailed.email_key,
    phone: person.phone ?? stored.phone,
    street: housed.street,
    house_number: housed.house_number,
    postal_code: person.postal_code ?? stored.postal_code,
    city: person.city ?? stored.city,
  };
}

function isSamePerson(a: PersonRecord, b: PersonRecord): boolean {
  return (Object.keys(a) as (keyof PersonRecord)[]).every((column) => a[column] === b[column]);
}

/** Who never had it on a list gets no row: there is nothing to end. */
function changedStatus(row: HolderRow, listed: ListedStatus | null): ListedStatus | null {
  const { socialTariff, socialTariffUntil: endDate } = row;
  if (!socialTariff) return listed?.status === 'ACTIVE' ? { status: 'NONE', endDate: null } : null;
  const isSame = listed?.status === 'ACTIVE' && listed.endDate === endDate;
  return isSame ? null : { status: 'ACTIVE', endDate };
}

function changedNumbers(
  { passNumber, chipNumber }: HolderRow,
  card: KnownHolder['card'],
): Pick<HolderToWrite, 'claimed' | 'released'> {
  const oldChip = card?.chipNumber ?? null;
  const isNewChip = chipNumber !== null && chipNumber !== oldChip;
  return {
    claimed: [...(card === null ? [passNumber] : []), ...(isNewChip ? [chipNumber] : [])],
    released: isNewChip && oldChip !== null ? [oldChip] : [],
  };
}
