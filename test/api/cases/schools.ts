import { schoolId } from '../../../core/persons/known-schools.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { OperationCase } from '../operation-case.ts';

const registration = 'lier-registration';
const body = { id: schoolId('lier', 'school-at-the-nete') };

async function pupilPath(api: TestApi): Promise<string> {
  const path = `/passholders/${(await api.addHolder()).passholderId}/school`;
  await api.as(registration).put(path, body);
  return path;
}

/** A good call of every operation on schools. */
export const schoolCases: readonly OperationCase[] = [
  {
    operation: 'get-passholders-passholderId-school',
    client: registration,
    status: 200,
    prepare: async (api) => ({ method: 'GET', path: await pupilPath(api) }),
  },
  {
    operation: 'put-passholders-passholderId-school',
    client: registration,
    status: 204,
    prepare: async (api) => ({ method: 'PUT', path: await pupilPath(api), body }),
  },
  {
    operation: 'delete-passholders-passholderId-school',
    client: registration,
    status: 204,
    prepare: async (api) => ({ method: 'DELETE', path: await pupilPath(api) }),
  },
];
