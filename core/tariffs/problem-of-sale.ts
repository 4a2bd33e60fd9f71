import { asMiss, Problem, type ProblemKind } from '../contract/problem.ts';
import { refusalOf } from '../database/refusal.ts';
import { eventNotFound, maximumReached } from '../events/problems.ts';
import { invalidCardStatus, passholderNoActiveCardSystems } from '../passes/problems.ts';
import { reasonUsedUp, refuseUse, type SeenRole } from '../roles/refuse-use.ts';
import type { UseRow } from '../roles/use-row.ts';
import { invalidCoupon, invalidUitpasNumber, tariffInvalid } from './problems.ts';

/** What `core.sell_tickets` refuses a ticket for. */
const REFUSALS: readonly ProblemKind[] = [
  eventNotFound,
  invalidCardStatus,
  invalidCoupon,
  invalidUitpasNumber,
  maximumReached,
  tariffInvalid,
];

/** What is counted of an allowance because of a ticket: it pays a part, or gives the price. */
interface CountedPart {
  readonly seen: SeenRole;
  readonly use: UseRow;
  readonly isOfPrice?: true;
}

/** The same words whether it was used up, or its role has ended: what was counted is not told. */
export const PRICE_GONE = 'this price is not given any more: ask the tariff again';

/** Of an event outside the card system. */
export const NOT_TAKING_PART = { nl: 'Deze pas geeft op deze activiteit geen korting.' };

/**
 * Decides one part of a request; a problem with it then points to that part, or further into it.
 *
 * @param part RFC 6901: `/0`
 */
export function pointTo<Decided>(part: string, decide: () => Decided): Decided {
  try {
    return decide();
  } catch (error) {
    throw error instanceof Problem ? pointed(error, part) : error;
  }
}

function pointed({ definition, details, isMiss }: Problem, part: string): Problem {
  const jsonPointer = part + (details.jsonPointer ?? '');
  return new Problem(definition, { ...details, jsonPointer }, isMiss);
}

/**
 * The problem that a refusal of `core.sell_tickets` stands for, or undefined for another error.
 *
 * @param parts of each ticket, what allowances pay of it and what its price takes
 */
export function problemOfSale(
  error: unknown,
  parts: readonly (readonly CountedPart[])[],
): Problem | undefined {
  const refusal = refusalOf(error);
  if (refusal === undefined) return undefined;
  const { at, cardSystem } = refusal.detail;
  const jsonPointer = `/${String(at)}`;
  if (refusal.name === 'pass-of-another-card-system') {
    const nl = `Deze pas hoort bij ${String(cardSystem)}.`;
    return asMiss(passholderNoActiveCardSystems({ jsonPointer, endUserMessage: { nl } }));
  }
  if (refusal.name === 'passholder-no-active-cardsystems') {
    return passholderNoActiveCardSystems({ jsonPointer, endUserMessage: NOT_TAKING_PART });
  }
  const { part, remaining } = refusal.detail;
  const paid = parts[Number(at)]?.[Number(part)];
  if (refusal.name === 'allowance-used-up' && paid?.isOfPrice) {
    return tariffInvalid({ jsonPointer, detail: PRICE_GONE });
  }
  if (refusal.name === 'allowance-used-up' && paid) {
    const reason = reasonUsedUp(paid.seen.role, paid.use.allowance);
    return pointed(
      refuseUse(paid.seen, { ...reason, remaining }),
      `${jsonPointer}/allowances/${String(part)}`,
    );
  }
  const kind = REFUSALS.find(({ definition }) => definition.name === refusal.name);
  return kind?.({ jsonPointer });
}
