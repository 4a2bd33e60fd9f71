import type { Caller } from '../access/caller.ts';
import type { PaymentMeans } from '../contract/money.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import { readPassholder, type StoredPassholder } from '../persons/read-passholder.ts';
import { residenceAt } from '../persons/residence-at.ts';
import { mayKnowStatus } from '../tariffs/show-status.ts';
import {
  assertMayGrant,
  defaultEndOfSocialTariff,
  type SocialStatusRow,
  socialStatusRow,
} from '../tariffs/social-grant.ts';
import type { MembershipOutcome } from './decide-membership.ts';
import { type GivenOut, giveOut } from './give-out.ts';
import { passSaleRows, priceOfReplacement } from './pass-sale.ts';
import { outcomeFor } from './preview-membership.ts';
import { newMembershipError } from './problems.ts';

/** A new membership of a holder, or one that takes the place of another. */
export interface MembershipRenewal {
  readonly passholderId: string;
  readonly cardSystemId: number;
  readonly card: GivenOut;
  /** Where the holder lives from now on; undefined stays. */
  readonly address?:
    { readonly street: string; readonly postalCode: string; readonly city: string } | undefined;
  /** Asked with the social tariff, until a day or the usual one. */
  readonly socialTariff?: { readonly endDate?: Day | undefined } | undefined;
  readonly means: PaymentMeans | undefined;
  readonly command: CommandKey;
}

/**
 * Gives a holder another card in one action: the number changes, and everything else of the holder
 * is kept. Past facts keep the number that was used.
 *
 * Who sees to the social tariff and may know it grants it so, or ends it by asking none; at any
 * other desk it stays as it is, whatever it is.
 *
 * @throws Problem `cardsystem-not-found`, `passholder-not-found`, `forbidden`,
 * `passholder-new-membership-error`, `postal-code-not-in-card-system`, `invalid-card`,
 * `invalid-card-status`; the refusals of core/passes/renew-membership.sql
 */
export async function renewMembership(
  core: Core,
  caller: Caller,
  renewal: MembershipRenewal,
): Promise<void> {
  const { cardSystemId, command } = renewal;
  if (cardSystemId !== caller.cardSystemId) throw cardSystemNotFound();
  await unlessDoneBefore<void>(
    core,
    { cardSystemId, kind: 'membership', command, answerAgain: async () => {} },
    async () => {
      const id = renewal.passholderId;
      const stored = await readPassholder(core, caller, { id, isNoted: false });
      const socialTariff = renewal.socialTariff !== undefined;
      const outcome = outcomeFor(core, caller, { stored, socialTariff });
      const social = decideSocial(core, caller, { stored, renewal, outcome });
      if (outcome === 'NOT_POSSIBLE') throw newMembershipError();
      await giveOut(core, { cardSystemId, given: renewal.card }, (number) =>
        write(core, caller, { renewal, stored, social, number }),
      );
    },
  );
}

/** The social status that goes with it; null leaves it as it is. */
function decideSocial(
  core: Core,
  caller: Caller,
  told: { stored: StoredPassholder; renewal: MembershipRenewal; outcome: MembershipOutcome },
): SocialStatusRow | null {
  const { stored, renewal, outcome } = told;
  const { address, cardSystemId, socialTariff } = renewal;
  const pointer = '/socialTariff/socialTariffEndDate';
  if (socialTariff) {
    const { installation } = caller;
    const residence = address
      ? residenceAt(installation, cardSystemId, address.postalCode)
      : installation.byId(stored.residenceId ?? '');
    assertMayGrant(caller, residence);
    const usual = defaultEndOfSocialTariff(clockAt(core.now()).day);
    const endDate = socialTariff.endDate ?? usual;
    return socialStatusRow(core, caller, { status: 'ACTIVE', endDate, pointer });
  }
  const { municipality, organizer, permissions } = caller;
  const seesToIt =
    permissions.has('PASSHOLDERS_WRITE_SOCIALTARIFF') &&
    municipality.config.socialTariff.managedBy.includes(organizer) &&
    mayKnowStatus(caller, stored);
  // Whoever lost the card loses no right by it.
  const isReplaced = outcome === 'REPLACE_MEMBERSHIP';
  const hasOne = isReplaced && stored.social !== null && stored.social.status !== 'NONE';
  return seesToIt && hasOne
    ? socialStatusRow(core, caller, { status: 'NONE', endDate: null, pointer })
    : null;
}

async function write(
  core: Core,
  caller: Caller,
  told: {
    renewal: MembershipRenewal;
    stored: StoredPassholder;
    social: SocialStatusRow | null;
    number: string;
  },
): Promise<void> {
  const { renewal, stored, social, number } = told;
  const { address, card, command, means, passholderId } = renewal;
  const { cardSystemId, installation, municipality } = caller;
  const now = core.now();
  const moved = address && {
    ...address,
    residenceId: residenceAt(installation, cardSystemId, address.postalCode)?.id ?? null,
  };
  const { residenceId } = moved ?? stored;
  const priceCents = priceOfReplacement(municipality.config.pass.prices, clockAt(now).day);
  const sale = { passholderId, residenceId, priceCents, means, now };
  await callFunction(core.pool, 'core.renew_membership', [
    cardSystemId,
    passholderId,
    JSON.stringify({
      municipalityId: municipality.id,
      version: stored.version,
      card: number,
      cardType: card.type,
      moved: moved ?? null,
      social,
      look: lookAtPerson(core, caller),
    }),
    JSON.stringify(priceCents === 0 ? [] : passSaleRows(sale, caller)),
    new Date(now).toISOString(),
    command.key,
    command.hash,
  ]);
}
