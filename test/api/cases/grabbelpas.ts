import { randomUUID } from 'node:crypto';
import { placeId } from '../../../core/municipalities/installation.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const youth = 'lier-youth-desk';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const post = (path: string, body?: unknown): ApiRequest => ({ method: 'POST', path, body });

/** An activity that begins soon, so that one can still enrol and already tap. */
const today = {
  title: 'Een dag turnen',
  place: 'gym',
  firstDay: '2026-11-20',
  lastDay: '2026-11-20',
  from: '10:20',
  until: '16:00',
  ages: { from: 0, until: 130 },
  places: 1,
  priceCents: 789,
  giver: { organizer: 'gym-club', owedCents: 650, owedPer: 'present' },
  openDays: 30,
};

const newCode = () => `C-${randomUUID()}`.slice(0, 20);

async function make(api: TestApi): Promise<string> {
  const body = { code: newCode(), ...today };
  const answer = await api.as(youth).post('/grabbelpas/activities', body);
  return `/grabbelpas/activities/${answer.json<{ id: string }>().id}`;
}

/** The card of somebody new who has the pass. */
async function addChild(api: TestApi): Promise<string> {
  const { number, passholderId } = await api.addHolder();
  const pass = { plugin: 'grabbelpas', role: 'year-pass', payment: { means: 'cash' } };
  await api.as(youth).post(`/passholders/${passholderId}/roles`, pass);
  return number;
}

/** Enrols somebody new, whose card it answers, and somebody who waits. */
async function enrolTwo(api: TestApi) {
  const path = `${await make(api)}/enrolments`;
  const cards = [await addChild(api), await addChild(api)];
  const ids: string[] = [];
  for (const card of cards) {
    const answer = await api.as(youth).post(path, { cards: [card], waitWhenFull: true });
    ids.push(...answer.json<{ enrolments: { id: string }[] }>().enrolments.map(({ id }) => id));
  }
  const [card = '', waiting = ''] = cards;
  return { card, waiting, ids };
}

/** Somebody who waited, and is offered a place. */
async function offerPlace(api: TestApi): Promise<{ card: string; path: string }> {
  const { ids, waiting } = await enrolTwo(api);
  await api.as(youth).post(`/grabbelpas/enrolments/${ids[0]}/cancel`, {});
  return { card: waiting, path: `/grabbelpas/enrolments/${ids[1]}` };
}

async function accept(api: TestApi): Promise<ApiRequest> {
  const { card, path } = await offerPlace(api);
  const found = await api.as(youth).post('/grabbelpas/enrolments/find', { card }, { key: null });
  const [first] = found.json<{ offer: { id: string } }[]>();
  return post(`${path}/accept`, { offerId: first?.offer.id });
}

async function tap(api: TestApi): Promise<ApiRequest> {
  const { card } = await enrolTwo(api);
  return post('/grabbelpas/attendances', { card, placeId: placeId('lier', 'gym') });
}

/** A good call of each operation of the holiday activities. */
export const grabbelpasCases: readonly OperationCase[] = [
  ...['passes', 'participants'].map((list) => ({
    operation: `get-grabbelpas-exports-${list}`,
    client: youth,
    status: 200,
    prepare: async () => get(`/grabbelpas/exports/${list}`),
  })),
  {
    operation: 'get-grabbelpas-activities',
    client: youth,
    status: 200,
    prepare: async () => get('/grabbelpas/activities'),
  },
  {
    operation: 'post-grabbelpas-activities',
    client: youth,
    status: 200,
    prepare: async () => post('/grabbelpas/activities', { code: newCode(), ...today }),
  },
  {
    operation: 'put-grabbelpas-activities-id',
    client: youth,
    status: 200,
    prepare: async (api) => {
      return { method: 'PUT', path: await make(api), body: { ...today, places: 2 } };
    },
  },
  {
    operation: 'post-grabbelpas-activities-id-cancel',
    client: youth,
    status: 204,
    prepare: async (api) => post(`${await make(api)}/cancel`),
  },
  {
    operation: 'post-grabbelpas-activities-find',
    client: youth,
    status: 200,
    prepare: async (api) => post('/grabbelpas/activities/find', { card: await addChild(api) }),
  },
  {
    operation: 'post-grabbelpas-activities-id-enrolments',
    client: youth,
    status: 200,
    prepare: async (api) => {
      const path = `${await make(api)}/enrolments`;
      const { number: payerCard } = await api.addHolder();
      return post(path, { cards: [await addChild(api)], payerCard, waitWhenFull: true });
    },
  },
  {
    operation: 'get-grabbelpas-activities-id-participants',
    client: youth,
    status: 200,
    prepare: async (api) => get(`${await make(api)}/participants`),
  },
  {
    operation: 'post-grabbelpas-enrolments-find',
    client: youth,
    status: 200,
    prepare: async (api) => {
      return post('/grabbelpas/enrolments/find', { card: (await enrolTwo(api)).card });
    },
  },
  {
    operation: 'post-grabbelpas-enrolments-id-accept',
    client: youth,
    status: 200,
    prepare: accept,
  },
  {
    operation: 'post-grabbelpas-enrolments-id-decline',
    client: youth,
    status: 200,
    prepare: async (api) => post(`${(await offerPlace(api)).path}/decline`),
  },
  {
    operation: 'post-grabbelpas-enrolments-id-cancel',
    client: youth,
    status: 200,
    prepare: async (api) => post(`${(await offerPlace(api)).path}/cancel`, { doctorsNote: false }),
  },
  { operation: 'post-grabbelpas-attendances', client: youth, status: 200, prepare: tap },
  {
    operation: 'post-grabbelpas-attendances-id-strike',
    client: youth,
    status: 204,
    prepare: async (api) => {
      const { body, path } = await tap(api);
      const attended = await api.as(youth).post(path, body);
      return post(`/grabbelpas/attendances/${attended.json<{ id: string }>().id}/strike`);
    },
  },
];
