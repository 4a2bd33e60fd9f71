import { type Static, Type } from 'typebox';
import { discountSetting } from '../../core/contract/discount.ts';
import { organizerRef, recordOf } from '../../core/contract/settings.ts';

/** The settings of the youth card in one municipality. */
export const YouthCardConfig = Type.Object({
  department: organizerRef('the youth service: owner of the card, bears every reduction'),
  fromAge: Type.Integer({
    minimum: 0,
    maximum: 40,
    default: 12,
    description: 'the birthday on which it begins',
  }),
  endsAtAge: Type.Integer({
    minimum: 1,
    maximum: 40,
    default: 26,
    description: 'the birthday on which it is over',
  }),
  reductions: recordOf(
    organizerRef('where it gives a reduction'),
    discountSetting('what it makes of the price of an event there'),
    { description: 'the youth centre, the cinema and the other partners', minProperties: 1 },
  ),
});
export type YouthCardConfig = Static<typeof YouthCardConfig>;
