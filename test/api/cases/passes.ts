import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { makeStock } from '../../../core/passes/make-stock.ts';
import { receiveStock } from '../../../core/passes/receive-stock.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import { RED_PIXEL } from '../../fixtures/pictures.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const library = 'lier-library-desk';
const registration = 'lier-registration';
const welfare = 'lier-welfare';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const post = (path: string, body?: unknown): ApiRequest => ({ method: 'POST', path, body });
const put = (path: string, body?: unknown): ApiRequest => ({ method: 'PUT', path, body });

/** A chip number that no other card has. */
const newChipNumber = (): string =>
  `04${randomInt(2 ** 47)
    .toString(16)
    .toUpperCase()
    .padStart(12, '0')}`;

/** A card of Lier that is in the stock. */
export async function stockCard(api: TestApi): Promise<{ number: string; chipNumber: string }> {
  const [number] = await makeStock(api.core, { cardSystemId: 1, count: 1 });
  assert(number);
  const card = { number, chipNumber: newChipNumber() };
  await receiveStock(api.core, { cardSystemId: 1, cards: [card] });
  return card;
}

/** What a desk asks of somebody who gets a pass. */
export const newPerson = {
  name: 'Claes',
  firstName: 'Jan',
  dateOfBirth: '2000-01-01',
  address: { street: 'Grote Markt 12', postalCode: '2500', city: 'Lier', country: 'be' },
  optInPreferences: {
    serviceMails: true,
    milestoneMails: false,
    infoMails: false,
    sms: false,
    post: true,
  },
};

async function holderPath(api: TestApi, part = ''): Promise<string> {
  return `/passholders/${(await api.addHolder()).passholderId}${part}`;
}

async function pictured(api: TestApi): Promise<string> {
  const path = await holderPath(api, '/picture');
  const put200 = await api.as(registration).put(path, { file: RED_PIXEL.toString('base64') });
  assert.equal(put200.statusCode, 204, put200.body);
  return path;
}

const reading: readonly OperationCase[] = [
  {
    operation: 'get-passes',
    client: library,
    status: 200,
    prepare: async (api) => get(`/passes?identifier=${(await api.addHolder()).number}`),
  },
  {
    operation: 'get-passes-uitpasNumber',
    client: library,
    status: 200,
    prepare: async (api) => get(`/passes/${(await api.addHolder()).number}`),
  },
  {
    operation: 'get-chip-numbers-chipNumber',
    client: library,
    status: 200,
    prepare: async (api) => {
      const chipNumber = newChipNumber();
      await api.addHolder({ chipNumber });
      return get(`/chip-numbers/${chipNumber}`);
    },
  },
  {
    operation: 'get-insz-numbers-inszNumber',
    client: registration,
    status: 400,
    prepare: async () => get('/insz-numbers/00000000000'),
  },
  {
    operation: 'get-passholders-status-insz-numbers-inszNumber',
    client: registration,
    status: 400,
    prepare: async () => get('/passholders/status/insz-numbers/00000000000'),
  },
  {
    operation: 'get-cards',
    client: library,
    status: 200,
    prepare: async (api) => get(`/cards?uitpasNumber=${(await stockCard(api)).number}`),
  },
  {
    operation: 'get-cards-social-tariff-cardSystemId-active',
    client: welfare,
    status: 200,
    prepare: async (api) => {
      await api.addHolder({ social: { status: 'ACTIVE', endDate: null } });
      return get('/cards/social-tariff/1/active');
    },
  },
];

const cardSystems: readonly OperationCase[] = [
  {
    operation: 'get-card-systems',
    client: library,
    status: 200,
    prepare: async () => get('/card-systems?postalCode=2500'),
  },
  {
    operation: 'get-card-systems-cardSystemId',
    client: library,
    status: 200,
    prepare: async () => get('/card-systems/1'),
  },
  {
    operation: 'get-card-systems-cardSystemId-social-tariff-settings',
    client: library,
    status: 200,
    prepare: async () => get('/card-systems/1/social-tariff-settings?postalCode=2500'),
  },
  {
    operation: 'get-card-systems-cardSystemId-city-settings',
    client: library,
    status: 200,
    prepare: async () => get('/card-systems/1/city-settings'),
  },
  {
    operation: 'get-card-systems-cardSystemId-membership-prices',
    client: library,
    status: 200,
    prepare: async () => get('/card-systems/1/membership-prices?cardType=NFC_CARD'),
  },
  {
    operation: 'get-passholders-membership-prices-cardSystemId',
    client: library,
    status: 200,
    prepare: async () =>
      get(
        '/passholders/membership-prices/1?cardType=NFC_CARD&postalCode=2500&dateOfBirth=2000-01-01',
      ),
  },
  {
    operation: 'get-passholders-passholderId-membership-prices-cardSystemId',
    client: registration,
    status: 200,
    prepare: async (api) => get(await holderPath(api, '/membership-prices/1?cardType=DIGITAL')),
  },
];

const holders: readonly OperationCase[] = [
  {
    operation: 'get-passholders',
    client: registration,
    status: 200,
    prepare: async (api) => {
      const { number } = await api.addHolder();
      return get(`/passholders?uitpasNumber=${number}&name=Peet&firstName=Noor&limit=5`);
    },
  },
  {
    operation: 'post-passholders',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { number } = await stockCard(api);
      const card = { registrationCardType: 'NFC_CARD', registrationUitpasNumber: number };
      return post('/passholders', { ...newPerson, ...card });
    },
  },
  {
    operation: 'get-passholders-passholderId',
    client: registration,
    status: 200,
    prepare: async (api) => get(await holderPath(api)),
  },
  {
    operation: 'put-passholders-passholderId',
    client: registration,
    status: 204,
    prepare: async (api) => put(await holderPath(api), newPerson),
  },
  {
    operation: 'get-passholders-passholderId-private',
    client: registration,
    status: 200,
    prepare: async (api) => get(await holderPath(api, '/private')),
  },
  {
    operation: 'put-passholders-passholderId-private',
    client: registration,
    status: 204,
    prepare: async (api) => put(await holderPath(api, '/private'), { note: 'Belt liever niet.' }),
  },
  {
    operation: 'get-passholders-passholderId-picture',
    client: registration,
    status: 200,
    prepare: async (api) => get(await pictured(api)),
  },
  {
    operation: 'put-passholders-passholderId-picture',
    client: registration,
    status: 204,
    prepare: async (api) => ({
      method: 'PUT',
      path: await holderPath(api, '/picture'),
      file: RED_PIXEL,
    }),
  },
  {
    operation: 'delete-passholders-passholderId-picture',
    client: registration,
    status: 204,
    prepare: async (api) => ({ method: 'DELETE', path: await pictured(api) }),
  },
  {
    operation: 'get-passholders-passholderId-memberships-cardSystemId',
    client: library,
    status: 200,
    prepare: async (api) => {
      const query = `socialTariff=false&organizerId=${organizerId('lier', 'library')}`;
      return get(await holderPath(api, `/memberships/1?${query}`));
    },
  },
  {
    operation: 'post-passholders-passholderId-memberships-cardSystemId',
    client: library,
    status: 201,
    prepare: async (api) =>
      post(await holderPath(api, '/memberships/1'), {
        cardType: 'NFC_CARD',
        uitpasNumber: (await stockCard(api)).number,
        address: { street: 'Kartuizersvest 1', postalCode: '2500', city: 'Lier' },
        registrationOrganizer: { id: organizerId('lier', 'library') },
      }),
  },
];

const ours: readonly OperationCase[] = [
  {
    operation: 'post-cards-stock',
    client: registration,
    status: 204,
    prepare: async (api) => {
      const [uitpasNumber] = await makeStock(api.core, { cardSystemId: 1, count: 1 });
      return post('/cards/stock', { cards: [{ uitpasNumber, chipNumber: newChipNumber() }] });
    },
  },
  {
    operation: 'post-passholders-id-aliases',
    client: registration,
    status: 204,
    prepare: async (api) =>
      post(await holderPath(api, '/aliases'), {
        number: `OUD-${randomInt(2 ** 30)}`,
        discreet: false,
      }),
  },
];

/** A good call of every operation on passes, cards, card systems and pass holders. */
export const passCases: readonly OperationCase[] = [
  ...reading,
  ...cardSystems,
  ...holders,
  ...ours,
];
