import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/require-permission.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { readPassholder, type StoredPassholder } from '../persons/read-passholder.ts';
import { mayKnowStatus, statusOnDay } from '../tariffs/show-status.ts';
import { defaultEndOfSocialTariff } from '../tariffs/social-grant.ts';
import { decideMembership, type MembershipOutcome } from './decide-membership.ts';
import { showMembership } from './membership-shape.ts';

/** Which membership is asked. */
export interface MembershipQuestion {
  readonly passholderId: string;
  readonly cardSystemId: number;
  readonly socialTariff: boolean;
}

/** What would become of it, as UiTPAS shows it. */
export interface MembershipPreview {
  readonly type: MembershipOutcome;
  readonly socialTariffEndDate?: string;
  readonly addressChangeRequired: boolean;
  readonly replacedMembership?: ReturnType<typeof showMembership>;
}

/**
 * Says what a new membership of a holder would come to.
 *
 * @throws Problem `cardsystem-not-found` for another than the caller's, where somebody is a person
 * of its own; `passholder-not-found`; `forbidden` without the permission to grant the social tariff
 */
export async function previewMembership(
  core: Core,
  caller: Caller,
  question: MembershipQuestion,
): Promise<MembershipPreview> {
  const { cardSystemId, passholderId, socialTariff } = question;
  if (socialTariff) requirePermission(caller, 'PASSHOLDERS_WRITE_SOCIALTARIFF');
  if (cardSystemId !== caller.cardSystemId) throw cardSystemNotFound();
  const stored = await readPassholder(core, caller, { id: passholderId, isNoted: true });
  const { day } = clockAt(core.now());
  const type = outcomeFor(core, caller, { stored, socialTariff });
  return {
    type,
    ...(socialTariff && { socialTariffEndDate: defaultEndOfSocialTariff(day) }),
    addressChangeRequired: socialTariff && stored.residenceId === null,
    ...(type === 'REPLACE_MEMBERSHIP' && {
      replacedMembership: showMembership(stored, caller, day),
    }),
  };
}

/** What a new membership of a holder comes to, for this caller. */
export function outcomeFor(
  core: Core,
  caller: Caller,
  { stored, socialTariff }: { stored: StoredPassholder; socialTariff: boolean },
): MembershipOutcome {
  const { day } = clockAt(core.now());
  return decideMembership({
    hasActiveCard: stored.card?.status === 'ACTIVE',
    asksSocialTariff: socialTariff,
    hasSocialTariff: mayKnowStatus(caller, stored)
      ? statusOnDay(stored.social, caller, day).entitled
      : null,
  });
}
