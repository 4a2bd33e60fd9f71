import { assertCents, type Cents, type PartyKey } from '../contract/money.ts';
import { HOLDER, type MoneyFact } from './money-fact.ts';

/**
 * Rounds what is paid in cash to the nearest 5 cents, as a fact of its own: the rounding is the
 * revenue of the till's owner and the share of the holder, and nobody owes anybody for it.
 *
 * A total of 5 cents or less is paid as it is, and only the cash part of a total is rounded (Code
 * of Economic Law art. VI.7/1, since 1 December 2019). Money given back is rounded likewise. A
 * rounding of 0 is a fact too: whether one was written must not tell the amount.
 *
 * @param totalCents all that is paid in cash at once; negative when it is given back
 */
export function roundCash(totalCents: Cents, tillOwner: PartyKey): MoneyFact {
  assertCents(totalCents);
  const priceCents = roundedCash(totalCents) - totalCents;
  return {
    priceCents,
    earner: tillOwner,
    payments: [{ payer: HOLDER, accountOwner: tillOwner, means: 'cash', cents: priceCents }],
    shares: [{ party: HOLDER, cents: priceCents }],
    entries: [],
  };
}

function roundedCash(totalCents: Cents): Cents {
  const size = Math.abs(totalCents);
  if (size <= 5) return totalCents;
  const below = size - (size % 5);
  const nearest = size % 5 <= 2 ? below : below + 5;
  return totalCents < 0 ? -nearest : nearest;
}
