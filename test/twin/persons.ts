import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Core } from '../../core/core.ts';
import { clockAt } from '../../core/contract/period.ts';
import { addAlias } from '../../core/passes/add-alias.ts';
import { registerPassholder } from '../../core/passes/register-passholder.ts';
import { withHost } from '../../core/plugins/host.ts';
import {
  type SocialStatusDecision,
  setSocialStatus,
} from '../../core/tariffs/set-social-status.ts';
import { enrol } from '../../plugins/childcare-access/enrolments/enrol.ts';
import { testCaller } from '../fixtures/test-caller.ts';

/** What one of the twins has and the other has not. */
export type Trait =
  | 'nothing'
  | 'active'
  | 'in grace'
  | 'expired'
  | 'suspended'
  | 'staff'
  | 'former staff'
  | 'gomorpas'
  | 'former gomorpas'
  | 'child';

/** Who holds a card in the story. */
export interface CardHolder {
  readonly passholderId: string;
  readonly number: string;
  readonly chipNumber: string;
}

/** The twin has the trait of its town; the neighbour never has any. */
export interface Persons {
  readonly twin: CardHolder;
  readonly neighbour: CardHolder;
}

/** Another old number that finds the twin at every desk. */
export const OLD_NUMBER = 'VRIJETIJDSPAS-88';
/** Of the opportunity pass that the twin had before, if it is poor or has its benefits. */
export const DISCREET_NUMBER = 'GOMOR-77';
/** Of the twin, who is 23 and so has a youth card too. */
export const NATIONAL_NUMBER = '03.03.14-567.96';

type Social = Pick<SocialStatusDecision, 'status' | 'endDate'>;

/** The grace period of Lier is thirty days. */
const statuses: Partial<Record<Trait, Social>> = {
  active: { status: 'ACTIVE', endDate: null },
  'in grace': { status: 'ACTIVE', endDate: '2026-11-10' },
  expired: { status: 'ACTIVE', endDate: '2026-10-01' },
  suspended: { status: 'SUSPENDED', endDate: '2027-06-30' },
};

/** Registers the same two persons in every town: only the trait of the twin differs. */
export async function registerPersons(core: Core, trait: Trait): Promise<Persons> {
  const twin = await register(core, {
    card: { number: '0994826574885', chipNumber: '043F6E9E724ADE' },
    names: { firstName: 'Noor', lastName: 'Peeters', nationalNumber: '03031456796' },
  });
  const neighbour = await register(core, {
    card: { number: '0944370217357', chipNumber: '04A72F00D9CEFE' },
    names: { firstName: 'Jan', lastName: 'Claes', nationalNumber: '85073003328' },
  });
  const { passholderId } = twin;
  await addAlias(core, testCaller(core, 'welfare'), {
    passholderId,
    number: OLD_NUMBER,
    isDiscreet: false,
  });

  const social = statuses[trait];
  if (social) {
    const welfare = testCaller(core, 'welfare');
    const decided = { passholderId, effectiveFrom: '2026-01-01', command: null };
    await setSocialStatus(core, welfare, { ...decided, ...social });
    const number = DISCREET_NUMBER;
    await addAlias(core, testCaller(core, 'welfare'), { passholderId, number, isDiscreet: true });
  }
  if (trait === 'staff' || trait === 'former staff') {
    await giveBadge(core, passholderId, { isFormer: trait === 'former staff' });
  }
  if (trait === 'gomorpas' || trait === 'former gomorpas') {
    await giveBenefits(core, passholderId, { isFormer: trait === 'former gomorpas' });
  }
  if (trait === 'child') await enrolChild(core, passholderId);
  return { twin, neighbour };
}

/** As the welfare service does, and the list of old passes. */
async function giveBenefits(
  core: Core,
  passholderId: string,
  { isFormer }: { isFormer: boolean },
): Promise<void> {
  const { installation, municipality } = testCaller(core, 'welfare');
  const plugin = core.plugins.get('gomorpas');
  assert(plugin, 'this story has the opportunity benefits');
  const context = { installation, municipality, plugin, organizer: 'welfare' };
  await withHost(core, context, (host) => {
    return host.oldNumbers.add({ passholderId, number: DISCREET_NUMBER }, true);
  });
  const benefits = ['meals', 'hairdresser', 'bus'];
  const body = { ground: 'leefloon', benefits, validUntil: '2027-12-31' };
  for (const method of isFormer ? ['PUT', 'DELETE'] : ['PUT']) {
    const route = plugin.routes?.find((one) => one.method === method);
    const request = { params: { passholderId }, query: {}, body, commandId: randomUUID() };
    await withHost(core, context, async (host) => route?.handle(host, request as never));
  }
}

/** As the list of the personnel service does. */
async function giveBadge(
  core: Core,
  passholderId: string,
  { isFormer }: { isFormer: boolean },
): Promise<void> {
  const { installation, municipality } = testCaller(core, 'hr');
  const plugin = core.plugins.get('staff-card');
  assert(plugin, 'this story has the staff card');
  await withHost(core, { installation, municipality, plugin, organizer: null }, async (host) => {
    const { id } = await host.roles.issue({
      passholderId,
      role: 'badge',
      attributes: { staffNumber: 'D-1002', service: 'Sport', zones: ['stadhuis'] },
      takenOver: { from: '2024-01-01', until: null },
    });
    if (isFormer) await host.roles.end(id, { lastDay: '2026-10-31', reason: 'left-service' });
  });
}

/** As the childcare does; the twin is old for it, which no rule forbids. */
async function enrolChild(core: Core, passholderId: string): Promise<void> {
  const { installation, municipality } = testCaller(core, 'childcare');
  const plugin = core.plugins.get('childcare-access');
  assert(plugin, 'this story has childcare');
  await withHost(core, { installation, municipality, plugin, organizer: null }, async (host) => {
    const day = clockAt(host.now()).day;
    await enrol(host, {
      id: host.newId(),
      passholderId,
      child: {
        location: 'tree-house',
        days: [1, 2, 3, 4, 5],
        onFreeDays: false,
        extraDays: [],
        absentDays: [],
        mayLeaveAlone: false,
      },
      allergies: 'noten',
      contacts: [],
      payers: [{ payerId: null, name: null, share: 1, weeks: 'every' }],
      period: { from: day, until: null },
    });
  });
}

async function register(
  core: Core,
  told: {
    card: { number: string; chipNumber: string };
    names: { firstName: string; lastName: string; nationalNumber: string };
  },
): Promise<CardHolder> {
  const { card, names } = told;
  const { passholderId } = await registerPassholder(core, testCaller(core, 'uit'), {
    card,
    person: {
      ...names,
      birthDate: '2003-03-14',
      email: `${names.firstName.toLowerCase()}@voorbeeld.be`,
      phone: null,
      street: 'Grote Markt',
      houseNumber: '1',
      postalCode: '2500',
      city: 'Lier',
    },
    household: null,
    payment: null,
    command: { key: randomUUID(), hash: 'registration' },
  });
  return { passholderId, ...card };
}
