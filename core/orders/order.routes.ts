import { invalidCity } from '../municipalities/problems.ts';
import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import type { Api } from '../http/api.ts';
import { invalidData, urlNotFound } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { cardSystemNotFound, organizerNotFound } from '../organizers/problems.ts';
import { meansOfPayment } from '../passes/means-of-payment.ts';
import {
  invalidCard,
  invalidNationalNumber,
  invalidPassNumber,
  invalidVoucherCode,
  passholderAlreadyRegistered,
  passNumberTaken,
} from '../passes/problems.ts';
import { personBody, personOf } from '../persons/passholder-body.ts';
import { factErased } from '../points/problems.ts';
import { completeOrder } from './complete-order.ts';
import { OrderShape, showOrder } from './order-shape.ts';
import { orderToken } from './order-token.ts';
import { type OrderedPass, placeOrder } from './place-order.ts';
import { invalidValidationToken, orderCompleted } from './problems.ts';
import { readOrder, readOrderHolder } from './read-order.ts';

const tags = ['Orders'];
const uuid = Type.String({ format: 'uuid' });
const { registrationSocialTariffEndDate: _, ...details } = personBody;

const Registration = Type.Object({
  ...details,
  registrationOrganizer: Type.Object({ id: uuid }),
  registrationCardSystemId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  registrationVoucher: Type.Optional(Type.String({ maxLength: 100 })),
  registrationSocialTariff: Type.Optional(
    Type.Object({
      idToken: Type.Optional(
        Type.String({ minLength: 1, maxLength: 2000, description: 'proves a right to it' }),
      ),
    }),
  ),
});

const DIFFERENT =
  'there is no page to pay on: an order waits, without `paymentUrl`, until it is paid at a desk, ' +
  'which gives out the cards by `POST /orders/{orderId}/complete`, and is forgotten after thirty ' +
  'days; no redirect is asked. `inszNumber` and `registrationSocialTariff` are never shown; ' +
  '`gender` and the consents are not kept, because nothing here needs them. A client comes with ' +
  'its access token, never by client identification.';

/** `/orders` of the UiTPAS API 4.0: passes that are ordered from home. */
export async function orderRoutes(api: Api): Promise<void> {
  addPlacing(api);
  addReading(api);
  addCompleting(api);
}

function addPlacing(api: Api): void {
  const { core } = api;
  api.post(
    '/orders',
    {
      config: { permission: 'ORDERS_CREATE', uitpas: DIFFERENT, idempotency: 'optional' },
      schema: {
        summary: 'Order passes for somebody, and for others',
        tags,
        body: Type.Object({
          mainPassholderRegistration: Registration,
          extraPassholderRegistrations: Type.Optional(Type.Array(Registration, { maxItems: 20 })),
        }),
        response: responses(
          { 200: OrderShape },
          answeredAs(400, organizerNotFound, cardSystemNotFound),
          invalidCity,
          invalidNationalNumber,
          invalidValidationToken,
          invalidVoucherCode,
          factErased,
        ),
      },
    },
    async ({ caller, body, command }) => {
      const { cardSystemId } = caller;
      const { mainPassholderRegistration: main, extraPassholderRegistrations: extra = [] } = body;
      const id = await unlessDoneBefore(
        core,
        { cardSystemId, kind: 'order', command, answerAgain: async (earlier) => earlier },
        async () => {
          if (main.email === undefined) {
            const jsonPointer = '/mainPassholderRegistration/email';
            throw invalidData({ detail: `${jsonPointer} is missing: who orders`, jsonPointer });
          }
          const told = [
            passOf(core, caller, { told: main, pointer: '/mainPassholderRegistration' }),
            ...extra.map((one, at) =>
              passOf(core, caller, { told: one, pointer: `/extraPassholderRegistrations/${at}` }),
            ),
          ];
          const { id: organizerId } = main.registrationOrganizer;
          if (extra.some((one) => one.registrationOrganizer.id !== organizerId)) {
            const jsonPointer = '/extraPassholderRegistrations';
            throw invalidData({ detail: `${jsonPointer} names another organizer`, jsonPointer });
          }
          return placeOrder(core, caller, { organizerId, passes: told, command });
        },
      );
      return showPlaced(core, caller, id);
    },
  );
}

/** @throws Problem `fact-erased` for an order that was forgotten since */
async function showPlaced(core: Core, caller: Caller, id: string) {
  const order = await readOrder(core, caller, id).catch((error: unknown) => {
    const isGone = (error as { definition?: unknown }).definition === urlNotFound.definition;
    throw isGone ? factErased() : error;
  });
  const requestedAt = order.requestedAt.getTime();
  return showOrder(order, orderToken(core.keys, { ...order, requestedAt }));
}

function passOf(
  core: Core,
  caller: Caller,
  { told, pointer }: { told: Static<typeof Registration>; pointer: string },
): OrderedPass {
  const { registrationCardSystemId: asked = caller.cardSystemId } = told;
  if (asked !== caller.cardSystemId) throw cardSystemNotFound();
  if (told.registrationVoucher !== undefined) throw invalidVoucherCode();
  const person = personOf(core, caller, told);
  return { person, idToken: told.registrationSocialTariff?.idToken, pointer };
}

function addReading(api: Api): void {
  api.get(
    '/orders/:orderId',
    {
      config: { permission: 'ORDERS_READ', customToken: readOrderHolder, uitpas: DIFFERENT },
      schema: {
        summary: 'An order of passes',
        tags,
        params: Type.Object({ orderId: uuid }),
        response: responses({ 200: OrderShape }),
      },
    },
    async ({ caller, params }) => showOrder(await readOrder(api.core, caller, params.orderId)),
  );
}

function addCompleting(api: Api): void {
  const { core } = api;
  api.post(
    '/orders/:orderId/complete',
    {
      config: { permission: 'PASSHOLDERS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Give out the passes of an order that was paid',
        description:
          'Each registration becomes a pass holder, all of them or none. Cards come from the ' +
          'stock; who gets none gets a pass without a card, where the town has such.',
        tags,
        params: Type.Object({ orderId: uuid }),
        querystring: Type.Object({ means: meansOfPayment }),
        body: Type.Object({
          cards: Type.Array(
            Type.Object({
              registrationId: uuid,
              uitpasNumber: Type.String({ minLength: 1, maxLength: 64 }),
            }),
            { maxItems: 21 },
          ),
        }),
        response: responses(
          { 200: OrderShape },
          invalidCard,
          invalidPassNumber,
          orderCompleted,
          passholderAlreadyRegistered,
          passNumberTaken,
        ),
      },
    },
    async ({ caller, params, query, body, command }) => {
      const cards = new Map(body.cards.map((one) => [one.registrationId, one.uitpasNumber]));
      const { means } = query;
      return showOrder(await completeOrder(core, caller, { ...params, cards, means, command }));
    },
  );
}
