import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { kioskId } from '../../../core/municipalities/installation.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const library = 'lier-library-desk';

/** The device that stands at the kiosk of the library, and who sets one up there. */
const DEVICE = 'the device in the library';
const INSTALLER = 'who sets a device up in the library';

const KIOSK = kioskId('lier', 'library-hall');

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const put = (path: string, body: unknown): ApiRequest => ({ method: 'PUT', path, body });
const remove = (path: string): ApiRequest => ({ method: 'DELETE', path });

/** Asks a code for the kiosk of the library. */
async function askCode(api: TestApi): Promise<string> {
  const made = await api.as(library).post(`/kiosks/${KIOSK}/setup-codes`);
  assert.equal(made.statusCode, 201, made.body);
  return made.json<{ code: string }>().code;
}

/** Sees to it that a device stands there. */
async function setUp(api: TestApi): Promise<void> {
  if (api.customTokens.has(DEVICE)) return;
  const deviceId = randomUUID();
  api.customTokens.set(INSTALLER, await askCode(api));
  const body = { name: 'LIER-BIB-001', deviceId };
  const answer = await api.as(INSTALLER).put('/kiosk-devices/setup', body);
  assert.equal(answer.statusCode, 200, answer.body);
  api.customTokens.set(DEVICE, deviceId);
}

/** A kiosk that was told an event of the library. */
async function fixEvent(api: TestApi): Promise<string> {
  await setUp(api);
  const id = await api.addEvent('library');
  const told = await api.as(library).put(`/kiosks/${KIOSK}/fixed-event`, { id });
  assert.equal(told.statusCode, 204, told.body);
  return id;
}

let chips = 0;
let codes = 0;

/** Who holds a card with a chip of its own. */
async function addTapper(api: TestApi): Promise<string> {
  chips += 1;
  const chipNumber = `04AA${chips.toString(16).toUpperCase().padStart(8, '0')}FE`;
  await api.addHolder({ chipNumber });
  return chipNumber;
}

/** A good call of everything that a kiosk, and who looks after one, can ask. */
export const kioskCases: readonly OperationCase[] = [
  {
    operation: 'get-kiosks',
    client: library,
    status: 200,
    prepare: async (api) => {
      await setUp(api);
      return get('/kiosks');
    },
  },
  {
    operation: 'get-kiosks-kioskId-fixed-event',
    client: library,
    status: 200,
    prepare: async (api) => {
      await fixEvent(api);
      return get(`/kiosks/${KIOSK}/fixed-event`);
    },
  },
  {
    operation: 'put-kiosks-kioskId-fixed-event',
    client: library,
    status: 204,
    prepare: async (api) =>
      put(`/kiosks/${KIOSK}/fixed-event`, { id: await api.addEvent('library') }),
  },
  {
    operation: 'delete-kiosks-kioskId-fixed-event',
    client: library,
    status: 204,
    prepare: async (api) => {
      await fixEvent(api);
      return remove(`/kiosks/${KIOSK}/fixed-event`);
    },
  },
  {
    operation: 'post-kiosks-kioskId-setup-codes',
    client: library,
    status: 201,
    prepare: async () => {
      codes += 1;
      const id = kioskId('lier', codes % 2 === 0 ? 'library-hall' : 'library-children');
      return { method: 'POST', path: `/kiosks/${id}/setup-codes` };
    },
  },
  {
    operation: 'put-kiosk-devices-setup',
    client: INSTALLER,
    status: 200,
    prepare: async (api) => {
      api.customTokens.set(INSTALLER, await askCode(api));
      api.customTokens.delete(DEVICE);
      return put('/kiosk-devices/setup', { name: 'LIER-BIB-001', deviceId: randomUUID() });
    },
  },
  {
    operation: 'get-kiosk-devices',
    client: DEVICE,
    status: 200,
    prepare: async (api) => {
      await setUp(api);
      return get('/kiosk-devices');
    },
  },
  {
    operation: 'get-kiosk-devices-events',
    client: DEVICE,
    status: 200,
    prepare: async (api) => {
      await fixEvent(api);
      return get('/kiosk-devices/events');
    },
  },
  {
    operation: 'put-kiosk-devices-events',
    client: DEVICE,
    status: 204,
    prepare: async (api) => {
      await setUp(api);
      return put('/kiosk-devices/events', { id: await api.addEvent('library') });
    },
  },
  {
    operation: 'delete-kiosk-devices-events',
    client: DEVICE,
    status: 204,
    prepare: async (api) => {
      await fixEvent(api);
      return remove('/kiosk-devices/events');
    },
  },
  {
    operation: 'get-kiosk-devices-checkins',
    client: DEVICE,
    status: 200,
    prepare: async (api) => {
      await fixEvent(api);
      return get('/kiosk-devices/checkins');
    },
  },
  {
    operation: 'post-kiosk-devices-checkins',
    client: DEVICE,
    status: 200,
    prepare: async (api) => {
      await fixEvent(api);
      const body = { chipNumber: await addTapper(api) };
      return { method: 'POST', path: '/kiosk-devices/checkins', body };
    },
  },
  {
    operation: 'get-kiosk-devices-chip-numbers-chipNumber',
    client: DEVICE,
    status: 200,
    prepare: async (api) => {
      await setUp(api);
      return get(`/kiosk-devices/chip-numbers/${await addTapper(api)}`);
    },
  },
];
