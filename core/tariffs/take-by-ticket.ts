import { visibilityFor } from '../access/visibility.ts';
import type { PluginDefinition } from '../contract/plugin.ts';
import type { Cents } from '../contract/money.ts';
import { clockAt } from '../contract/period.ts';
import { type Circumstances, combineProposals, combineRights } from '../plugins/combine.ts';
import { heldRolesOf, holderOf } from '../rights/held-roles.ts';
import { useRow } from '../roles/use-row.ts';
import type { PaidPart, PaymentCircumstances } from './pay-by-allowance.ts';
import { PRICE_GONE } from './problem-of-sale.ts';
import { tariffInvalid } from './problems.ts';

/** The allowance of which a ticket takes one, by the source of its price: `<plugin>:<role>`. */
export type TakingSources = ReadonlyMap<string, string>;

const known = new WeakMap<ReadonlyMap<string, PluginDefinition>, TakingSources>();

/** The kinds of role whose price takes one of an allowance. */
export function takingSources(plugins: ReadonlyMap<string, PluginDefinition>): TakingSources {
  const earlier = known.get(plugins);
  if (earlier) return earlier;
  const sources = new Map(
    [...plugins.values()].flatMap(({ name, roles }) =>
      Object.entries(roles).flatMap(([role, { allowances = {} }]) =>
        Object.entries(allowances)
          .filter(([, allowance]) => allowance.takenByTicket === true)
          .map(([key]) => [`${name}:${role}`, key] as const),
      ),
    ),
  );
  known.set(plugins, sources);
  return sources;
}

/** The price of a ticket that takes one of an allowance. */
export interface TakingPrice {
  /** `<plugin>:<role>`. */
  readonly source: string;
  readonly allowance: string;
  readonly priceCents: Cents;
  readonly regularPriceCents: Cents;
}

/**
 * Decides of which role of the holder a ticket takes one: of the first that grants something now
 * and offers that price. What is left of it is counted by who sells.
 *
 * @throws Problem `tariff-invalid` when no role of the holder offers the price any more: nothing
 * is left of it, or the role has ended since
 */
export function takeByTicket(price: TakingPrice, circumstances: PaymentCircumstances): PaidPart {
  const { caller, facts, keys, now, offering } = circumstances;
  const { installation } = caller;
  const clock = clockAt(now);
  const holder = holderOf(facts, installation, clock);
  if (!holder) throw tariffInvalid({ detail: PRICE_GONE });
  const derivedRoleKey = keys.current('derived-role-id');
  const held = heldRolesOf(facts, holder, { installation, clock, derivedRoleKey }).filter(
    ({ name, plugin }) => `${plugin.definition.name}:${name}` === price.source,
  );
  const placeId = facts.event?.placeId ?? null;
  const place = placeId === null ? undefined : installation.place(placeId);
  const around: Circumstances = { clock, holder, place: null };
  const quote = {
    event: { organizer: offering.key, place: place?.key ?? null },
    regularPriceCents: price.regularPriceCents,
  };
  const offers = combineProposals(combineRights(held, around, null), around, quote);
  for (const { priceCents, role } of offers) {
    const view = visibilityFor(caller, role);
    if (priceCents !== price.priceCents || view === 'none') continue;
    const { allowance } = price;
    const use = useRow(caller, { role, facts, clock, allowance, amount: 1, placeId });
    return { seen: { role, view }, use, isOfPrice: true };
  }
  throw tariffInvalid({ detail: PRICE_GONE });
}
