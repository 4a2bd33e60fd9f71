import { invalidCity } from '../municipalities/problems.ts';
import { holding, permissionsAt } from '../access/acting-organizer.ts';
import type { Caller } from '../access/caller.ts';
import { fitsBirthDate } from '../contract/national-number.ts';
import { ageOn, clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { cardSystemNotFound, organizerNotFound } from '../organizers/problems.ts';
import { assertName } from '../persons/assert-name.ts';
import { nameKey } from '../contract/name-key.ts';
import { forbiddenUnderaged, nationalNumberInTokenRequired } from '../persons/problems.ts';
import { residenceAt } from '../persons/residence-at.ts';
import { assertGivesOut } from './membership-price.ts';
import { registerPassholder } from './register-passholder.ts';

/** What somebody says of himself, as UiTPAS names it. */
export interface SelfRegistration {
  readonly name: string;
  readonly firstName: string;
  readonly dateOfBirth: Day;
  readonly email?: string | undefined;
  readonly postalCode: string;
  readonly city: string;
  readonly cardSystem: { readonly id: number };
  readonly registrationOrganizer: { readonly id: string };
  readonly command: CommandKey;
}

const ADULT_YEARS = 18;

/**
 * Registers the person who signed in as a pass holder, with a pass without a card that costs
 * nothing: nobody takes the money.
 *
 * @returns the id of the pass holder
 * @throws Problem `insz-in-token-required`, `organizer-not-found`, `cardsystem-not-found`,
 * `invalid-city`, `forbidden-underaged`, `invalid-data` for a date of birth that is not that of the
 * national number; what {@link registerPassholder} throws
 */
export async function registerSelf(
  core: Core,
  caller: Caller,
  said: SelfRegistration,
): Promise<string> {
  const { cardSystemId, citizen, installation } = caller;
  const nationalNumber = citizen?.nationalNumber ?? null;
  if (nationalNumber === null) throw nationalNumberInTokenRequired();
  if (said.cardSystem.id !== cardSystemId) throw cardSystemNotFound();
  const desk = deskOf(caller, said.registrationOrganizer.id);
  const { dateOfBirth: birthDate, postalCode, city } = said;
  if (!fitsBirthDate(nationalNumber, birthDate)) {
    const detail = '/dateOfBirth is not that of who signed in';
    throw invalidData({ detail, jsonPointer: '/dateOfBirth' });
  }
  assertName('name', said.name);
  assertName('firstName', said.firstName);
  if (ageOn(birthDate, clockAt(core.now()).day) < ADULT_YEARS) throw forbiddenUnderaged();
  const town = residenceAt(installation, cardSystemId, postalCode);
  if (!town || nameKey(town.config.name) !== nameKey(city)) throw invalidCity();
  assertGivesOut(desk.municipality, 'DIGITAL');
  const { passholderId } = await registerPassholder(core, desk, {
    person: {
      firstName: said.firstName,
      lastName: said.name,
      birthDate,
      nationalNumber,
      email: said.email ?? null,
      phone: null,
      street: null,
      houseNumber: null,
      postalCode,
      city,
    },
    card: { type: 'DIGITAL' },
    household: null,
    payment: null,
    command: said.command,
  });
  return passholderId;
}

/** @throws Problem `organizer-not-found`, alike for one of others and for none */
function deskOf(caller: Caller, id: string): Caller {
  const named = caller.installation.organizer(id);
  const isOwn =
    named?.municipality.key === caller.municipality.key && caller.organizers.includes(named.key);
  if (!isOwn || !holding(caller, 'PASSHOLDERS_SELF_REGISTRATION')) throw organizerNotFound();
  return { ...caller, organizer: named.key, permissions: permissionsAt(caller, named.key) };
}
