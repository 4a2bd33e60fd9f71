import { Type } from 'typebox';

/** How a pass is paid, in the query beside a body that is UiTPAS's. */
export const meansOfPayment = Type.Optional(
  Type.Union(
    [Type.Literal('cash'), Type.Literal('card'), Type.Literal('online'), Type.Literal('statement')],
    { description: 'how the pass is paid; the usual means of the organizer when left out' },
  ),
);
