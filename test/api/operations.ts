import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { organizerId, placeId } from '../../core/municipalities/installation.ts';
import { type CallOptions, newPassNumber, type TestApi } from '../fixtures/open-api.ts';
import { askPrice, sellTicket, ticketAt } from './api-desk.ts';
import { associationCases } from './cases/associations.ts';
import { childcareCases } from './cases/childcare.ts';
import { currentPassholderCases } from './cases/current-passholder.ts';
import { eventCases } from './cases/events.ts';
import { familyCases } from './cases/families.ts';
import { financialReportCases } from './cases/financial-reports.ts';
import { gomorpasCases } from './cases/gomorpas.ts';
import { grabbelpasCases } from './cases/grabbelpas.ts';
import { groupPassCases } from './cases/grouppasses.ts';
import { kioskCases } from './cases/kiosks.ts';
import { orderCases } from './cases/orders.ts';
import { organizerCases } from './cases/organizers.ts';
import { validationCases } from './cases/social-tariff-validation.ts';
import { passCases } from './cases/passes.ts';
import { privacyCases } from './cases/privacy.ts';
import { rewardCases } from './cases/rewards.ts';
import { schoolCases } from './cases/schools.ts';
import { talentCases } from './cases/talententickets.ts';
import { tariffCases } from './cases/tariffs.ts';
import type { ApiRequest, OperationCase } from './operation-case.ts';
import { pluginOperationCases } from './plugin-operations.ts';

const library = 'lier-library-desk';
const sports = 'lier-sports-desk';
const welfare = 'lier-welfare';
const finance = 'lier-finance';
const centre = 'lier-cultural-centre-desk';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const post = (path: string, body?: unknown): ApiRequest => ({ method: 'POST', path, body });

const friend = { plugin: 'membership-cc-friends', role: 'friend', payment: { means: 'card' } };
const turnCard = { plugin: 'sportpas', role: 'turn-card', payment: { means: 'card' } };

async function sellRole(api: TestApi, order: object, client = sports) {
  const holder = await api.addHolder();
  const roles = `/passholders/${holder.passholderId}/roles`;
  const sold = await api.as(client).post(roles, order);
  assert.equal(sold.statusCode, 201, sold.body);
  return { ...holder, roleId: sold.json<{ id: string }>().id };
}

async function sellReading(api: TestApi) {
  const { number } = await api.addHolder();
  const eventId = await api.addEvent('library');
  return sellTicket(api, library, { number, eventId });
}

async function addReview(api: TestApi): Promise<string> {
  const id = randomUUID();
  await api.core.asOwner(
    `insert into membership_cc_friends.review_row
       (card_system_id, id, municipality, member_number, season_from, season_until, state, reason,
        first_name, last_name, handed_over_on)
     values (1, $1, 'lier', $2, '2026-09-01', '2027-08-31', 'open', 'too-little-known',
             'Rik', 'Onbekend', '2026-11-01')`,
    [id, id],
  );
  return id;
}

/** An entry that somebody owes the cultural centre. */
async function bookEntry(api: TestApi): Promise<string> {
  await sellRole(api, friend, library);
  const listed = await api.as(finance).get('/billing/entries?creditor=cultural-centre&limit=1');
  const [entry] = listed.json<{ member: { id: string }[] }>().member;
  assert(entry);
  return entry.id;
}

/** A good call of every operation that the API has. */
export const operationCases: readonly OperationCase[] = [
  ...pluginOperationCases,
  {
    operation: 'get-passes-number-rights',
    client: library,
    status: 200,
    prepare: async (api) => {
      const [{ number }, eventId] = [await api.addHolder(), await api.addEvent('library')];
      const place = placeId('lier', 'library-desk');
      return get(`/passes/${number}/rights?eventId=${eventId}&placeId=${place}`);
    },
  },
  {
    operation: 'post-checkins',
    client: 'lier-kiosk',
    status: 201,
    prepare: async (api) => {
      const [{ number }, eventId] = [await api.addHolder(), await api.addEvent('library')];
      return post('/checkins', { eventId, uitpasNumber: number });
    },
  },
  {
    operation: 'get-checkins',
    client: library,
    status: 200,
    prepare: async (api) => {
      const [holder, eventId] = [await api.addHolder(), await api.addEvent('library')];
      await api.as(library).post('/checkins', { eventId, uitpasNumber: holder.number });
      const own = organizerId('lier', 'library');
      return get(`/checkins?passholderId=${holder.passholderId}&organizerId=${own}`);
    },
  },
  {
    operation: 'delete-checkins-checkinId',
    client: library,
    status: 204,
    prepare: async (api) => {
      const [{ number }, eventId] = [await api.addHolder(), await api.addEvent('library')];
      const saved = await api.as(library).post('/checkins', { eventId, uitpasNumber: number });
      return { method: 'DELETE', path: `/checkins/${saved.json<{ id: string }>().id}` };
    },
  },
  {
    operation: 'get-checkin-status',
    client: library,
    status: 200,
    prepare: async (api) => {
      const [{ number }, eventId] = [await api.addHolder(), await api.addEvent('library')];
      return get(`/checkin-status?uitpasNumber=${number}&eventId=${eventId}`);
    },
  },
  {
    operation: 'post-ticket-sales',
    client: library,
    status: 200,
    prepare: async (api) => {
      const asked = {
        number: (await api.addHolder()).number,
        eventId: await api.addEvent('library'),
      };
      return post('/ticket-sales', [ticketAt(await askPrice(api, library, asked), asked)]);
    },
  },
  {
    operation: 'delete-ticket-sales-ticketSaleId',
    client: library,
    status: 204,
    prepare: async (api) => {
      return { method: 'DELETE', path: `/ticket-sales/${(await sellReading(api)).id}` };
    },
  },
  {
    operation: 'post-events',
    client: library,
    status: 201,
    prepare: async () =>
      post('/events', {
        title: 'Boekenkring',
        regularPriceCents: 300,
        placeId: placeId('lier', 'library-desk'),
        calendar: {
          type: 'DATES',
          dates: [{ day: '2026-12-01', opens: '14:00', closes: '16:00' }],
        },
        limit: { volume: 1, period: 'WEEK' },
      }),
  },
  {
    operation: 'get-events',
    client: library,
    status: 200,
    prepare: async (api) => {
      await api.addEvent('library');
      return get(`/events?ofOrganizerId=${organizerId('lier', 'library')}`);
    },
  },
  {
    operation: 'get-events-eventId',
    client: library,
    status: 200,
    prepare: async (api) => get(`/events/${await api.addEvent('library')}`),
  },
  {
    operation: 'get-organizers',
    client: library,
    status: 200,
    prepare: async () => get('/organizers?name=Biblio*'),
  },
  {
    operation: 'get-permissions',
    client: library,
    status: 200,
    prepare: async () => get('/permissions'),
  },
  { operation: 'get-plugins', client: library, status: 200, prepare: async () => get('/plugins') },
  {
    operation: 'post-passholders-search',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { number } = await api.addHolder();
      return post('/passholders/search', { uitpasNumber: number });
    },
  },
  {
    operation: 'post-cards-number-block',
    client: library,
    status: 200,
    prepare: async (api) => post(`/cards/${(await api.addHolder()).number}/block`),
  },
  {
    operation: 'post-cards-number-replace',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { number } = await api.addHolder();
      return post(`/cards/${number}/replace`, { newNumber: newPassNumber() });
    },
  },
  {
    operation: 'get-passholders-id-roles',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { passholderId } = await sellRole(api, friend);
      return get(`/passholders/${passholderId}/roles`);
    },
  },
  {
    operation: 'post-passholders-id-roles',
    client: library,
    status: 201,
    prepare: async (api) =>
      post(`/passholders/${(await api.addHolder()).passholderId}/roles`, friend),
  },
  {
    operation: 'get-roles-id-history',
    client: sports,
    status: 200,
    prepare: async (api) => get(`/roles/${(await sellRole(api, turnCard)).roleId}/history`),
  },
  {
    operation: 'post-roles-id-renew',
    client: library,
    status: 200,
    prepare: async (api) => {
      const { roleId } = await sellRole(api, turnCard);
      return post(`/roles/${roleId}/renew`, { payment: { means: 'cash' } });
    },
  },
  {
    operation: 'post-roles-id-end',
    client: sports,
    status: 200,
    prepare: async (api) => {
      const { roleId } = await sellRole(api, turnCard);
      const body = { lastDay: '2026-12-31', reason: 'verhuisd', payment: { means: 'card' } };
      return post(`/roles/${roleId}/end`, body);
    },
  },
  {
    operation: 'post-roles-id-uses',
    client: 'lier-swim-desk',
    status: 201,
    prepare: async (api) => {
      const { number, roleId } = await sellRole(api, turnCard);
      const place = placeId('lier', 'swimming-pool');
      return post(`/roles/${roleId}/uses`, { card: number, placeId: place, allowance: 'turns' });
    },
  },
  {
    operation: 'put-passholders-id-social-tariff',
    client: welfare,
    status: 200,
    prepare: async (api) => {
      const { passholderId } = await api.addHolder();
      const body = { status: 'ACTIVE', endDate: '2027-11-20', effectiveFrom: '2026-11-20' };
      return { method: 'PUT', path: `/passholders/${passholderId}/social-tariff`, body };
    },
  },
  {
    operation: 'get-billing-entries',
    client: finance,
    status: 200,
    prepare: async (api) => {
      await bookEntry(api);
      return get('/billing/entries?creditor=cultural-centre&from=2026-11&to=2026-11');
    },
  },
  {
    operation: 'get-billing-sums',
    client: sports,
    status: 200,
    prepare: async () => get('/billing/sums?from=2026-01'),
  },
  {
    operation: 'get-billing-entries-entryId-fact',
    client: finance,
    status: 200,
    prepare: async (api) => {
      return get(`/billing/entries/${await bookEntry(api)}/fact?reason=controle+van+november`);
    },
  },
  {
    operation: 'get-membership-cc-friends-reviews',
    client: centre,
    status: 200,
    prepare: async (api) => {
      await addReview(api);
      return get('/membership-cc-friends/reviews');
    },
  },
  {
    operation: 'post-membership-cc-friends-reviews-id-link',
    client: centre,
    status: 200,
    prepare: async (api) => {
      const [review, { number }] = [await addReview(api), await api.addHolder()];
      return post(`/membership-cc-friends/reviews/${review}/link`, { card: number });
    },
  },
  {
    operation: 'post-membership-cc-friends-reviews-id-dismiss',
    client: centre,
    status: 200,
    prepare: async (api) => post(`/membership-cc-friends/reviews/${await addReview(api)}/dismiss`),
  },
  {
    operation: 'post-staff-card-doors-placeId-open',
    client: 'lier-door',
    status: 200,
    prepare: async (api) => {
      const { number } = await api.addHolder();
      const door = placeId('lier', 'town-hall-door');
      return post(`/staff-card/doors/${door}/open`, { card: number });
    },
  },
  ...privacyCases,
  ...passCases,
  ...rewardCases,
  ...associationCases,
  ...childcareCases,
  ...currentPassholderCases,
  ...familyCases,
  ...organizerCases,
  ...schoolCases,
  ...eventCases,
  ...gomorpasCases,
  ...grabbelpasCases,
  ...groupPassCases,
  ...talentCases,
  ...tariffCases,
  ...kioskCases,
  ...financialReportCases,
  ...orderCases,
  ...validationCases,
];

/**
 * Sends a request as a client; a command has a new key unless another is given, or none by null.
 */
export function sendAs(api: TestApi, client: string | null, request: ApiRequest & CallOptions) {
  const sender = client === null ? api.anonymous : api.as(client);
  const { method, path, body, file, key = randomUUID(), headers = {} } = request;
  const form = body === undefined && file !== undefined ? formOf(file) : undefined;
  return sender.send({
    method,
    url: `/api${path}`,
    headers: {
      ...(key !== null && method !== 'GET' && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(form && { 'content-type': form.type }),
      // UiTPAS: who calls without a token says so.
      ...(client !== null && { 'x-client-id': client.split('/')[0] }),
      ...headers,
    },
    ...(form && { payload: form.payload }),
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
}

/** RFC 7578. */
function formOf(file: Buffer): { type: string; payload: Buffer } {
  const boundary = 'grens-van-een-formulier';
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="foto.png"\r\n` +
    'content-type: image/png\r\n\r\n';
  const payload = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, payload };
}
