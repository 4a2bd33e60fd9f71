import type { Cents } from '../../../core/contract/money.ts';
import type { Day } from '../../../core/contract/period.ts';
import type { ChildcareConfig } from '../config.ts';
import { childcareCharge, type ChildcareData } from './charge-child.ts';
import type { PlannedLine } from './plan-lines.ts';

/** What a settled line says one child cost the payer, and what came off before that. */
export interface SettledPart {
  readonly roleId: string;
  readonly passholderId: string;
  readonly cents: Cents;
  readonly siblingCents: Cents;
  /** Null where no social tariff applies. */
  readonly socialCents: Cents | null;
}

/** By which prices, and for which day. */
export interface PriceQuestion {
  readonly config: ChildcareConfig;
  readonly day: Day;
}

type Items = PlannedLine['items'];

/** Whether two plans of a line come to the same amounts for the same children. */
export function costTheSame(one: Items, other: Items, question: PriceQuestion): boolean {
  return costOf(one, question) === costOf(other, question);
}

/**
 * What stood for the children of a line that were erased since, to be charged again with the line:
 * one fact is of all its children, and only they are known to nobody any more.
 */
export function keptItems(
  items: Items,
  parts: readonly SettledPart[],
  isKnown: (roleId: string) => boolean,
): Items {
  const kept = items.flatMap(({ data, passholderId, roleId }) => {
    return data.kind === 'kept' ? [{ roleId, passholderId, data }] : [];
  });
  const erased = parts.filter(
    (part) => !isKnown(part.roleId) && kept.every(({ roleId }) => roleId !== part.roleId),
  );
  const added = erased.map(
    ({ cents: payerCents, passholderId, roleId, siblingCents, socialCents }) => {
      const data = { kind: 'kept', payerCents, siblingCents, socialCents } as const;
      return { roleId, passholderId, data };
    },
  );
  return [...kept, ...added];
}

/**
 * What each item of a line came to.
 *
 * @param paid what core says the payer owes for each item for which something is owed, in order
 */
export function partsOf(
  items: Items,
  paid: readonly { readonly payerCents: Cents }[],
  question: PriceQuestion,
): SettledPart[] {
  return items
    .flatMap(({ data, passholderId, roleId }) => {
      const charge = chargeOf(data, question);
      return charge ? [{ charge, data, passholderId, roleId }] : [];
    })
    .map(({ charge, data, passholderId, roleId }, at) => {
      const cents = paid[at]?.payerCents ?? 0;
      if (data.kind === 'kept') {
        const { siblingCents, socialCents } = data;
        return { roleId, passholderId, cents, siblingCents, socialCents };
      }
      const siblingCents = charge.reductions?.[0]?.cents ?? 0;
      const socialCents = charge.isForEverybody ? null : charge.priceCents - siblingCents - cents;
      return { roleId, passholderId, cents, siblingCents, socialCents };
    });
}

function costOf(items: Items, question: PriceQuestion): string {
  const costs = items.flatMap(({ data, roleId }) => {
    const charge = chargeOf(data, question);
    return charge ? [JSON.stringify([roleId, charge])] : [];
  });
  return costs.toSorted().join();
}

function chargeOf(data: ChildcareData, { config, day }: PriceQuestion) {
  return childcareCharge({ config, data, serviceDate: day });
}
