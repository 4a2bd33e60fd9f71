import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { earlierFact } from '../http/unless-done-before.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import { unsealNationalNumber } from '../persons/seal-national-number.ts';
import { setSocialStatus, showSocialStatus, SOCIAL_STATUS } from '../tariffs/set-social-status.ts';
import type { SocialStatusVersion } from '../tariffs/social-status.ts';
import { askGovernment, governmentOf } from './ask-government.ts';
import type { Entitlement } from './government-service.ts';

/** What the government said of a holder, and what was recorded because of it. */
export interface Validation {
  readonly outcome: 'ENTITLED' | 'NONE' | 'UNKNOWN';
  /** Null when nothing was changed. */
  readonly socialTariff: SocialStatusVersion | null;
}

/**
 * Asks the government whether a holder has a right to the social tariff, and grants it until the
 * day that it names. Whoever has none keeps the status that there is: the service that manages it
 * decides. Only that service may ask, of holders of its own town; that it did is a look.
 *
 * @throws Problem `forbidden`, `passholder-not-found`, `not-found` where the town has nobody to
 * ask, `service-unavailable`: then nothing was changed
 */
export async function validateHolder(
  core: Core,
  caller: Caller,
  asked: { readonly passholderId: string; readonly command: CommandKey },
): Promise<Validation> {
  const { municipality, cardSystemId, organizer } = caller;
  // Before anything about the holder is looked at: a refusal tells nothing.
  if (!municipality.config.socialTariff.managedBy.includes(organizer)) throw forbidden();
  const { passholderId, command } = asked;
  // Whoever was asked about before is not asked about again.
  const earlier = await earlierFact(core, { cardSystemId, kind: SOCIAL_STATUS, command });
  if (earlier !== null) {
    const socialTariff = await showSocialStatus(core, cardSystemId, earlier);
    return { outcome: 'ENTITLED', socialTariff };
  }

  const found = await findEntitlement(core, caller, passholderId);
  if (found.kind === 'none') return { outcome: 'NONE', socialTariff: null };
  if (found.kind === 'unknown') return { outcome: 'UNKNOWN', socialTariff: null };
  const socialTariff = await setSocialStatus(core, caller, {
    passholderId,
    status: 'ACTIVE',
    endDate: found.until,
    command,
  });
  return { outcome: 'ENTITLED', socialTariff };
}

async function findEntitlement(
  core: Core,
  caller: Caller,
  passholderId: string,
): Promise<Entitlement> {
  const service = governmentOf(core, caller.municipality);
  const sealed = await callFunction<string | null>(core.pool, 'core.open_national_number', [
    caller.cardSystemId,
    passholderId,
    caller.municipality.id,
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
  if (sealed === null) return { kind: 'unknown' };
  const nationalNumber = unsealNationalNumber(core.keys, sealed);
  return askGovernment(service, () => service.findEntitlement(nationalNumber));
}
