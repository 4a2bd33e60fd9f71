import type { Host, RoleOfHolder } from '../../core/contract/host.ts';
import { addToDay, clockAt, type Day } from '../../core/contract/period.ts';
import { KINDS } from './benefits.ts';
import type { GomorpasConfig } from './config.ts';
import { decideBenefits, type Step, type Wanted } from './decide-benefits.ts';
import { Decision } from './decision.entity.ts';

/** What the welfare service decided about somebody. */
export interface Grant extends Wanted {
  readonly passholderId: string;
  readonly ground: string;
  /** Of the pass that is taken over; what was known of it stays when left out. */
  readonly oldNumber?: string | undefined;
}

/** Why a benefit ends, as its history keeps it: it says nothing of the holder. */
const NO_LONGER_GIVEN = 'no-longer-given';

/** Every benefit that ever was given, or those of one pass holder. */
export async function listBenefits(
  host: Host<GomorpasConfig>,
  passholderId?: string,
): Promise<RoleOfHolder[]> {
  const options = { ended: true, ...(passholderId !== undefined && { passholderId }) };
  const lists: RoleOfHolder[] = [];
  for (const kind of KINDS) lists.push(...(await host.roles.list(kind, options)));
  return lists;
}

/** What is known of somebody; null when the service never decided, or it was forgotten since. */
export function findDecision(
  { entities, municipality }: Host<GomorpasConfig>,
  passholderId: string,
): Promise<Decision | null> {
  return entities.findOne(Decision, { municipality, passholderId });
}

/**
 * Gives a holder exactly the benefits of a grant, and keeps on what ground.
 *
 * @throws Problem `pass-number-taken`, `passholder-not-found`, and what changing roles throws
 */
export async function carryOut(host: Host<GomorpasConfig>, grant: Grant): Promise<void> {
  const { passholderId, oldNumber: number } = grant;
  if (number !== undefined) await host.oldNumbers.add({ passholderId, number }, true);
  // Two decisions at once would give what neither of them does.
  await host.passholders.hold(passholderId);
  const today = clockAt(host.now()).day;
  const held = await listBenefits(host, passholderId);
  for (const step of decideBenefits(held, grant, { config: host.config, today })) {
    await takeStep(host, grant, step);
  }
  await keepDecision(host, grant);
}

async function takeStep(
  host: Host<GomorpasConfig>,
  { passholderId, validUntil }: Grant,
  step: Step,
): Promise<void> {
  const today = clockAt(host.now()).day;
  switch (step.kind) {
    case 'issue': {
      const { benefit, role } = step;
      const takenOver = { from: today, until: validUntil };
      await host.roles.issue({ passholderId, role, attributes: { benefit }, takenOver });
      return;
    }
    case 'extend':
      return host.roles.amend(step.roleId, { until: validUntil });
    case 'end': {
      const lastDay = validUntil < today ? validUntil : addToDay(today, { days: -1 });
      return host.roles.end(step.roleId, { lastDay, reason: NO_LONGER_GIVEN });
    }
  }
}

async function keepDecision(host: Host<GomorpasConfig>, grant: Grant): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const { ground, oldNumber, passholderId, validUntil } = grant;
  const changed = { ground, validUntil, ...(oldNumber !== undefined && { oldNumber }) };
  const known = await entities.nativeUpdate(Decision, { municipality, passholderId }, changed);
  if (known > 0) return;
  const id = host.newId();
  const whose = { cardSystemId, id, municipality, passholderId };
  await entities.insert(Decision, { ...whose, oldNumber: null, ...changed });
}

/** Takes every benefit away at once; the day before is the last one. */
export async function takeAway(
  host: Host<GomorpasConfig>,
  { ground, passholderId }: Pick<Decision, 'ground' | 'passholderId'>,
): Promise<void> {
  const validUntil: Day = addToDay(clockAt(host.now()).day, { days: -1 });
  await carryOut(host, { passholderId, ground, benefits: [], validUntil });
}
