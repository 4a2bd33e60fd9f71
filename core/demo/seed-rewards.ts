import type { Core } from '../core.ts';
import { organizerId } from '../municipalities/installation.ts';
import { createReward } from '../rewards/create-reward.ts';
import { fundReward } from '../rewards/fund-reward.ts';
import { demoCaller, onceFor } from './demo-caller.ts';
import type { DemoReward } from './demo-town.ts';
import type { DescribedTown } from './read-demo-towns.ts';

/** Long before anybody in the demo got a pass: a welcome is granted with it. */
const OFFERED_SINCE = '2020-01-01T00:00:00+01:00';

/** Sees to it that the rewards of a town are offered, and that it is decided who pays for them. */
export async function seedRewards(core: Core, town: DescribedTown): Promise<void> {
  const rewards = Object.entries(town.demo.rewards);
  await Promise.all(rewards.map(async ([key, reward]) => seedReward(core, town, { key, reward })));
}

async function seedReward(
  core: Core,
  { municipality }: DescribedTown,
  { key, reward }: { key: string; reward: DemoReward },
): Promise<void> {
  const { title, organizer, points, category, atMost, units, worthCents, fundedBy } = reward;
  const caller = demoCaller(core.installation(), municipality, organizer);
  const handsOut = reward.handedOutBy.length === 0 ? [organizer] : reward.handedOutBy;
  const { id } = await createReward(core, caller, {
    asked: {
      title,
      type: points === undefined ? 'WELCOME' : 'POINTS',
      points: points ?? 0,
      categories: [category],
      promotionalDescription: reward.description,
      moreInfoURL: `https://voorbeeld.be/${municipality.key}/voordelen/${key}`,
      publicationPeriod: { begin: OFFERED_SINCE },
      organizers: handsOut.map((one) => ({ id: organizerId(municipality.key, one) })),
      ...(units !== undefined && { maxAvailableUnits: units }),
      ...(atMost !== undefined && { redeemConstraint: atMost }),
    },
    command: onceFor(municipality.key, 'reward', key),
  });
  if (worthCents === 0) return;
  const funders = Object.entries(fundedBy).map(([party, weight]) => ({ party, weight }));
  await fundReward(core, caller, {
    rewardId: id,
    funding: { worthCents, fundedBy: funders },
    command: onceFor(municipality.key, 'reward-funding', key),
  });
}
