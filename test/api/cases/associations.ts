import { associationId } from '../../../core/associations/known-associations.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const library = 'lier-library-desk';
const query = `organizerId=${organizerId('lier', 'library')}`;
const council = associationId('lier', 'youth-council');
const volunteers = associationId('lier', 'library-volunteers');

async function membershipsOf(api: TestApi): Promise<string> {
  const { passholderId } = await api.addHolder({ birthDate: '2005-05-05' });
  return `/passholders/${passholderId}/association-memberships`;
}

function joining(path: string): ApiRequest {
  const body = { association: { id: volunteers }, endDate: '2027-06-30' };
  return { method: 'POST', path: `${path}?${query}`, body };
}

/** A good call of every operation on associations. */
export const associationCases: readonly OperationCase[] = [
  {
    operation: 'get-associations',
    client: library,
    status: 200,
    prepare: async () => ({ method: 'GET', path: `/associations?${query}&permission=WRITE` }),
  },
  {
    operation: 'get-passholders-passholderId-association-memberships',
    client: library,
    status: 200,
    prepare: async (api) => ({ method: 'GET', path: `${await membershipsOf(api)}?${query}` }),
  },
  {
    operation: 'post-passholders-passholderId-association-memberships',
    client: library,
    status: 201,
    prepare: async (api) => joining(await membershipsOf(api)),
  },
  {
    operation: 'delete-passholders-passholderId-association-memberships-associationId',
    client: library,
    status: 204,
    prepare: async (api) => {
      const path = await membershipsOf(api);
      await api.as(library).post(`${path}?${query}`, { association: { id: council } });
      return { method: 'DELETE', path: `${path}/${council}?${query}` };
    },
  },
];
