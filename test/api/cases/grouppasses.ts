import assert from 'node:assert/strict';
import { newPassNumber, type TestApi } from '../../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';
import { grantCoupon } from './tariffs.ts';

const library = 'lier-library-desk';
const welfare = 'lier-welfare';

const get = (path: string): ApiRequest => ({ method: 'GET', path });

/** A card of the stock that nobody has; answers its number. */
export async function stockCard(api: TestApi): Promise<string> {
  const number = newPassNumber();
  await api.core.asOwner(
    `insert into core.card (card_system_id, id, number, status)
     values (1, gen_random_uuid(), $1, 'LOCAL_STOCK')`,
    [number],
  );
  await api.core.asOwner(
    'insert into core.card_directory (number, card_system_id) values ($1, 1)',
    [number],
  );
  return number;
}

/** What a desk says of a group. */
export function groupBody(uitpasNumber: string, change: object = {}): object {
  return {
    name: 'De Regenboog vzw',
    uitpasNumber,
    email: 'regenboog@voorbeeld.be',
    telephone: '03 123 45 67',
    address: { street: 'Markt 1', postalCode: '2500', city: 'Lier' },
    socialTariff: { totalTicketsPerYear: 20, endDate: '2027-12-31' },
    ...change,
  };
}

/** Registers a group with tickets at the social tariff; answers its id and number. */
export async function addGroup(
  api: TestApi,
  change: object = {},
): Promise<{ id: string; number: string }> {
  const number = await stockCard(api);
  const answer = await api.as(welfare).post('/grouppasses', groupBody(number, change));
  assert.equal(answer.statusCode, 201, answer.body);
  return { id: answer.json<{ id: string }>().id, number };
}

/** A good call of every operation of group passes. */
export const groupPassCases: readonly OperationCase[] = [
  {
    operation: 'get-grouppasses',
    client: welfare,
    status: 200,
    prepare: async (api) => {
      return get(`/grouppasses?uitpasNumber=${(await addGroup(api)).number}&sort[name]=desc`);
    },
  },
  {
    operation: 'get-grouppasses-passholderId',
    client: welfare,
    status: 200,
    prepare: async (api) => get(`/grouppasses/${(await addGroup(api)).id}`),
  },
  {
    operation: 'get-grouppasses-passholderId-coupons',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { id } = await addGroup(api);
      await grantCoupon(api, id);
      return get(`/grouppasses/${id}/coupons`);
    },
  },
  {
    operation: 'post-grouppasses',
    client: welfare,
    status: 201,
    prepare: async (api) => {
      return { method: 'POST', path: '/grouppasses', body: groupBody(await stockCard(api)) };
    },
  },
];
