import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { FIRST_STATUS_DAY, type SocialStatusVersion } from './social-status.ts';

/** What the welfare service decides about a holder. */
export interface SocialStatusDecision {
  readonly passholderId: string;
  readonly status: SocialStatusVersion['status'];
  /** The first day; today when left out. */
  readonly effectiveFrom?: Day;
  /** The last day before the grace period; null or left out has no end. */
  readonly endDate?: Day | null;
  readonly command: CommandKey | null;
}

/**
 * Grants, suspends or ends the social tariff of a holder, from a day on. What was recorded before
 * stays: past facts were decided by it. Seeing to a status is recorded as a look at the person;
 * what is announced says that something changed, never what.
 *
 * Only the organizers that configuration names may do so, for who lives in their municipality or
 * was registered there: to them any other holder does not exist.
 *
 * @returns what was recorded, now or by the same command before
 * @throws Problem `forbidden`, `invalid-data` for dates that cannot be; the refusals of
 * core/tariffs/set-social-status.sql
 */
export async function setSocialStatus(
  core: Core,
  caller: Caller,
  decision: SocialStatusDecision,
): Promise<SocialStatusVersion> {
  const { config } = caller.municipality;
  // Before anything about the holder is looked at: a refusal tells nothing.
  if (!config.socialTariff.managedBy.includes(caller.organizer)) throw forbidden();
  const { passholderId, status, endDate = null, command } = decision;
  const now = core.now();
  const { effectiveFrom = clockAt(now).day } = decision;
  const { cardSystemId } = caller;
  const answerAgain = async (id: string): Promise<SocialStatusVersion> =>
    showSocialStatus(core, cardSystemId, id);
  return unlessDoneBefore(
    core,
    { cardSystemId, kind: SOCIAL_STATUS, command, answerAgain },
    async () => {
      assertDates({ status, effectiveFrom, endDate });
      return callForJson<SocialStatusVersion>(core.pool, 'core.set_social_status', [
        cardSystemId,
        passholderId,
        caller.municipality.id,
        status,
        effectiveFrom,
        endDate,
        actingOrganizerId(caller),
        caller.clientId,
        new Date(now).toISOString(),
        randomUUID(),
        command?.key ?? null,
        command?.hash ?? null,
      ]);
    },
  );
}

/** As it is passed to `core.begin_command`. */
export const SOCIAL_STATUS = 'social-status';

/** One version of a holder's status, as it was recorded. */
export async function showSocialStatus(
  core: Core,
  cardSystemId: number,
  id: string,
): Promise<SocialStatusVersion> {
  return callForJson(core.pool, 'core.show_social_status', [cardSystemId, id]);
}

/** @throws Problem `invalid-data` for dates that cannot be */
function assertDates({ status, effectiveFrom, endDate }: SocialStatusVersion): void {
  if (effectiveFrom < FIRST_STATUS_DAY) {
    const detail = `/effectiveFrom must be ${FIRST_STATUS_DAY} or later`;
    throw invalidData({ detail, jsonPointer: '/effectiveFrom' });
  }
  if (endDate === null) return;
  if (status === 'NONE') {
    throw invalidData({ detail: '/endDate has no meaning with NONE', jsonPointer: '/endDate' });
  }
  if (endDate < effectiveFrom) {
    throw invalidData({ detail: '/endDate is before the first day', jsonPointer: '/endDate' });
  }
}
