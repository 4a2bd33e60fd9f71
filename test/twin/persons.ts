import { randomUUID } from 'node:crypto';
import type { Core } from '../../core/core.ts';
import { addAlias } from '../../core/passes/add-alias.ts';
import { registerPassholder } from '../../core/passes/register-passholder.ts';
import { endRole } from '../../core/roles/end-role.ts';
import { issueRole } from '../../core/roles/issue-role.ts';
import {
  type SocialStatusDecision,
  setSocialStatus,
} from '../../core/tariffs/set-social-status.ts';
import { NO_KEY, testCaller } from '../fixtures/test-caller.ts';

/** What one of the twins has and the other has not. */
export type Trait =
  'nothing' | 'active' | 'in grace' | 'expired' | 'suspended' | 'staff' | 'former staff';

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
/** Of the opportunity pass that the twin had before, if it is poor. */
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
  await addAlias(core, { cardSystemId: 1, passholderId, number: OLD_NUMBER, isDiscreet: false });

  const social = statuses[trait];
  if (social) {
    const welfare = testCaller(core, 'welfare');
    const decided = { passholderId, effectiveFrom: '2026-01-01', command: null };
    await setSocialStatus(core, welfare, { ...decided, ...social });
    const number = DISCREET_NUMBER;
    await addAlias(core, { cardSystemId: 1, passholderId, number, isDiscreet: true });
  }
  if (trait === 'staff' || trait === 'former staff') {
    const hr = testCaller(core, 'hr');
    const { roleId } = await issueRole(core, hr, {
      passholderId,
      plugin: 'staff-card',
      role: 'badge',
      from: '2024-01-01',
      command: NO_KEY,
      attributes: { staffNumber: 'D-1002', service: 'Sport', zones: ['stadhuis'] },
    });
    const end = { roleId, lastDay: '2026-10-31', reason: 'left-service', command: NO_KEY };
    if (trait === 'former staff') await endRole(core, hr, end);
  }
  return { twin, neighbour };
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
