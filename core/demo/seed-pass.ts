import assert from 'node:assert/strict';
import { Problem } from '../contract/problem.ts';
import { clockAt, isWithin } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { placeId } from '../municipalities/installation.ts';
import { blockCard } from '../passes/block-card.ts';
import { passNotFound } from '../passes/problems.ts';
import { registerPassholder } from '../passes/register-passholder.ts';
import { checkIn } from '../points/check-in.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { openCard } from '../rights/open-card.ts';
import { issueRole } from '../roles/issue-role.ts';
import { useRole } from '../roles/use-role.ts';
import { anyOrganizer, demoCaller, onceFor } from './demo-caller.ts';
import type { DemoPass } from './demo-town.ts';
import type { DescribedTown } from './read-demo-towns.ts';
import { seedSocialTariff } from './seed-social-tariff.ts';

/** What a pass of the demo is made with. */
export interface PassSeed {
  readonly town: DescribedTown;
  readonly pass: DemoPass;
  /** An event of the town that earns a point each time. */
  readonly pointsEvent: { readonly id: string; readonly organizer: string };
}

const DAY_MS = 86_400_000;
/** How long ago the holders of the demo got their pass: before all that they did since. */
const REGISTERED_DAYS_AGO = 60;

/**
 * Sees to it that a pass of the demo is as its file describes it: what is there is left alone, and
 * what is missing, because it never was or because its time is over, is done by core's use cases.
 * Two processes at once, or a start that was killed halfway, do nothing twice.
 */
export async function seedPass(core: Core, seed: PassSeed): Promise<void> {
  const { pass, town } = seed;
  const today = clockAt(core.now()).day;
  const before = await readFacts(core, seed);
  // Whoever had it was erased since: its number is never given again.
  if (before && !before.holder) return;
  if (before === null) await register(core, seed);
  const facts = before ?? (await readFacts(core, seed));
  assert(facts?.holder, `${pass.number} is a pass of somebody`);

  if (facts.holder.points < pass.points) await savePoints(core, seed);
  for (const role of facts.card.status === 'ACTIVE' ? pass.roles : []) {
    const held = facts.roles.find(({ plugin, name, validFrom, validUntil }) => {
      const isSame = plugin === role.plugin && name === role.role;
      return isSame && isWithin(today, { from: validFrom, until: validUntil });
    });
    await giveRole(core, seed, { role, held, passholderId: facts.holder.id });
  }
  await seedSocialTariff(core, { town, pass, facts });
  if (pass.blocked && facts.card.status === 'ACTIVE') {
    await blockCard(core, callerFor(core, seed), { card: pass.number, command: null });
  }
}

async function readFacts(core: Core, seed: PassSeed): Promise<CardFacts | null> {
  const question = {
    card: seed.pass.number,
    eventId: null,
    day: clockAt(core.now()).day,
  };
  try {
    return await openCard(core, callerFor(core, seed), question);
  } catch (error) {
    if (error instanceof Problem && error.definition === passNotFound.definition) return null;
    throw error;
  }
}

async function register(core: Core, seed: PassSeed): Promise<void> {
  const { town, pass } = seed;
  const { firstName, lastName, birthDate, number, chipNumber } = pass;
  const { name, postalCodes } = town.municipality.config;
  await registerPassholder(atDaysAgo(core, REGISTERED_DAYS_AGO), callerFor(core, seed), {
    person: {
      firstName,
      lastName,
      birthDate,
      city: name,
      postalCode: postalCodes[0] ?? null,
      nationalNumber: null,
      email: null,
      phone: null,
      street: null,
      houseNumber: null,
    },
    card: { number, chipNumber },
    household: null,
    payment: null,
    command: onceFor(number, 'registration'),
  });
}

/** One point a day: a history, as holders have one. */
async function savePoints(core: Core, { town, pass, pointsEvent }: PassSeed): Promise<void> {
  const { id, organizer } = pointsEvent;
  const caller = demoCaller(core.installation(), town.municipality, organizer);
  for (let point = 1; point <= pass.points; point += 1) {
    await checkIn(atDaysAgo(core, REGISTERED_DAYS_AGO - point), caller, {
      card: pass.number,
      eventId: id,
      command: onceFor(pass.number, 'point', String(point)),
    });
  }
}

interface GivenRole {
  readonly role: DemoPass['roles'][number];
  readonly passholderId: string;
  /** The role, when the holder has it already. */
  readonly held: CardFacts['roles'][number] | undefined;
}

async function giveRole(core: Core, { town, pass }: PassSeed, given: GivenRole): Promise<void> {
  const { role, passholderId, held } = given;
  const { plugin, role: name, seller, attributes, daysAgo, uses } = role;
  const caller = demoCaller(core.installation(), town.municipality, seller);
  const order = { passholderId, plugin, role: name, attributes, command: null };
  const roleId = held?.id ?? (await issueRole(atDaysAgo(core, daysAgo), caller, order)).roleId;
  const used = held?.allowances?.reduce((sum, allowance) => sum + allowance.used, 0) ?? 0;
  for (let use = used + 1; use <= (uses?.times ?? 0); use += 1) {
    await useRole(atDaysAgo(core, daysAgo - use), caller, {
      roleId,
      card: pass.number,
      placeId: placeId(town.municipality.key, uses?.place ?? ''),
      command: onceFor(roleId, 'use', String(use)),
    });
  }
}

function callerFor(core: Core, { town: { municipality } }: PassSeed) {
  return demoCaller(core.installation(), municipality, anyOrganizer(municipality));
}

/** The same core on an earlier day: when something happens is an argument. */
function atDaysAgo(core: Core, days: number): Core {
  const moment = core.now() - days * DAY_MS;
  return { ...core, now: () => moment };
}
