import type { Caller } from '../access/caller.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { postalCodeNotInCardSystem } from '../municipalities/problems.ts';
import { assertMayGrant, socialStatusRow } from '../tariffs/social-grant.ts';
import { mayKnowStatus, statusOnDay } from '../tariffs/show-status.ts';
import { nationalNumberHashes } from './national-number-hash.ts';
import { lookAtPerson } from './note-looks.ts';
import { type PersonDetails, personRecord } from './person-record.ts';
import { readPassholder } from './read-passholder.ts';
import { residenceAt } from './residence-at.ts';

/** What a desk says that a pass holder is from now on. */
export interface PassholderChange {
  readonly passholderId: string;
  /**
   * A national number of null leaves it as it is: it is never shown, so nobody can send it back.
   */
  readonly person: PersonDetails;
  /** Grants the social tariff, or extends it; left out, the social tariff stays as it is. */
  readonly socialTariffEndDate?: Day | undefined;
  readonly command: CommandKey;
}

/**
 * Changes what is known of a pass holder of the caller's municipality. Facts of before keep the
 * residence that they were decided by.
 *
 * A holder who has the social tariff cannot move out of the region, says UiTPAS: only who may know
 * the status is refused that, because to anybody else the refusal would tell it.
 *
 * @throws Problem `forbidden`, `invalid-data`, `postal-code-not-in-card-system`; the refusals of
 * core/persons/change-passholder.sql
 */
export async function changePassholder(
  core: Core,
  caller: Caller,
  change: PassholderChange,
): Promise<void> {
  const { passholderId, person, socialTariffEndDate: endDate, command } = change;
  const { cardSystemId, installation, municipality } = caller;
  const residence = residenceAt(installation, cardSystemId, person.postalCode);
  if (endDate !== undefined) assertMayGrant(caller, residence);
  if (!residence) await assertMayLeave(core, caller, passholderId);
  const pointer = '/registrationSocialTariffEndDate';
  const social =
    endDate === undefined
      ? null
      : socialStatusRow(core, caller, { status: 'ACTIVE', endDate, pointer });
  const record = personRecord(core.keys, passholderId, person);
  const { nationalNumber } = person;
  await callFunction(core.pool, 'core.change_passholder', [
    cardSystemId,
    passholderId,
    JSON.stringify({
      person: { ...record, opt_in_preferences: person.optInPreferences ?? null },
      municipalityId: municipality.id,
      residenceId: residence?.id ?? null,
      social,
    }),
    nationalNumber === null ? [] : nationalNumberHashes(core.keys, nationalNumber),
    JSON.stringify(lookAtPerson(core, caller)),
    command.key,
    command.hash,
  ]);
}

async function assertMayLeave(core: Core, caller: Caller, id: string): Promise<void> {
  if (!caller.permissions.has('SOCIALTARIFF_READ')) return;
  const stored = await readPassholder(core, caller, { id, isNoted: false });
  if (!mayKnowStatus(caller, stored)) return;
  const { entitled } = statusOnDay(stored.social, caller, clockAt(core.now()).day);
  if (entitled) throw postalCodeNotInCardSystem({ jsonPointer: '/address/postalCode' });
}
