import assert from 'node:assert/strict';
import { placeId } from '../../../core/municipalities/installation.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const client = 'lier-childcare';
const nest = placeId('lier', 'nest');

const get = (path: string): ApiRequest => ({ method: 'GET', path: `/childcare-access${path}` });
const post = (path: string, body?: unknown): ApiRequest => {
  return { method: 'POST', path: `/childcare-access${path}`, body };
};
const put = (path: string, body: unknown): ApiRequest => {
  return { method: 'PUT', path: `/childcare-access${path}`, body };
};

const week = { days: [1, 2, 3, 4, 5], onFreeDays: true, mayLeaveAlone: true };

async function send<Answer>(api: TestApi, { method, path, body }: ApiRequest): Promise<Answer> {
  const answer = await api.as(client)[method === 'PUT' ? 'put' : 'post'](path, body);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<Answer>();
}

async function enrolment(api: TestApi): Promise<ApiRequest> {
  const { number: card } = await api.addHolder({ birthDate: '2018-05-05' });
  const { number: payer } = await api.addHolder();
  return post('/enrolments', {
    card,
    location: 'nest',
    from: '2026-11-20',
    ...week,
    school: 'school-at-the-nete',
    extraDays: ['2026-12-24'],
    absentDays: ['2026-12-18'],
    persons: [{ kind: 'pick-up', name: 'Oma', card: payer }],
    payers: [{ card: payer, name: 'Oma', share: 1, weeks: 'every' }],
    allergies: 'noten',
  });
}

/** A child that is enrolled: its enrolment and its card. */
async function enrol(api: TestApi): Promise<{ id: string; card: string; personId: string }> {
  const asked = await enrolment(api);
  const { id } = await send<{ id: string }>(api, asked);
  const { card } = asked.body as { card: string };
  const path = '/childcare-access/enrolments/find';
  const found = await api.as(client).post(path, { card }, { key: null });
  const [one] = found.json<{ persons: { id: string }[] }[]>();
  return { id, card, personId: one?.persons[0]?.id ?? '' };
}

/** A child that is inside. */
async function arrive(api: TestApi) {
  const child = await enrol(api);
  const body = { card: child.card, placeId: nest };
  const path = '/arrivals';
  const { attendanceId } = await send<{ attendanceId: string }>(api, post(path, body));
  return { ...child, attendanceId };
}

/** Somebody to whom a day of care was charged; the day after it is too late for these calls. */
async function charge(api: TestApi): Promise<string> {
  const { number, passholderId } = await api.addHolder();
  await api.core.asOwner(
    `insert into childcare_access.settled_line
       (card_system_id, id, municipality, day, about, kind, payer_id, planned, parts)
     values (1, gen_random_uuid(), 'lier', '2026-11-19', $1, 'care', $2, '{"items":[]}', '[]')`,
    [`care/2026-11-19/payer/${passholderId}`, passholderId],
  );
  return number;
}

const because = 'Vergeten te tikken.';
/** Of the morning on which these calls are made. */
const today = { arrivedAt: '2026-11-20T07:00:00+01:00', departedAt: '2026-11-20T07:10:00+01:00' };

/** A good call of each operation of the childcare. */
export const childcareCases: readonly OperationCase[] = [
  {
    operation: 'post-childcare-access-enrolments',
    client,
    status: 200,
    prepare: enrolment,
  },
  {
    operation: 'post-childcare-access-enrolments-find',
    client,
    status: 200,
    prepare: async (api) => post('/enrolments/find', { card: (await enrol(api)).card }),
  },
  ...(
    [
      ['days', { ...week, school: 'school-at-the-nete', extraDays: ['2026-12-24'] }],
      ['persons', { persons: [{ kind: 'barred', name: 'Iemand' }] }],
      ['payers', { payers: [{ name: 'Het gezin', share: 2, weeks: 'odd' }] }],
      ['allergies', { allergies: 'gluten' }],
    ] as const
  ).map(([part, body]) => ({
    operation: `put-childcare-access-enrolments-id-${part}`,
    client,
    status: 204,
    prepare: async (api: TestApi) => put(`/enrolments/${(await enrol(api)).id}/${part}`, body),
  })),
  {
    operation: 'post-childcare-access-enrolments-id-end',
    client,
    status: 204,
    prepare: async (api) =>
      post(`/enrolments/${(await enrol(api)).id}/end`, { lastDay: '2026-12-31' }),
  },
  {
    operation: 'post-childcare-access-arrivals',
    client: 'lier-childcare-door',
    status: 200,
    prepare: async (api) =>
      post('/arrivals', { card: (await enrol(api)).card, placeId: nest, because }),
  },
  {
    operation: 'post-childcare-access-departures',
    client: 'lier-childcare-door',
    status: 200,
    prepare: async (api) => {
      const { card, personId } = await arrive(api);
      return post('/departures', { card, placeId: nest, confirmed: { personId, because } });
    },
  },
  {
    operation: 'post-childcare-access-attendances-id-departure',
    client: 'lier-childcare-door',
    status: 200,
    prepare: async (api) => {
      const { attendanceId, personId } = await arrive(api);
      const body = { placeId: nest, confirmed: { personId, because } };
      return post(`/attendances/${attendanceId}/departure`, body);
    },
  },
  {
    operation: 'get-childcare-access-locations-placeId-inside',
    client,
    status: 200,
    prepare: async () => get(`/locations/${nest}/inside`),
  },
  {
    operation: 'get-childcare-access-locations-placeId-inside-page',
    client,
    status: 200,
    prepare: async () => get(`/locations/${nest}/inside/page`),
  },
  {
    operation: 'get-childcare-access-attendances-id-persons',
    client,
    status: 200,
    prepare: async (api) => get(`/attendances/${(await arrive(api)).attendanceId}/persons`),
  },
  ...(['list', 'key'] as const).map((part) => ({
    operation: `get-childcare-access-locations-placeId-device-${part}`,
    client: 'lier-childcare-door',
    status: 200,
    prepare: async () => get(`/locations/${nest}/device/${part}`),
  })),
  {
    operation: 'get-childcare-access-locations-placeId-days-day',
    client,
    status: 200,
    prepare: async () => get(`/locations/${nest}/days/2026-11-20`),
  },
  {
    operation: 'post-childcare-access-attendances',
    client,
    status: 200,
    prepare: async (api) =>
      post('/attendances', { card: (await enrol(api)).card, placeId: nest, ...today, because }),
  },
  {
    operation: 'post-childcare-access-attendances-id-correct',
    client,
    status: 204,
    prepare: async (api) =>
      post(`/attendances/${(await arrive(api)).attendanceId}/correct`, { ...today, because }),
  },
  {
    operation: 'post-childcare-access-attendances-id-strike',
    client,
    status: 204,
    prepare: async (api) =>
      post(`/attendances/${(await arrive(api)).attendanceId}/strike`, { because }),
  },
  {
    operation: 'put-childcare-access-attendances-id-meals',
    client,
    status: 204,
    prepare: async (api) =>
      put(`/attendances/${(await arrive(api)).attendanceId}/meals`, { meals: ['soup'] }),
  },
  {
    operation: 'get-childcare-access-attendances-id-history',
    client,
    status: 200,
    prepare: async (api) => get(`/attendances/${(await arrive(api)).attendanceId}/history`),
  },
  {
    operation: 'get-childcare-access-days-day-refused-pick-ups',
    client,
    status: 200,
    prepare: async () => get('/days/2026-11-20/refused-pick-ups'),
  },
  {
    operation: 'post-childcare-access-payments',
    client,
    status: 200,
    prepare: async (api) => {
      const card = await charge(api);
      return post('/payments', { card, month: '2026-11', receivedOn: '2026-11-20' });
    },
  },
  {
    operation: 'get-childcare-access-months-month-charges',
    client,
    status: 200,
    prepare: async () => get('/months/2026-11/charges'),
  },
  {
    operation: 'get-childcare-access-certificates-year',
    client,
    status: 200,
    prepare: async () => get('/certificates/2026'),
  },
  {
    operation: 'get-childcare-access-exports-children',
    client,
    status: 200,
    prepare: async () => get('/exports/children?format=json'),
  },
  {
    operation: 'get-childcare-access-exports-charges',
    client,
    status: 200,
    prepare: async () => get('/exports/charges?format=json'),
  },
  {
    operation: 'get-childcare-access-exports-certificates',
    client,
    status: 200,
    prepare: async () => get('/exports/certificates?format=json'),
  },
];
