import assert from 'node:assert/strict';
import { makeCheckInCode } from '../../../core/check-in-codes/check-in-code.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const library = 'lier-library-desk';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const put = (path: string, body: unknown): ApiRequest => ({ method: 'PUT', path, body });

/** The check-in code of an event that is always open. */
export function codeOf(api: TestApi, id: string): string {
  const calendar = { type: 'PERMANENT' } as const;
  const event = { cardSystemId: 1, id, calendar, marginMinutes: 60 };
  return makeCheckInCode(api.core.keys, event, { now: api.core.now() });
}

/** All that can be set for an event. */
export function settingsOf(id: string, change: object = {}): object {
  return {
    id,
    checkinPoints: 2,
    checkinLimit: { volume: 1, periodType: 'WEEK' },
    passholderTicketLimit: { volume: 2, periodType: 'MONTH' },
    ...change,
  };
}

/** A good call of every operation of the settings of events and of check-in codes. */
export const eventCases: readonly OperationCase[] = [
  {
    operation: 'get-events-eventId-card-systems',
    client: library,
    status: 200,
    prepare: async (api) => get(`/events/${await api.addEvent('library')}/card-systems`),
  },
  {
    operation: 'put-events-eventId-card-systems',
    client: library,
    status: 204,
    prepare: async (api) => {
      const path = `/events/${await api.addEvent('library')}/card-systems`;
      const [own] = (await api.as(library).get(path)).json<object[]>();
      assert(own);
      return put(path, [own, { id: 2, enabled: false }]);
    },
  },
  {
    operation: 'get-events-eventId-settings',
    client: library,
    status: 200,
    prepare: async (api) => {
      const id = await api.addEvent('library');
      await api.as(library).put(`/events/${id}/settings`, settingsOf(id));
      return get(`/events/${id}/settings`);
    },
  },
  {
    operation: 'put-events-eventId-settings',
    client: library,
    status: 204,
    prepare: async (api) => {
      const id = await api.addEvent('library');
      return put(`/events/${id}/settings`, settingsOf(id));
    },
  },
  {
    operation: 'get-events-eventId-qr-checkincodes-download-link',
    client: library,
    status: 200,
    prepare: async (api) => {
      const eventId = await api.addEvent('library');
      return get(`/events/${eventId}/qr-checkincodes/download-link?format=zip`);
    },
  },
  {
    operation: 'post-passholders-passholderId-checkins',
    client: library,
    status: 201,
    prepare: async (api) => {
      const [holder, eventId] = [await api.addHolder(), await api.addEvent('library')];
      const path = `/passholders/${holder.passholderId}/checkins`;
      return { method: 'POST', path, body: { checkinCode: codeOf(api, eventId) } };
    },
  },
];
