import { type Static, Type } from 'typebox';
import { discountSetting } from '../../core/contract/discount.ts';
import { cents, dayOfYear, organizerRef, weightsOf } from '../../core/contract/settings.ts';

/** The settings of the friends of the cultural centre in one municipality. */
export const FriendsConfig = Type.Object({
  department: organizerRef('the cultural centre: owner of the role and earner of the fee'),
  seasonStartsOn: dayOfYear('the first day of every season', { default: '09-01' }),
  feeCents: cents('what a membership costs', { default: 1000 }),
  passholderReduction: Type.Object(
    {
      cents: cents('what comes off the fee for a pass holder', { default: 500 }),
      fundedBy: weightsOf('who bears that, in which proportion'),
    },
    { description: 'what a pass holder need not pay, because the town wants the pass to be used' },
  ),
  ticketDiscount: Type.Object(
    {
      price: discountSetting('what a friend pays for a ticket of the cultural centre'),
      where: Type.String({
        minLength: 1,
        maxLength: 60,
        default: 'het cultuurcentrum',
        description: 'what desks call the centre, in Dutch: they read «Vriendenprijs in ...»',
      }),
      fundedBy: weightsOf('who bears the difference, in which proportion'),
    },
    { description: "the friend's price on events of the cultural centre" },
  ),
  priorityDays: Type.Integer({
    minimum: 0,
    maximum: 60,
    default: 7,
    description: 'days before the public sale in which friends can book; 0 is no priority',
  }),
  coolingOffDays: Type.Integer({
    minimum: 0,
    maximum: 60,
    default: 14,
    description: 'days after the start in which the holder may withdraw and gets everything back',
  }),
  reminderDays: Type.Integer({
    minimum: 0,
    maximum: 180,
    default: 45,
    description: 'last days of a membership in which friends are reminded; 0 reminds nobody',
  }),
  reviewDays: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 90,
    description: 'days after which the names on the review list are forgotten',
  }),
});
export type FriendsConfig = Static<typeof FriendsConfig>;
