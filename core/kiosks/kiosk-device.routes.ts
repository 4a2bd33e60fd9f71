import { Type } from 'typebox';
import { eventNotFound, maximumReached } from '../events/problems.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { parseChipNumber } from '../passes/chip-number.ts';
import { cardBlocked, passNotFound, passOfAnotherCardSystem } from '../passes/problems.ts';
import { checkInNotAllowed, factErased } from '../points/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { checkInAtKiosk } from './check-in-at-kiosk.ts';
import { configuredEvent, currentEvent } from './current-event.ts';
import { kioskOf, readCode, readDevice } from './kiosk-caller.ts';
import { KioskEventShape, KioskShape, showKiosk, showKioskEvent } from './kiosk-shape.ts';
import { pointsAtKiosk } from './points-at-kiosk.ts';
import {
  eventNotAcceptable,
  kioskAlreadyConfigured,
  kioskDeviceAlreadyInUse,
  kioskNotFound,
} from './problems.ts';
import { setKioskEvent } from './set-kiosk-event.ts';
import { setUpKiosk } from './set-up-kiosk.ts';

const tags = ['Kiosk devices'];
const chipNumber = Type.String({ minLength: 1, maxLength: 40, description: 'of the NFC chip' });

/** `/kiosk-devices` of the UiTPAS API 4.0: what the device of a kiosk does, by its own token. */
export async function kioskDeviceRoutes(api: Api): Promise<void> {
  addSetup(api);
  addDevice(api);
  addConfiguredEvent(api);
  addConfiguring(api);
  addCurrentEvent(api);
  addCheckIn(api);
  addPoints(api);
}

function addSetup(api: Api): void {
  api.put(
    '/kiosk-devices/setup',
    {
      config: {
        customToken: readCode,
        uitpas:
          'the setup code is of one kiosk, works once and within a day, and is asked by ' +
          '`POST /kiosks/{kioskId}/setup-codes`; by a new one another device takes the place of ' +
          'the first. It has eighty random bits, which no number of attempts finds.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Put a device at a kiosk',
        description: 'From then on the device id is the `x-custom-token` of the device.',
        tags,
        body: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 60, description: 'of the kiosk' }),
          deviceId: Type.String({
            minLength: 16,
            maxLength: 64,
            description:
              'a secret of the device, such as a random UUID: at least 8 different characters',
          }),
        }),
        response: responses(
          { 200: KioskShape },
          kioskNotFound,
          kioskAlreadyConfigured,
          kioskDeviceAlreadyInUse,
        ),
      },
    },
    async ({ caller, body, command }) => {
      await setUpKiosk(api.core, caller, { ...body, command });
      return showKiosk(caller, { ...kioskOf(caller), deviceId: body.deviceId });
    },
  );
}

function addDevice(api: Api): void {
  api.get(
    '/kiosk-devices',
    {
      config: { customToken: readDevice, uitpas: true },
      schema: {
        summary: 'The kiosk that this device stands at',
        tags,
        response: responses({ 200: KioskShape }),
      },
    },
    async ({ caller }) => {
      const kiosk = kioskOf(caller);
      return showKiosk(caller, { ...kiosk, deviceId: kiosk.secret });
    },
  );
}

function addConfiguredEvent(api: Api): void {
  const { core } = api;
  api.get(
    '/kiosk-devices/events',
    {
      config: { customToken: readDevice, uitpas: true },
      schema: {
        summary: 'The event that this kiosk was told',
        tags,
        response: responses({ 200: KioskEventShape }, eventNotFound),
      },
    },
    async ({ caller }) => {
      const event = await configuredEvent(core, caller, kioskOf(caller));
      if (!event) throw eventNotFound();
      return showKioskEvent(core, caller.cardSystemId, event);
    },
  );
}

function addConfiguring(api: Api): void {
  const { core } = api;
  api.put(
    '/kiosk-devices/events',
    {
      config: { customToken: readDevice, uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Tell this kiosk its event',
        tags,
        body: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: responses(
          { 204: Type.Null() },
          answeredAs(400, eventNotFound),
          eventNotAcceptable,
        ),
      },
    },
    async ({ caller, body, command }, reply) => {
      const { id: kioskId } = kioskOf(caller);
      await setKioskEvent(core, caller, { kioskId, eventId: body.id, command });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/kiosk-devices/events',
    {
      config: { customToken: readDevice, uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Let this kiosk find its event itself',
        tags,
        response: responses({ 204: Type.Null() }),
      },
    },
    async ({ caller, command }, reply) => {
      await setKioskEvent(core, caller, { kioskId: kioskOf(caller).id, eventId: null, command });
      return reply.code(204).send(null);
    },
  );
}

function addCurrentEvent(api: Api): void {
  const { core } = api;
  api.get(
    '/kiosk-devices/checkins',
    {
      config: { customToken: readDevice, uitpas: true },
      schema: {
        summary: 'The event at which this kiosk saves points now',
        tags,
        response: responses({ 200: KioskEventShape }, eventNotFound),
      },
    },
    async ({ caller }) => {
      const event = await currentEvent(core, caller);
      if (!event) throw eventNotFound();
      return showKioskEvent(core, caller.cardSystemId, event);
    },
  );
}

function addCheckIn(api: Api): void {
  api.post(
    '/kiosk-devices/checkins',
    {
      config: { customToken: readDevice, uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Save the points of whoever taps',
        tags,
        body: Type.Object({ chipNumber }),
        response: responses(
          { 200: Type.Object({ newPoints: Type.Integer(), totalPoints: Type.Integer() }) },
          answeredAs(400, eventNotFound, passholderNotFound),
          cardBlocked,
          checkInNotAllowed,
          maximumReached,
          factErased,
        ),
      },
    },
    async ({ caller, body, command }) => {
      const chip = parseChipNumber(body.chipNumber);
      if (chip === undefined) {
        const detail = '/chipNumber must be fourteen hexadecimal characters';
        throw invalidData({ detail, jsonPointer: '/chipNumber' });
      }
      const saved = await checkInAtKiosk(api.core, caller, { chipNumber: chip, command });
      return { newPoints: saved.points, totalPoints: saved.balance };
    },
  );
}

function addPoints(api: Api): void {
  api.get(
    '/kiosk-devices/chip-numbers/:chipNumber',
    {
      config: { customToken: readDevice, uitpas: true },
      schema: {
        summary: 'The points of whoever taps',
        tags,
        params: Type.Object({ chipNumber }),
        response: responses(
          { 200: Type.Object({ totalPoints: Type.Integer() }) },
          cardBlocked,
          passNotFound,
          passOfAnotherCardSystem,
        ),
      },
    },
    async ({ caller, params }) => {
      const chip = parseChipNumber(params.chipNumber);
      if (chip === undefined) throw passNotFound();
      return { totalPoints: await pointsAtKiosk(api.core, caller, chip) };
    },
  );
}
