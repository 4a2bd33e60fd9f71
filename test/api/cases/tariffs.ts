import assert from 'node:assert/strict';
import { organizerId } from '../../../core/municipalities/installation.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import { sellTicket } from '../api-desk.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const library = 'lier-library-desk';

const get = (path: string): ApiRequest => ({ method: 'GET', path });

/** A coupon of the library for a holder; answers its number. */
export async function grantCoupon(api: TestApi, passholderId: string): Promise<number> {
  const body = { coupon: 'reader' };
  const answer = await api.as(library).post(`/passholders/${passholderId}/coupons`, body);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ id: number }>().id;
}

/** A good call of every operation of tariffs, coupons and the list of ticket sales. */
export const tariffCases: readonly OperationCase[] = [
  {
    operation: 'get-tariffs',
    client: library,
    status: 200,
    prepare: async (api) => {
      const [holder, eventId] = [await api.addHolder(), await api.addEvent('library')];
      await grantCoupon(api, holder.passholderId);
      return get(`/tariffs?regularPrice=10&eventId=${eventId}&uitpasNumber=${holder.number}`);
    },
  },
  {
    operation: 'get-tariffs-static',
    client: library,
    status: 200,
    prepare: async (api) => {
      return get(`/tariffs/static?regularPrice=10.03&eventId=${await api.addEvent('library')}`);
    },
  },
  {
    operation: 'get-ticket-sales',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { number, passholderId } = await api.addHolder();
      const eventId = await api.addEvent('library');
      await sellTicket(api, library, { number, eventId });
      const own = organizerId('lier', 'library');
      const asked = `passholderId=${passholderId}&organizerId=${own}&eventTitle=activ`;
      return get(`/ticket-sales?eventId=${eventId}&${asked}`);
    },
  },
  {
    operation: 'get-passholders-passholderId-coupons',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { passholderId } = await api.addHolder();
      await grantCoupon(api, passholderId);
      return get(`/passholders/${passholderId}/coupons?status=ALL`);
    },
  },
  {
    operation: 'post-passholders-passholderId-coupons',
    client: library,
    status: 201,
    prepare: async (api) => {
      const { passholderId } = await api.addHolder();
      const path = `/passholders/${passholderId}/coupons`;
      return { method: 'POST', path, body: { coupon: 'reader' } };
    },
  },
];
