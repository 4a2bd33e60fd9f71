import assert from 'node:assert/strict';
import type { MunicipalityKey, OrganizerKey } from '../contract/facts.ts';
import type { Cents, Charge, Weights } from '../contract/money.ts';
import type { Reason } from '../contract/text.ts';
import type { HeldRole } from '../plugins/combine.ts';

/** Who would be paid with an allowance. */
export interface Payee {
  readonly municipality: MunicipalityKey;
  readonly organizer: OrganizerKey;
}

/** To whoever an allowance does not pay. */
export const NOT_PAYABLE_HERE: Reason = {
  code: 'not-payable-here',
  nl: 'Met dit tegoed kan hier niet betaald worden.',
};

/** Whether somebody can be paid with an allowance: one in cents that says whom it pays. */
export function isForPaying({ definition }: HeldRole, allowance: string): boolean {
  return definition.allowances?.[allowance]?.paysFor !== undefined;
}

/** Whether an organizer can be paid with an allowance; one of another town never can. */
export function paysAt(role: HeldRole, allowance: string, payee: Payee): boolean {
  const { attributes, definition, municipality, plugin } = role;
  if (payee.municipality !== municipality.key) return false;
  const { paysFor } = definition.allowances?.[allowance] ?? {};
  const payees = paysFor?.(plugin.config, attributes as never) ?? [];
  return payees.includes(payee.organizer);
}

/** Who bears what an allowance pays: the parties of the role's municipality. */
export function funderOf(role: HeldRole, allowance: string): Weights {
  const { attributes, definition, plugin } = role;
  const { fundedBy: rule } = definition.allowances?.[allowance] ?? {};
  const fundedBy = rule?.(plugin.config, attributes as never);
  return fundedBy ?? { [definition.owner(plugin.config)]: 1 };
}

/**
 * What it comes to when somebody is paid an amount with an allowance alone: a price that others
 * bear, of which nothing is left for the holder.
 */
export function paymentCharge(
  role: HeldRole,
  allowance: string,
  { cents, payee }: { cents: Cents; payee: Payee },
): Charge {
  assert(paysAt(role, allowance, payee), `${allowance} does not pay ${payee.organizer}`);
  const reductions = [{ cents, fundedBy: funderOf(role, allowance) }];
  return { priceCents: cents, earner: payee.organizer, reductions };
}
