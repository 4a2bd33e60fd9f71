import type { Caller } from '../access/caller.ts';
import { isOwner, type View, visibilityFor } from '../access/visibility.ts';
import { type Clock, clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { refusalOf } from '../database/refusal.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { earlierFact, unlessDoneBefore } from '../http/unless-done-before.ts';
import { invalidData } from '../http/problems.ts';
import { placeNotFound } from '../organizers/problems.ts';
import type { Circumstances, HeldRole } from '../plugins/combine.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { reasonBlocked } from '../rights/check-rights.ts';
import { openCard } from '../rights/open-card.ts';
import { heldRolesOf, holderOf } from '../rights/held-roles.ts';
import { decideUse, findAllowance, windowOf } from './decide-use.ts';
import { cardNeeded, roleNotFound } from './problems.ts';
import { moreThanToPay, reasonUsedUp, refuseUse } from './refuse-use.ts';
import { ROLE_USE, type RoleUse, showUse, useAllowance } from './use-allowance.ts';

/** What a desk, a till or a turnstile asks: this role is used here. */
export interface UseCommand {
  readonly roleId: string;
  /**
   * Any number of the card that was shown; the holder's active card when left out, which only the
   * owner of the role may do.
   */
  readonly card?: string | undefined;
  readonly placeId?: string | undefined;
  /** Which allowance; the only one of the role when left out. */
  readonly allowance?: string | undefined;
  /** Turns or cents: one turn when left out. */
  readonly amount?: number | undefined;
  /** Cents that the holder still has to pay there; nothing is paid beyond that. */
  readonly toPayCents?: number | undefined;
  readonly command: CommandKey;
}

/** A use as the caller may see it. */
export interface ShownUse {
  readonly use: RoleUse;
  readonly role: HeldRole;
  readonly view: Exclude<View, 'none'>;
}

/** A role that changes between the decision and the count is decided on again, this often. */
const MAX_DECISIONS = 5;

/**
 * Uses an allowance of a role and books what that makes departments owe. Of a role that nobody
 * issued, core writes its row at its first use: such a use names the card.
 *
 * @throws Problem `role-not-found`, `card-needed`, `pass-not-found`, `place-not-found`,
 * `invalid-data`; `use-refused` with the `reason` in words for the holder
 */
export async function useRole(core: Core, caller: Caller, asked: UseCommand): Promise<ShownUse> {
  for (let decisions = 0; decisions < MAX_DECISIONS; decisions += 1) {
    const shown = await findHeldRole(core, caller, asked);
    const { role, view } = shown;
    const use = await countUse(core, caller, { ...asked, ...shown });
    if (use !== 'role-changed') return { use, role, view };
  }
  throw new Error(`role ${asked.roleId} keeps changing while a use of it is decided`);
}

/** A role as a card shows it, with all that a use of it is decided on. */
interface JudgedRole {
  readonly facts: CardFacts;
  readonly role: HeldRole;
  readonly view: Exclude<View, 'none'>;
  readonly clock: Clock;
  readonly holder: Circumstances['holder'];
}

async function findHeldRole(core: Core, caller: Caller, use: UseCommand): Promise<JudgedRole> {
  const clock = clockAt(core.now());
  const { installation } = caller;
  const facts = await readCard(core, caller, { ...use, clock });
  const holder = holderOf(facts, installation, clock);
  if (!holder) return refuseRole(core, caller, use.command);
  const derivedRoleKey = core.keys.current('derived-role-id');
  const roles = heldRolesOf(facts, holder, { installation, clock, derivedRoleKey });
  const role = roles.find(({ id }) => id === use.roleId);
  const view = role ? visibilityFor(caller, role) : 'none';
  if (!role || view === 'none') return refuseRole(core, caller, use.command);
  // Whoever is paid for a use must have had the card before it.
  if (use.card === undefined && !isOwner(caller, role)) throw cardNeeded({ jsonPointer: '/card' });
  return { facts, role, view, clock, holder };
}

async function readCard(
  core: Core,
  caller: Caller,
  { card, roleId, clock, command }: UseCommand & { clock: Clock },
): Promise<CardFacts> {
  if (card !== undefined) return openCard(core, caller, { card, eventId: null, day: clock.day });
  const facts = await callForJson<CardFacts | null>(core.pool, 'core.read_holder_of_role', [
    caller.cardSystemId,
    roleId,
    clock.day,
  ]);
  return facts ?? refuseRole(core, caller, command);
}

/**
 * Of a holder who was erased: who sends a command again hears that it was carried out. The same
 * work for a role that the caller may not see as for one that nobody has.
 */
async function refuseRole(core: Core, caller: Caller, command: CommandKey): Promise<never> {
  await earlierFact(core, { cardSystemId: caller.cardSystemId, kind: ROLE_USE, command });
  throw roleNotFound();
}

async function countUse(
  core: Core,
  caller: Caller,
  use: UseCommand & JudgedRole,
): Promise<RoleUse | 'role-changed'> {
  const { cardSystemId } = caller;
  const answerAgain = async (id: string): Promise<RoleUse> => showUse(core, cardSystemId, id);
  try {
    return await unlessDoneBefore(
      core,
      { cardSystemId, kind: ROLE_USE, command: use.command, answerAgain },
      async () => decideAndCount(core, caller, use),
    );
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.name === 'role-changed') return refusal.name;
    if (refusal?.name === 'allowance-used-up') {
      const key = findAllowance(use.role, use.allowance)?.key ?? '';
      const { remaining } = refusal.detail;
      throw refuseUse(use, { ...reasonUsedUp(use.role, key), remaining });
    }
    throw error;
  }
}

async function decideAndCount(
  core: Core,
  caller: Caller,
  use: UseCommand & JudgedRole,
): Promise<RoleUse> {
  const { role, facts, clock, holder, view, command } = use;
  const payee = { municipality: caller.municipality.key, organizer: caller.organizer };
  const { key: allowance, amount } = readAmount(use);
  assertToPay(use, { allowance, amount });
  const place = use.placeId === undefined ? null : caller.installation.place(use.placeId);
  const isElsewhere = place && place.municipality.key !== role.municipality.key;
  if (place === undefined || isElsewhere) throw placeNotFound();

  const circumstances = { clock, holder, place: place?.key ?? null };
  const blocked = reasonBlocked(facts);
  const decision = decideUse(role, { allowance, amount, circumstances, payee, blocked });
  if (decision.refused) throw refuseUse({ role, view }, decision.refused);
  const { charge, windowMinutes } = decision;
  const placeId = use.placeId ?? null;
  const decided = {
    role,
    facts,
    clock,
    allowance,
    amount,
    placeId,
    charge,
    windowMinutes,
    command,
  };
  return useAllowance(core, caller, decided);
}

/** Nobody is paid more with an allowance than its holder has to pay there. */
function assertToPay(
  { role, toPayCents }: UseCommand & JudgedRole,
  { allowance, amount }: { allowance: string; amount: number },
): void {
  const definition = role.definition.allowances?.[allowance];
  if (toPayCents === undefined && definition?.needsToPay) {
    const detail = '/toPayCents must say how many cents the holder still has to pay';
    throw invalidData({ detail, jsonPointer: '/toPayCents' });
  }
  if (toPayCents === undefined) return;
  if (definition?.unit !== 'cent') {
    const detail = '/toPayCents is told of cents, and this is counted in turns';
    throw invalidData({ detail, jsonPointer: '/toPayCents' });
  }
  if (amount > toPayCents) throw moreThanToPay(toPayCents, '/amount');
}

/** How much of which allowance is asked. Of what is counted in windows, one at a time. */
function readAmount(use: UseCommand & JudgedRole): { key: string; amount: number } {
  const found = findAllowance(use.role, use.allowance);
  if (!found) {
    const keys = Object.keys(use.role.definition.allowances ?? {}).join(', ') || 'none';
    const detail = use.view === 'full' ? `the allowances of this role are: ${keys}` : 'not known';
    throw invalidData({ detail, jsonPointer: '/allowance' });
  }
  const { key, definition } = found;
  const amount = use.amount ?? (definition.unit === 'turn' ? 1 : undefined);
  const isOne = amount === 1 || windowOf(use.role, key) === null;
  if (amount === undefined || !isOne) {
    const detail = amount === undefined ? 'must say how many cents' : 'must be 1 here';
    throw invalidData({ detail: `/amount ${detail}`, jsonPointer: '/amount' });
  }
  return { key, amount };
}
