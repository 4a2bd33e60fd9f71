import type { OperationCase } from '../operation-case.ts';

const privacy = 'lier-privacy';

/** What a holder asks of the town, about what it keeps. */
export const privacyCases: readonly OperationCase[] = [
  {
    operation: 'get-passholders-id-export',
    client: privacy,
    status: 200,
    prepare: async (api) => {
      const { passholderId, number } = await api.addHolder();
      const eventId = await api.addEvent('library');
      await api.as('lier-kiosk').post('/checkins', { eventId, uitpasNumber: number });
      return { method: 'GET', path: `/passholders/${passholderId}/export` };
    },
  },
  {
    operation: 'get-passholders-id-looks',
    client: privacy,
    status: 200,
    prepare: async (api) => {
      const { passholderId } = await api.addHolder();
      await api.as(privacy).get(`/passholders/${passholderId}/export`);
      return { method: 'GET', path: `/passholders/${passholderId}/looks` };
    },
  },
  {
    operation: 'delete-passholders-passholderId',
    client: privacy,
    status: 204,
    prepare: async (api) => {
      const { passholderId } = await api.addHolder();
      return { method: 'DELETE', path: `/passholders/${passholderId}` };
    },
  },
];
