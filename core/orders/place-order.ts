import { invalidCity } from '../municipalities/problems.ts';
import { randomUUID } from 'node:crypto';
import { actFor } from '../access/acting-organizer.ts';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId, mayActFor } from '../access/may-act-for.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { readIdToken } from '../government/validated-person.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { organizerNotFound } from '../organizers/problems.ts';
import { priceOfPass } from '../passes/pass-sale.ts';
import { nameKey } from '../contract/name-key.ts';
import type { PersonDetails } from '../persons/person-record.ts';
import { residenceAt } from '../persons/residence-at.ts';
import { invalidValidationToken } from './problems.ts';
import { sealTold, type ToldRegistration } from './told-registration.ts';

/** Somebody for whom a pass is ordered. */
export interface OrderedPass {
  readonly person: PersonDetails;
  /** Proves a right to the social tariff: core/government/validated-person.ts. */
  readonly idToken: string | undefined;
  /** Where it stands in the body. */
  readonly pointer: string;
}

/**
 * Keeps an order of passes, to be paid and given out at a desk of its organizer. What was told of
 * persons is kept sealed, and forgotten after thirty days.
 *
 * @returns the id of the order, also of the same command before
 * @throws Problem `organizer-not-found`; `invalid-city` for who lives elsewhere;
 * `invalid-social-tariff-validation-token`
 */
export async function placeOrder(
  core: Core,
  caller: Caller,
  order: { organizerId: string; passes: readonly OrderedPass[]; command: CommandKey },
): Promise<string> {
  const { organizerId, passes, command } = order;
  if (!mayActFor(caller, organizerId)) throw organizerNotFound({ jsonPointer: ORGANIZER });
  const desk = actFor(caller, organizerId);
  const { day } = clockAt(core.now());
  const { prices } = desk.municipality.config.pass;
  const registrations = passes.map((pass, place) => {
    const id = randomUUID();
    const told = toldOf(core, desk, pass);
    return { id, place, told: sealTold(core.keys, id, told).toString('base64') };
  });
  const total = passes.reduce((sum, { person }) => {
    return sum + priceOfPass(prices, { birthDate: person.birthDate, day });
  }, 0);
  return callFunction<string>(core.pool, 'core.place_order', [
    desk.cardSystemId,
    randomUUID(),
    actingOrganizerId(desk),
    total,
    JSON.stringify(registrations),
    new Date(core.now()).toISOString(),
    command.key,
    command.hash,
  ]);
}

const ORGANIZER = '/mainPassholderRegistration/registrationOrganizer/id';

function toldOf(core: Core, desk: Caller, { person, idToken, pointer }: OrderedPass) {
  const { cardSystemId, installation, municipality } = desk;
  const home = residenceAt(installation, cardSystemId, person.postalCode);
  if (!home) throw invalidCity({ jsonPointer: `${pointer}/address/postalCode` });
  const told: ToldRegistration = { person, socialTariffUntil: null };
  if (idToken === undefined) return told;
  const until = home.key === municipality.key ? provenUntil(core, desk, { person, idToken }) : null;
  if (until === null) {
    throw invalidValidationToken({ jsonPointer: `${pointer}/registrationSocialTariff/idToken` });
  }
  return { ...told, socialTariffUntil: until };
}

/** Null when the token does not prove that this person has a right to the social tariff here. */
function provenUntil(
  core: Core,
  { municipality }: Caller,
  { person, idToken }: { person: PersonDetails; idToken: string },
): Day | null {
  const proven = readIdToken(core, idToken);
  if (!proven || proven.town !== municipality.key) return null;
  const isSame =
    proven.nationalNumber === person.nationalNumber &&
    nameKey(proven.familyName) === nameKey(person.lastName) &&
    nameKey(proven.givenName) === nameKey(person.firstName);
  const isManaged = municipality.config.socialTariff.managedBy.length > 0;
  const { entitlement } = proven;
  return isSame && isManaged && entitlement.kind === 'entitled' ? entitlement.until : null;
}
