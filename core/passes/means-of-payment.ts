import { Type } from 'typebox';
import { paymentMeans } from '../contract/settings.ts';

/** How a pass is paid, in the query beside a body that is UiTPAS's. */
export const meansOfPayment = Type.Optional(
  paymentMeans({
    description: 'how the pass is paid; the usual means of the organizer when left out',
  }),
);
