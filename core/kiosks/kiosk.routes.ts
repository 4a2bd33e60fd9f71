import { Type } from 'typebox';
import { readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { Paginated, pagination } from '../http/schemas.ts';
import { giveSetupCode } from './give-setup-code.ts';
import { KioskEventShape, KioskShape, showKioskEvent } from './kiosk-shape.ts';
import { assertOwnKiosk, fixedEventOf, listKiosks } from './own-kiosk.ts';
import { eventNotAcceptable } from './problems.ts';
import { setKioskEvent } from './set-kiosk-event.ts';

const tags = ['Kiosks'];
const uuid = Type.String({ format: 'uuid' });
const Params = Type.Object({ kioskId: uuid });

/** `/kiosks` of the UiTPAS API 4.0: what an organizer sees of its kiosks, and tells them. */
export async function kioskRoutes(api: Api): Promise<void> {
  addListing(api);
  addFixedEvent(api);
  addFixing(api);
  addSetupCodes(api);
}

function addListing(api: Api): void {
  api.get(
    '/kiosks',
    {
      config: {
        permission: 'KIOSKS_READ',
        uitpas:
          'only kiosks of the organizers that the client acts for; and `deviceId` is what a ' +
          'device is known by, because the device id itself is its secret, of which only a hash ' +
          'is kept.',
      },
      schema: {
        summary: 'The kiosks of your organizers that have a device, by name',
        description:
          'A kiosk is among them once a device was set up at it. Before that its id is told by ' +
          '`npx pasklaar check-config`: it follows from the key of the kiosk in the configuration.',
        tags,
        querystring: Type.Object({ organizerId: Type.Optional(uuid), ...pagination }),
        response: responses({ 200: Paginated(KioskShape) }),
      },
    },
    async ({ caller, query }) => {
      const organizer = query.organizerId === undefined ? undefined : caller.organizer;
      return listKiosks(api.core, caller, { ...query, organizer });
    },
  );
}

function addFixedEvent(api: Api): void {
  const { core } = api;
  api.get(
    '/kiosks/:kioskId/fixed-event',
    {
      config: { permission: 'KIOSKS_READ', uitpas: true },
      schema: {
        summary: 'The event that a kiosk was told',
        tags,
        params: Params,
        response: responses({ 200: KioskEventShape }, eventNotFound),
      },
    },
    async ({ caller, params }) => {
      assertOwnKiosk(caller, params.kioskId);
      const { cardSystemId } = caller;
      const id = await fixedEventOf(core, caller, params.kioskId);
      const event = id === null ? undefined : await readEvent(core, { cardSystemId, id });
      if (!event) throw eventNotFound();
      return showKioskEvent(core, cardSystemId, event);
    },
  );
}

function addFixing(api: Api): void {
  const { core } = api;
  api.put(
    '/kiosks/:kioskId/fixed-event',
    {
      config: { permission: 'KIOSKS_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Tell a kiosk its event',
        tags,
        params: Params,
        body: Type.Object({ id: uuid }),
        response: responses(
          { 204: Type.Null() },
          answeredAs(400, eventNotFound),
          eventNotAcceptable,
        ),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      assertOwnKiosk(caller, params.kioskId);
      await setKioskEvent(core, caller, { ...params, eventId: body.id, command });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/kiosks/:kioskId/fixed-event',
    {
      config: { permission: 'KIOSKS_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Let a kiosk find its event itself',
        tags,
        params: Params,
        response: responses({ 204: Type.Null() }, eventNotFound),
      },
    },
    async ({ caller, params, command }, reply) => {
      assertOwnKiosk(caller, params.kioskId);
      const hadOne = await setKioskEvent(core, caller, { ...params, eventId: null, command });
      if (!hadOne) throw eventNotFound();
      return reply.code(204).send(null);
    },
  );
}

function addSetupCodes(api: Api): void {
  api.post(
    '/kiosks/:kioskId/setup-codes',
    {
      config: { permission: 'KIOSKS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Make a code by which a device is put at a kiosk',
        description:
          'It works once and within a day, for this kiosk only; one that was made before is of ' +
          'no use any more. The device that stands there goes on until another is set up.',
        tags,
        params: Params,
        response: responses({ 201: Type.Object({ code: Type.String() }) }),
      },
    },
    async ({ caller, params, command }, reply) => {
      assertOwnKiosk(caller, params.kioskId);
      const { cardSystemId } = caller;
      const code = await giveSetupCode(api.core, { cardSystemId, ...params, command });
      return reply.code(201).send({ code });
    },
  );
}
