import type { TestApi } from '../../fixtures/open-api.ts';
import type { OperationCase } from '../operation-case.ts';

const welfare = 'lier-welfare';
const grant = { ground: 'leefloon', benefits: ['meals', 'bus'], validUntil: '2027-12-31' };

/** Somebody who has benefits. */
async function give(api: TestApi): Promise<string> {
  const { passholderId } = await api.addHolder();
  const path = `/gomorpas/passholders/${passholderId}`;
  await api.as(welfare).put(path, grant);
  return path;
}

/** A good call of each operation of the benefits. */
export const gomorpasCases: readonly OperationCase[] = [
  {
    operation: 'get-gomorpas-passholders-passholderId',
    client: welfare,
    status: 200,
    prepare: async (api) => ({ method: 'GET', path: await give(api) }),
  },
  {
    operation: 'put-gomorpas-passholders-passholderId',
    client: welfare,
    status: 200,
    prepare: async (api) => {
      const { passholderId } = await api.addHolder();
      return { method: 'PUT', path: `/gomorpas/passholders/${passholderId}`, body: grant };
    },
  },
  {
    operation: 'delete-gomorpas-passholders-passholderId',
    client: welfare,
    status: 204,
    prepare: async (api) => ({ method: 'DELETE', path: await give(api) }),
  },
  {
    operation: 'get-gomorpas-exports-grants',
    client: welfare,
    status: 200,
    prepare: async () => ({ method: 'GET', path: '/gomorpas/exports/grants?format=json' }),
  },
];
