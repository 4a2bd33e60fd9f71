import type { Caller } from '../access/caller.ts';
import { isOwner, seenIdOf, type View, visibilityFor } from '../access/visibility.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { refusalOf } from '../database/refusal.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { earlierFact, unlessDoneBefore } from '../http/unless-done-before.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { openCard } from '../rights/open-card.ts';
import { heldRolesOf, holderOf } from '../rights/held-roles.ts';
import { type AskedUse, type JudgedRole, judgeUse } from './judge-use.ts';
import { cardNeeded, roleNotFound } from './problems.ts';
import { moreThanToPay, reasonUsedUp, refuseUse } from './refuse-use.ts';
import { ROLE_USE, type RoleUse, showUse, useAllowance } from './use-allowance.ts';

/** What a desk, a till or a turnstile asks: this role is used here. */
export interface UseCommand extends AskedUse {
  readonly roleId: string;
  /**
   * Any number of the card that was shown; the holder's active card when left out, which only the
   * owner of the role may do.
   */
  readonly card?: string | undefined;
  readonly command: CommandKey;
}

/** A use as the caller may see it, with the role that it named. */
export interface ShownUse {
  /** By which the caller named it. */
  readonly roleId: string;
  readonly use: RoleUse;
  readonly role: HeldRole;
  readonly view: Exclude<View, 'none'>;
}

/** A role that changes between the decision and the count is decided on again, this often. */
const MAX_DECISIONS = 5;

/**
 * Uses an allowance of a role and books what that makes departments owe. Of a role that nobody
 * issued, core writes its row at its first use: such a use names the card. Who sees several roles
 * of a holder by one outward name uses the first of them that permits it.
 *
 * Without a card a role is found by its owner only. Whoever else asks hears that a card is needed,
 * also of a role that it may not see and of one that nobody has: the three are one answer.
 *
 * @throws Problem `role-not-found`, `card-needed`, `pass-not-found`, `place-not-found`,
 * `invalid-data`; `use-refused` with the `reason` in words for the holder
 */
export async function useRole(core: Core, caller: Caller, asked: UseCommand): Promise<ShownUse> {
  const { amount = 0, toPayCents = amount } = asked;
  for (let decisions = 0; decisions < MAX_DECISIONS; decisions += 1) {
    const roles = await findHeldRoles(core, caller, asked);
    const [{ role, view }] = roles;
    if (amount > toPayCents) throw moreThanToPay(toPayCents, '/amount');
    const use = await countUse(core, caller, { asked, roles });
    if (use !== 'role-changed') return { roleId: asked.roleId, use, role, view };
  }
  throw new Error(`role ${asked.roleId} keeps changing while a use of it is decided`);
}

/** The role that is asked for, and those that the caller sees by the same outward name. */
type SeenRoles = readonly [JudgedRole, ...JudgedRole[]];

async function findHeldRoles(core: Core, caller: Caller, use: UseCommand): Promise<SeenRoles> {
  const clock = clockAt(core.now());
  const { installation } = caller;
  const facts = await readCard(core, caller, { ...use, clock });
  const holder = holderOf(facts, installation, clock);
  if (!holder) return refuseRole(core, caller, use);
  const derivedRoleKey = core.keys.current('derived-role-id');
  const roles = heldRolesOf(facts, holder, { installation, clock, derivedRoleKey });
  const [role, ...others] = roles.filter((one) => seenIdOf(caller, one) === use.roleId);
  const view = role ? visibilityFor(caller, role) : 'none';
  // Whoever is paid for a use must have had the card before it.
  const mayBeUsed = role !== undefined && (use.card !== undefined || isOwner(caller, role));
  if (!mayBeUsed || view === 'none') return refuseRole(core, caller, use);
  const judged = (one: HeldRole): JudgedRole => ({ facts, role: one, view, clock, holder });
  return [judged(role), ...others.map(judged)];
}

async function readCard(
  core: Core,
  caller: Caller,
  use: UseCommand & Pick<JudgedRole, 'clock'>,
): Promise<CardFacts> {
  const { card, roleId, clock } = use;
  if (card !== undefined) return openCard(core, caller, { card, eventId: null, day: clock.day });
  const facts = await callForJson<CardFacts | null>(core.pool, 'core.read_holder_of_role', [
    caller.cardSystemId,
    roleId,
    clock.day,
  ]);
  return facts ?? refuseRole(core, caller, use);
}

/**
 * Of a holder who was erased: who sends a command again hears that it was carried out. The same
 * work for a role that the caller may not see as for one that nobody has.
 */
async function refuseRole(
  core: Core,
  caller: Caller,
  { card, command }: Pick<UseCommand, 'card' | 'command'>,
): Promise<never> {
  await earlierFact(core, { cardSystemId: caller.cardSystemId, kind: ROLE_USE, command });
  if (card !== undefined) throw roleNotFound();
  throw cardNeeded({ detail: CARD_NEEDED, jsonPointer: '/card' });
}

const CARD_NEEDED =
  'no role of yours has this id; what others decide about, and what a card shows by an outward ' +
  'name or by facts alone, is found by the card that was shown: send its number as card';

async function countUse(
  core: Core,
  caller: Caller,
  { asked, roles }: { asked: UseCommand; roles: SeenRoles },
): Promise<RoleUse | 'role-changed'> {
  const { cardSystemId } = caller;
  const { command } = asked;
  const answerAgain = async (id: string): Promise<RoleUse> => showUse(core, cardSystemId, id);
  const judgement = judgeUse(caller, asked, roles);
  try {
    return await unlessDoneBefore(
      core,
      { cardSystemId, kind: ROLE_USE, command, answerAgain },
      async () => {
        if (judgement.refused) throw judgement.refused;
        const { judged, refused: _, ...decided } = judgement;
        return useAllowance(core, caller, { ...judged, ...decided, command });
      },
    );
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.name === 'role-changed') return refusal.name;
    if (refusal?.name === 'allowance-used-up' && judgement.refused === null) {
      const { allowance, judged } = judgement;
      const { remaining } = refusal.detail;
      throw refuseUse(judged, { ...reasonUsedUp(judged.role, allowance), remaining });
    }
    throw error;
  }
}
