import assert from 'node:assert/strict';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { OperationCase } from '../operation-case.ts';

const registration = 'lier-registration';

/** A pass holder with somebody in the family. */
async function familyOf(api: TestApi) {
  const [main, member] = [await api.addHolder(), await api.addHolder()];
  const path = `/passholders/${main.passholderId}/family-members`;
  const added = await api.as(registration).post(path, { uitpasNumber: member.number });
  assert.equal(added.statusCode, 201, added.body);
  return { path, memberPath: `${path}/${member.passholderId}`, member };
}

/** A good call of every operation on families. */
export const familyCases: readonly OperationCase[] = [
  {
    operation: 'get-passholders-passholderId-family-members',
    client: registration,
    status: 200,
    prepare: async (api) => ({ method: 'GET', path: (await familyOf(api)).path }),
  },
  {
    operation: 'post-passholders-passholderId-family-members',
    client: registration,
    status: 201,
    prepare: async (api) => {
      const { path } = await familyOf(api);
      const { number } = await api.addHolder({ birthDate: '2015-05-05' });
      return { method: 'POST', path, body: { uitpasNumber: number, icon: 'vos' } };
    },
  },
  {
    operation: 'put-passholders-passholderId-family-members-familyMemberId',
    client: registration,
    status: 202,
    prepare: async (api) => {
      return { method: 'PUT', path: (await familyOf(api)).memberPath, body: { icon: 'uil' } };
    },
  },
  {
    operation: 'delete-passholders-passholderId-family-members-familyMemberId',
    client: registration,
    status: 202,
    prepare: async (api) => ({ method: 'DELETE', path: (await familyOf(api)).memberPath }),
  },
  {
    operation: 'get-passholders-passholderId-families',
    client: registration,
    status: 200,
    prepare: async (api) => {
      const { member } = await familyOf(api);
      return { method: 'GET', path: `/passholders/${member.passholderId}/families` };
    },
  },
];
