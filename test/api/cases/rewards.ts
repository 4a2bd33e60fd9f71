import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { organizerId } from '../../../core/municipalities/installation.ts';
import type { ApiHolder, TestApi } from '../../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const library = 'lier-library-desk';
const finance = 'lier-finance';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const put = (path: string, body: unknown): ApiRequest => ({ method: 'PUT', path, body });

/** A reward of three points, with everything that UiTPAS asks of one. */
export const COFFEE = {
  title: 'Gratis koffie',
  type: 'POINTS',
  points: 3,
  categories: ['Eten en drinken'],
  promotionalDescription: 'Een koffie in de cafetaria',
  moreInfoURL: 'https://lier.test/koffie',
  publicationPeriod: { begin: '2026-01-01T00:00:00+01:00' },
} as const;

/** All that can be said of a reward. */
const FULL = {
  ...COFFEE,
  practicalInfo: 'Aan de balie',
  pictures: ['https://lier.test/koffie.png'],
  redeemPeriod: { begin: '2026-02-01T00:00:00+01:00', end: '2027-02-01T00:00:00+01:00' },
  grantingPeriod: { begin: '2026-02-01T00:00:00+01:00', end: '2027-02-01T00:00:00+01:00' },
  maxAvailableUnits: 100,
  redeemConstraint: { volume: 1, period: 'WEEK' },
  organizers: [{ id: organizerId('lier', 'library') }],
  owningCardSystem: { id: 1 },
  applicableCardSystems: [{ id: 1 }],
  allCardSystems: true,
};

/** A reward that the library offers and hands out, unless it is changed; answers its id. */
export async function addReward(
  api: TestApi,
  change: object = {},
  client = library,
): Promise<string> {
  const answer = await api.as(client).post('/rewards', { ...COFFEE, ...change });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ id: string }>().id;
}

/** A holder who saved points at the library, one by one. */
export async function addSaver(api: TestApi, points: number): Promise<ApiHolder> {
  const holder = await api.addHolder();
  const eventId = await api.addEvent('library', { points });
  const body = { eventId, uitpasNumber: holder.number };
  const saved = await api.as(library).post('/checkins', body);
  assert.equal(saved.statusCode, 201, saved.body);
  return holder;
}

/** A reward that a holder took at the library. */
export async function redeemCoffee(api: TestApi) {
  const holder = await addSaver(api, 5);
  const rewardId = await addReward(api);
  const body = { rewardId, uitpasNumber: holder.number };
  const answer = await api.as(library).post('/rewards/redeemed', body);
  assert.equal(answer.statusCode, 201, answer.body);
  return { ...holder, rewardId, id: answer.json<{ id: string }>().id };
}

/** A good call of every operation of rewards and points. */
export const rewardCases: readonly OperationCase[] = [
  {
    operation: 'get-rewards',
    client: library,
    status: 200,
    prepare: async (api) => {
      await addReward(api, { sport: true, title: `Koffie ${randomUUID()}` });
      const { passholderId } = await addSaver(api, 5);
      const facets = ['categories', 'forKids', 'sport', 'online', 'lastChance', 'type'];
      const asked = facets.map((facet) => `facets=${facet}`).join('&');
      const own = `organizerId=${organizerId('lier', 'library')}&organizerPostalCode=2500`;
      return get(
        `/rewards?${asked}&facets=owningCardSystemId&${own}&text=koffie&sort=-points,name` +
          `&isRedeemableByPassholderId=${passholderId}&limit=3`,
      );
    },
  },
  {
    operation: 'post-rewards',
    client: library,
    status: 200,
    prepare: async () => ({
      method: 'POST',
      path: '/rewards',
      body: FULL,
    }),
  },
  {
    operation: 'get-rewards-rewardId',
    client: library,
    status: 200,
    prepare: async (api) => get(`/rewards/${await addReward(api)}`),
  },
  {
    operation: 'put-rewards-rewardId',
    client: library,
    status: 200,
    prepare: async (api) => {
      const id = await addReward(api);
      const read = await api.as(library).get(`/rewards/${id}`);
      return put(`/rewards/${id}`, { ...read.json<object>(), ...FULL, points: 2 });
    },
  },
  {
    operation: 'get-rewards-rewardId-redeem-status',
    client: library,
    status: 200,
    prepare: async (api) => {
      const [{ number }, id] = [await addSaver(api, 1), await addReward(api)];
      return get(`/rewards/${id}/redeem-status?uitpasNumber=${number}`);
    },
  },
  {
    operation: 'post-rewards-redeemed',
    client: library,
    status: 201,
    prepare: async (api) => {
      const [{ number }, rewardId] = [await addSaver(api, 3), await addReward(api)];
      const body = { rewardId, uitpasNumber: number };
      return { method: 'POST', path: '/rewards/redeemed', body };
    },
  },
  {
    operation: 'get-rewards-redeemed',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { passholderId } = await redeemCoffee(api);
      const own = organizerId('lier', 'library');
      return get(`/rewards/redeemed?passholderId=${passholderId}&organizerId=${own}`);
    },
  },
  {
    operation: 'delete-rewards-redeemed-redeemedRewardId',
    client: library,
    status: 204,
    prepare: async (api) => {
      return { method: 'DELETE', path: `/rewards/redeemed/${(await redeemCoffee(api)).id}` };
    },
  },
  {
    operation: 'get-rewards-rewardId-funding',
    client: finance,
    status: 200,
    prepare: async (api) => get(`/rewards/${await addReward(api)}/funding`),
  },
  {
    operation: 'put-rewards-rewardId-funding',
    client: finance,
    status: 200,
    prepare: async (api) => {
      const body = { worthCents: 250, fundedBy: [{ party: 'uit', weight: 1 }] };
      return put(`/rewards/${await addReward(api)}/funding`, body);
    },
  },
  {
    operation: 'put-rewards-rewardId-status',
    client: library,
    status: 200,
    prepare: async (api) => put(`/rewards/${await addReward(api)}/status`, { status: 'INACTIVE' }),
  },
  {
    operation: 'put-passholders-id-interests',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { passholderId } = await api.addHolder();
      return put(`/passholders/${passholderId}/interests`, { interests: ['Doen', 'Sport'] });
    },
  },
  {
    operation: 'get-passholders-passholderId-transactions',
    client: library,
    status: 200,
    prepare: async (api) => {
      return get(`/passholders/${(await redeemCoffee(api)).passholderId}/transactions`);
    },
  },
  {
    operation: 'get-passholders-passholderId-points-statement',
    client: library,
    status: 200,
    prepare: async (api) => {
      return get(`/passholders/${(await redeemCoffee(api)).passholderId}/points-statement`);
    },
  },
];
