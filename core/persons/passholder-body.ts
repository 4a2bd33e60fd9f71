import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/require-permission.ts';
import { fitsBirthDate, parseNationalNumber } from '../contract/national-number.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { invalidData } from '../http/problems.ts';
import { isPostalCode } from '../municipalities/postal-code.ts';
import { invalidNationalNumber } from '../passes/problems.ts';
import { assertName } from './assert-name.ts';
import { OptInShape } from './passholder-shape.ts';
import type { PersonDetails } from './person-record.ts';

/** An address as UiTPAS takes one. */
export const AddressBody = Type.Object({
  street: Type.Optional(Type.String({ maxLength: 200, description: 'with number and box' })),
  postalCode: Type.String({ minLength: 1, maxLength: 16 }),
  city: Type.String({ minLength: 1, maxLength: 100 }),
  country: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z]{2}$',
      'x-form': 'two letters such as BE',
      description: 'ISO 3166-1; be when left out',
    }),
  ),
});

/** What a desk says of a person, as UiTPAS names it. */
export const personBody = {
  name: Type.String({ minLength: 1, maxLength: 100, description: 'the last name' }),
  firstName: Type.String({ minLength: 1, maxLength: 100 }),
  inszNumber: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'the national number' }),
  ),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
  dateOfBirth: Type.String({ format: 'date' }),
  address: AddressBody,
  phoneNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  optInPreferences: Type.Optional(OptInShape),
  registrationSocialTariffEndDate: Type.Optional(
    Type.String({ format: 'date', description: 'grants the social tariff until then' }),
  ),
};

const PersonBody = Type.Object(personBody);

/** Nobody who has a pass was born before. */
const FIRST_BIRTH = '1900-01-01';

/**
 * Reads what a desk says of a person.
 *
 * @throws Problem `invalid-insz-number`, also for one of another birth date; `invalid-data` for a
 * birth date that cannot be, a name without a letter and a postal code that is none; `forbidden`
 * for an address abroad without the permission for it
 */
export function personOf(
  core: Core,
  caller: Caller,
  body: Static<typeof PersonBody>,
): PersonDetails {
  const { address, dateOfBirth, inszNumber, optInPreferences } = body;
  if (dateOfBirth < FIRST_BIRTH || dateOfBirth > clockAt(core.now()).day) {
    const detail = `/dateOfBirth must be from ${FIRST_BIRTH} until today`;
    throw invalidData({ detail, jsonPointer: '/dateOfBirth' });
  }
  const nationalNumber = inszNumber === undefined ? null : parseNationalNumber(inszNumber);
  const isWrong =
    nationalNumber === undefined ||
    (nationalNumber !== null && !fitsBirthDate(nationalNumber, dateOfBirth));
  if (isWrong) throw invalidNationalNumber({ jsonPointer: '/inszNumber' });
  assertAddress(caller, address);
  assertName('name', body.name);
  assertName('firstName', body.firstName);
  return {
    firstName: body.firstName,
    lastName: body.name,
    birthDate: dateOfBirth,
    nationalNumber,
    email: body.email ?? null,
    phone: body.phoneNumber ?? null,
    street: address.street ?? null,
    houseNumber: null,
    postalCode: address.postalCode,
    city: address.city,
    optInPreferences: optInPreferences ?? null,
  };
}

/** @throws Problem `invalid-data`, `forbidden`, as {@link personOf} */
export function assertAddress(
  caller: Caller,
  { country = 'be', postalCode }: Static<typeof AddressBody>,
): void {
  if (country.toLowerCase() !== 'be') {
    requirePermission(caller, 'PASSHOLDERS_WRITE_FOREIGN_COUNTRY');
    return;
  }
  if (isPostalCode(postalCode)) return;
  const jsonPointer = '/address/postalCode';
  const detail = `${jsonPointer} is no Belgian postal code; name the country of another`;
  throw invalidData({ detail, jsonPointer });
}
