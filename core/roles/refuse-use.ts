import type { View } from '../access/visibility.ts';
import type { Cents } from '../contract/money.ts';
import type { Problem } from '../contract/problem.ts';
import type { Reason } from '../contract/text.ts';
import type { HeldRole } from '../plugins/combine.ts';
import { useRefused } from './problems.ts';

/** A role as the caller may see it. */
export interface SeenRole {
  readonly role: HeldRole;
  readonly view: Exclude<View, 'none'>;
}

/**
 * Refuses a use, in the words of who may see the role: to others than those who see it in full, a
 * reason says no more than its outward name, and a refusal does not say what remains.
 */
export function refuseUse(
  { role, view }: SeenRole,
  refused: Reason & { readonly remaining?: unknown },
): Problem {
  const { remaining, ...because } = refused;
  const neutral = { code: role.definition.outward?.name ?? 'not-granted', nl: 'Nu niet.' };
  const reason = view === 'full' ? because : neutral;
  const left = view === 'full' && remaining !== undefined ? { remaining } : {};
  return useRefused({ reason, ...left, endUserMessage: { nl: reason.nl } });
}

/** A refusal that says nothing of the role, nor of what was asked of it. */
export function neutralRefusal(role: HeldRole): Problem {
  return refuseUse({ role, view: 'outward' }, { code: 'not-granted', nl: 'Nu niet.' });
}

/** More would be paid with an allowance than its holder has to pay. */
export function moreThanToPay(toPayCents: Cents, jsonPointer: string): Problem {
  const nl = 'Er is minder te betalen dan dit bedrag.';
  const reason = { code: 'more-than-to-pay', nl };
  return useRefused({ reason, toPayCents, endUserMessage: { nl }, jsonPointer });
}

/** Why an allowance gives nothing more, in the words of its plugin. */
export function reasonUsedUp({ definition }: HeldRole, allowance: string): Reason {
  const nl = definition.allowances?.[allowance]?.usedUp.nl ?? 'Het tegoed is op.';
  return { code: 'allowance-used-up', nl };
}
