import { addToDay, clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { setSocialStatus } from '../tariffs/set-social-status.ts';
import { judgeSocialStatus, type SocialStatusOnDay } from '../tariffs/social-status.ts';
import { demoCaller } from './demo-caller.ts';
import type { DemoPass } from './demo-town.ts';
import type { DescribedTown } from './read-demo-towns.ts';

/** What a holder's social tariff is today, in the words of the demo. */
export type DemoSocialTariff = 'NONE' | 'ACTIVE' | 'IN_GRACE' | 'EXPIRED' | 'SUSPENDED';

/** Before any end date that the demo gives. */
const FIRST_DAY: Day = '2025-01-01';

/** Judges what is stored of a holder, by the grace period of the municipality. */
export function socialTariffOf(facts: CardFacts, town: DescribedTown, day: Day): DemoSocialTariff {
  const { graceDays } = town.municipality.config.socialTariff;
  return wordOf(judgeSocialStatus(facts.social, { graceDays, day }));
}

/**
 * Sees to it that a holder's social tariff is today what the demo says: somebody in grace is so for
 * some weeks only, and is put there again by the next start.
 */
export async function seedSocialTariff(
  core: Core,
  seed: { town: DescribedTown; pass: DemoPass; facts: CardFacts },
): Promise<void> {
  const { town, pass, facts } = seed;
  const { managedBy, graceDays } = town.municipality.config.socialTariff;
  const { day } = clockAt(core.now());
  const [manager] = managedBy;
  const passholderId = facts.holder?.id;
  if (pass.socialTariff === undefined || !manager || !passholderId) return;

  const wanted = describe(pass.socialTariff, { day, graceDays });
  if (socialTariffOf(facts, town, day) === wanted.is) return;
  await setSocialStatus(core, demoCaller(core.installation(), town.municipality, manager), {
    passholderId,
    status: wanted.is === 'SUSPENDED' ? 'SUSPENDED' : 'ACTIVE',
    effectiveFrom: FIRST_DAY,
    endDate: wanted.endDate,
    command: null,
  });
}

function describe(
  word: NonNullable<DemoPass['socialTariff']>,
  { day, graceDays }: { day: Day; graceDays: number },
): { is: DemoSocialTariff; endDate: Day } {
  switch (word) {
    case 'in-grace':
      return { is: 'IN_GRACE', endDate: addToDay(day, { days: -1 }) };
    case 'expired':
      return { is: 'EXPIRED', endDate: addToDay(day, { days: -graceDays - 60 }) };
    case 'suspended':
      return { is: 'SUSPENDED', endDate: addToDay(day, { years: 1 }) };
    case 'active':
      return { is: 'ACTIVE', endDate: addToDay(day, { years: 1 }) };
  }
}

function wordOf({ status, inGracePeriod }: SocialStatusOnDay): DemoSocialTariff {
  return inGracePeriod ? 'IN_GRACE' : status;
}
