import { type Static, Type } from 'typebox';
import { assertCents, type Cents } from './money.ts';
import { cents } from './settings.ts';

/**
 * A setting that says what a role makes of a price: a price of its own, so many cents less, or so
 * many percent less.
 */
export const discountSetting = (description: string) =>
  Type.Union(
    [
      Type.Object({ priceCents: cents('the price it becomes') }),
      Type.Object({ centsOff: cents('what comes off') }),
      Type.Object({
        percentOff: Type.Integer({ minimum: 1, maximum: 100, description: 'what comes off' }),
      }),
    ],
    { description },
  );

/** What a role makes of a price. */
export type Discount = Static<ReturnType<typeof discountSetting>>;

/**
 * The price after a discount: whole cents, from 0 up to the price itself. A percentage is rounded
 * down for the holder.
 *
 * @param priceCents 0 or more
 */
export function discountedPrice(priceCents: Cents, discount: Discount): Cents {
  assertCents(priceCents);
  if ('priceCents' in discount) return Math.min(discount.priceCents, priceCents);
  if ('centsOff' in discount) return Math.max(priceCents - discount.centsOff, 0);
  const hundredfold = priceCents * (100 - discount.percentOff);
  assertCents(hundredfold);
  return (hundredfold - (hundredfold % 100)) / 100;
}
