import { randomUUID } from 'node:crypto';
import { organizerId } from '../../../core/municipalities/installation.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { OperationCase } from '../operation-case.ts';

const admin = 'lier-office-head';
const uit = organizerId('lier', 'uit');
const admins = `/organizers/${uit}/admins`;
const newAdmin = () => ({ email: `${randomUUID()}@voorbeeld.be`, type: 'MEMBER' });

async function addAdmin(api: TestApi): Promise<string> {
  const added = await api.as(admin).post(admins, newAdmin());
  return added.json<{ userId: string }>().userId;
}

const MAY_BE_GIVEN = ['ORGANIZERS_SEARCH', 'EVENTS_READ', 'REWARDS_READ', 'REWARDS_WRITE'];
let changes = 0;

/** Each time something else: of a client that nothing else is done with. */
function permissionsToGive() {
  changes += 1;
  const permissions = MAY_BE_GIVEN.filter((_, bit) => ((changes >> bit) & 1) === 1);
  return [{ organizer: { id: uit }, permissionDetails: permissions.map((id) => ({ id })) }];
}

/** A good call of every operation on organizers, their admins, and permissions of clients. */
export const organizerCases: readonly OperationCase[] = [
  {
    operation: 'get-organizers-id',
    client: 'lier-library-desk',
    status: 200,
    prepare: async () => ({
      method: 'GET',
      path: `/organizers/${organizerId('lier', 'library')}`,
    }),
  },
  {
    operation: 'get-organizers-organizerId-admins',
    client: admin,
    status: 200,
    prepare: async (api) => {
      await addAdmin(api);
      return { method: 'GET', path: `${admins}?limit=3` };
    },
  },
  {
    operation: 'post-organizers-organizerId-admins',
    client: admin,
    status: 201,
    prepare: async () => ({ method: 'POST', path: admins, body: newAdmin() }),
  },
  {
    operation: 'delete-organizers-organizerId-admins-adminUserId',
    client: admin,
    status: 204,
    prepare: async (api) => ({ method: 'DELETE', path: `${admins}/${await addAdmin(api)}` }),
  },
  {
    operation: 'get-permissions-clientId',
    client: admin,
    status: 200,
    prepare: async () => ({ method: 'GET', path: '/permissions/lier-finance' }),
  },
  {
    operation: 'put-permissions-clientId',
    client: admin,
    status: 204,
    prepare: async () => ({
      method: 'PUT',
      path: '/permissions/lier-finance',
      body: permissionsToGive(),
    }),
  },
];
