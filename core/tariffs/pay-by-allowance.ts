import { seenIdOf, visibilityFor } from '../access/visibility.ts';
import type { Caller } from '../access/caller.ts';
import type { PriceDecision } from '../billing/price-decision.ts';
import type { OrganizerKey } from '../contract/facts.ts';
import type { Cents, Weights } from '../contract/money.ts';
import { type Clock, clockAt } from '../contract/period.ts';
import type { Problem } from '../contract/problem.ts';
import { invalidData } from '../http/problems.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { reasonBlocked } from '../rights/check-rights.ts';
import { heldRolesOf, holderOf } from '../rights/held-roles.ts';
import { decideUse } from '../roles/decide-use.ts';
import { funderOf, NOT_PAYABLE_HERE, type Payee, paysAt } from '../roles/decide-payment.ts';
import { roleNotFound } from '../roles/problems.ts';
import { moreThanToPay, refuseUse, type SeenRole } from '../roles/refuse-use.ts';
import { type UseRow, useRow } from '../roles/use-row.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { payPart } from './pay-part.ts';
import { pointTo } from './problem-of-sale.ts';

/** An allowance that a ticket names to pay a part of what its holder has to pay. */
export interface AllowanceOrder {
  readonly roleId: string;
  /** The only one that pays there when left out. */
  readonly allowance?: string;
  /** 1 or more. */
  readonly cents: Cents;
}

/** What one allowance pays of a ticket. */
export interface PaidPart {
  readonly seen: SeenRole;
  readonly use: UseRow;
  /** It is counted because of the price of the ticket, and pays nothing of it. */
  readonly isOfPrice?: true;
}

/** On what it is decided which parts allowances pay. */
export interface PaymentCircumstances {
  /** Acts for the seller. */
  readonly caller: Caller;
  readonly keys: KeyRing;
  /** Of the card that is shown, with the event of the ticket. */
  readonly facts: CardFacts;
  /** Whose event it is. */
  readonly offering: { readonly municipality: ActiveMunicipality; readonly key: OrganizerKey };
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Lets the allowances that a ticket names pay, in their order, a part of what the holder still has
 * to pay. What is left of them is counted by who sells.
 *
 * @throws Problem with a `jsonPointer` to the allowance: `role-not-found`, `invalid-data`;
 * `use-refused` with the `reason` in words for the holder
 */
export function payByAllowances(
  decision: PriceDecision,
  orders: readonly AllowanceOrder[],
  circumstances: PaymentCircumstances,
): { readonly decision: PriceDecision; readonly parts: readonly PaidPart[] } {
  const clock = clockAt(circumstances.now);
  const parts: PaidPart[] = [];
  let left = decision;
  assertToPay(decision.priceCents, orders);
  for (const [at, order] of orders.entries()) {
    pointTo(`/allowances/${at}`, () => {
      const { cents } = order;
      const { seen, use, fundedBy } = decidePart(order, { ...circumstances, clock });
      left = payPart(left, { fundedBy, cents });
      parts.push({ seen, use });
    });
  }
  return { decision: left, parts };
}

/** Before any role is looked at: it says the same whichever they are. */
function assertToPay(toPayCents: Cents, orders: readonly AllowanceOrder[]): void {
  let left = toPayCents;
  for (const [at, { cents }] of orders.entries()) {
    pointTo(`/allowances/${at}`, () => {
      if (cents > left) throw moreThanToPay(left, '/cents');
    });
    left -= cents;
  }
}

type Circumstances = PaymentCircumstances & { readonly clock: Clock };

/** Decides what one allowance pays: by party id who bears it, and what is to be counted. */
function decidePart(
  order: AllowanceOrder,
  circumstances: Circumstances,
): PaidPart & { readonly fundedBy: Weights } {
  const { caller, clock, facts, offering } = circumstances;
  const payee = { municipality: offering.municipality.key, organizer: offering.key };
  const roles = findRoles(order, circumstances);
  // Of several that the caller sees by one outward name, one that pays here and now.
  const paying = roles.filter(({ role }) => payersOf(role, order, payee).length === 1);
  const judge = (seen: SeenRole) => judgePart(order, { ...seen, payee }, circumstances);
  const first = judge(paying[0] ?? roles[0]);
  const others = paying.slice(1).values().map(judge);
  const isPermitted = ({ refused }: JudgedPart): boolean => refused === null;
  const part = isPermitted(first) ? first : (others.find(isPermitted) ?? first);
  if (part.refused) throw part.refused;
  const { allowance, placeId, seen } = part;
  const { role } = seen;
  const use = { role, facts, clock, allowance, amount: order.cents, placeId };
  const parties = Object.entries(funderOf(role, allowance)).map(([party, weight]) => {
    const id = caller.installation.partyId(role.municipality, party);
    if (id === null) throw new Error('the holder funds no allowance');
    return [id, weight] as const;
  });
  return { seen, use: useRow(caller, use), fundedBy: Object.fromEntries(parties) };
}

/** A role that may pay a part, or why it does not. */
interface JudgedPart {
  readonly refused: Problem | null;
  readonly seen: SeenRole;
  readonly allowance: string;
  readonly placeId: string | null;
}

function judgePart(
  order: AllowanceOrder,
  { payee, ...seen }: SeenRole & { readonly payee: Payee },
  { caller, clock, facts }: Circumstances,
): JudgedPart {
  const allowance = choosePayer(order, { ...seen, payee });
  const holder = holderOf(facts, caller.installation, clock);
  if (!holder) throw roleNotFound();
  const placeId = facts.event?.placeId ?? null;
  const place = placeId === null ? undefined : caller.installation.place(placeId);
  const placeOf = place?.municipality.key;
  const { refused } = decideUse(seen.role, {
    allowance,
    amount: order.cents,
    circumstances: { clock, holder, place: place?.key ?? null, placeOf },
    payee,
    blocked: reasonBlocked(facts),
  });
  return { refused: refused && refuseUse(seen, refused), seen, allowance, placeId };
}

/**
 * The role as the caller sees it, and those that it sees by the same outward name; one that it does
 * not see is one that nobody has.
 */
function findRoles(
  { roleId }: AllowanceOrder,
  circumstances: Circumstances,
): readonly [SeenRole, ...SeenRole[]] {
  const { caller, clock, facts, keys } = circumstances;
  const { installation } = caller;
  const holder = holderOf(facts, installation, clock);
  if (!holder) throw roleNotFound();
  const derivedRoleKey = keys.current('derived-role-id');
  const roles = heldRolesOf(facts, holder, { installation, clock, derivedRoleKey });
  const [role, ...others] = roles.filter((one) => seenIdOf(caller, one) === roleId);
  const view = role ? visibilityFor(caller, role) : 'none';
  if (!role || view === 'none') throw roleNotFound();
  return [{ role, view }, ...others.map((other) => ({ role: other, view }))];
}

/** The allowances of a role that are meant, and pay there. */
function payersOf(role: HeldRole, { allowance }: AllowanceOrder, payee: Payee): string[] {
  const keys = Object.keys(role.definition.allowances ?? {});
  const named = allowance === undefined ? keys : keys.filter((key) => key === allowance);
  return named.filter((key) => paysAt(role, key, payee));
}

/** Which allowance is meant: the one that is named, or the only one that pays there. */
function choosePayer(order: AllowanceOrder, seen: SeenRole & { payee: Payee }): string {
  const { role, payee, view } = seen;
  const { allowance } = order;
  const [only, ...others] = payersOf(role, order, payee);
  if (only !== undefined && others.length === 0) return only;
  const keys = Object.keys(role.definition.allowances ?? {});
  const isKnown = allowance === undefined || keys.includes(allowance);
  if (view !== 'full' || (others.length === 0 && isKnown)) throw refuseUse(seen, NOT_PAYABLE_HERE);
  const detail = `the allowances of this role are: ${keys.join(', ') || 'none'}`;
  throw invalidData({ detail, jsonPointer: '/allowance' });
}
