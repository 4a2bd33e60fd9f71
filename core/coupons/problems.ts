import { defineProblem } from '../contract/problem.ts';

export const couponUnknown = defineProblem({
  name: 'coupon-unknown',
  status: 404,
  title: 'Unknown coupon',
  explanation:
    'The municipality has no such coupon, it is over, or another organizer gives it. The ' +
    '`coupons` of its configuration say which there are, and who gives them.',
  endUserMessage: { nl: 'Deze balie kan deze coupon niet geven.' },
});
