import type { Day } from '../contract/period.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { emailKey } from './email-key.ts';
import { nameKey } from '../contract/name-key.ts';
import { nationalNumberHashes } from './national-number-hash.ts';
import { sealNationalNumber } from './seal-national-number.ts';

/** For what a person wants to hear from the pass, as UiTPAS names it. */
export interface OptInPreferences {
  readonly serviceMails: boolean;
  readonly milestoneMails: boolean;
  readonly infoMails: boolean;
  readonly sms: boolean;
  readonly post: boolean;
}

/** What is asked of a person who gets a pass. */
export interface PersonDetails {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: Day;
  /** Eleven digits. */
  readonly nationalNumber: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  /** Null or left out: nothing was asked. */
  readonly optInPreferences?: OptInPreferences | null;
}

/** A person as the columns of `core.person` hold it: the national number hashed and sealed. */
export interface PersonRecord {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly name_key: string;
  readonly last_name_key: string;
  /** The first two letters of the last name, by which a desk begins to look. */
  readonly last_name_start: string;
  readonly birth_date: Day;
  readonly national_number_hash: string | null;
  readonly national_number_sealed: string | null;
  readonly email: string | null;
  readonly email_key: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly house_number: string | null;
  readonly postal_code: string | null;
  readonly city: string | null;
}

/** Turns what is known of a person into the record that is stored. */
export function personRecord(keys: KeyRing, id: string, person: PersonDetails): PersonRecord {
  const { nationalNumber: number, email } = person;
  return {
    id,
    first_name: person.firstName,
    last_name: person.lastName,
    name_key: personKey(person),
    last_name_key: nameKey(person.lastName),
    last_name_start: lastNameStart(person.lastName),
    birth_date: person.birthDate,
    national_number_hash: number === null ? null : (nationalNumberHashes(keys, number)[0] ?? null),
    national_number_sealed: number === null ? null : sealNationalNumber(keys, number),
    email,
    email_key: email === null ? null : emailKey(email),
    phone: person.phone,
    street: person.street,
    house_number: person.houseNumber,
    postal_code: person.postalCode,
    city: person.city,
  };
}

/** The key by which a person is found by first and last name. */
export function personKey(name: { readonly firstName: string; readonly lastName: string }): string {
  return nameKey(`${name.firstName} ${name.lastName}`);
}

/** The key by which persons are found whose last name begins so: two letters, or '' for fewer. */
export function lastNameStart(lastName: string): string {
  // By whole signs: half of a surrogate pair is no text for PostgreSQL.
  return Array.from(nameKey(lastName)).slice(0, 2).join('');
}
