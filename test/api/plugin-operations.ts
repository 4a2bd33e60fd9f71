import { randomUUID } from 'node:crypto';
import { isoOf } from '../../core/contract/moment.ts';
import { municipalityId, placeId } from '../../core/municipalities/installation.ts';
import type { TestApi } from '../fixtures/open-api.ts';
import type { ApiRequest, OperationCase } from './operation-case.ts';

const sports = 'lier-sports-desk';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const post = (path: string, body?: unknown): ApiRequest => ({ method: 'POST', path, body });

/** Enrols somebody new for yoga, which has a lesson at the moment of these tests. */
async function enrol(api: TestApi): Promise<{ id: string; number: string }> {
  const { number } = await api.addHolder();
  await emptyYoga(api);
  const path = '/sportpas/series/yoga/enrolments';
  const answer = await api.as(sports).post(path, { card: number });
  const { id } = answer.json<{ id: string }>();
  prepared.push(id);
  return { id, number };
}

/** Enrolments that a test may still be about: the last ones that were prepared. */
const prepared: string[] = [];

/** Its places are soon taken when each test enrols somebody. */
async function emptyYoga(api: TestApi): Promise<void> {
  await api.core.asOwner(
    `update sportpas.enrolment set state = 'cancelled'
      where state in ('enrolled', 'offered', 'waiting') and not id = any($1)`,
    [prepared.slice(-4)],
  );
}

/** Somebody who waited for yoga, and is offered a place. */
async function offerPlace(api: TestApi): Promise<string> {
  const { passholderId } = await api.addHolder();
  const [id, offer] = [randomUUID(), randomUUID()];
  prepared.push(id);
  const until = new Date(api.core.now() + 3_600_000);
  await api.core.asOwner(
    `insert into core.offer (card_system_id, id, municipality_id, plugin, passholder_id, about,
                             until, state, made_at)
     values (1, $1, $2, 'sportpas', $3, $4, $5, 'made', now())`,
    [offer, municipalityId('lier'), passholderId, `place/${id}`, until],
  );
  await api.core.asOwner(
    `insert into sportpas.enrolment (card_system_id, id, municipality, series, number,
       passholder_id, state, began, offer_id, offered_until)
     select 1, $1, 'lier', 'yoga', -1 - count(*), $2, 'offered', 'waiting', $3, $4
       from sportpas.enrolment`,
    [id, passholderId, offer, until],
  );
  return id;
}

async function tap(api: TestApi): Promise<ApiRequest> {
  const { number } = await enrol(api);
  return post('/sportpas/attendances', { card: number, placeId: placeId('lier', 'gym') });
}

const TIMES = '/staff-card/time-entries';
let staffNumber = 0;

/** A tap of a new member of staff at the clock of the town hall. */
async function tapOfStaff(api: TestApi): Promise<ApiRequest> {
  const { number, passholderId } = await api.addHolder();
  staffNumber += 1;
  const attributes = { staffNumber: `T-${staffNumber}`, service: 'Sport', zones: ['stadhuis'] };
  const badge = { plugin: 'staff-card', role: 'badge', attributes };
  await api.as('lier-hr').post(`/passholders/${passholderId}/roles`, badge);
  const clock = placeId('lier', 'town-hall-door');
  return post(TIMES, { card: number, placeId: clock, direction: 'in' });
}

/** Other hours for an entry that somebody made just now. */
async function otherHours(api: TestApi): Promise<ApiRequest> {
  const { body, path } = await tapOfStaff(api);
  await api.as('lier-door').post(path, body);
  const [entry] = await api.core.asOwner<{ id: string }>(
    `select id from staff_card.time_entry where staff_number = $1 and struck_at is null`,
    [`T-${staffNumber}`],
  );
  const now = api.core.now();
  const hours = { enteredAt: isoOf(now - 7_200_000), leftAt: isoOf(now - 3_600_000) };
  return post(`${TIMES}/${entry?.id}/correct`, { ...hours, reason: 'vergeten' });
}

/** Hours of a new member of staff that nobody clocked. */
async function unclockedHours(api: TestApi): Promise<ApiRequest> {
  await tapOfStaff(api);
  const now = api.core.now();
  const hours = { enteredAt: isoOf(now - 3_600_000), leftAt: isoOf(now - 60_000) };
  const placeOfClock = placeId('lier', 'town-hall-door');
  const whose = { staffNumber: `T-${staffNumber}`, placeId: placeOfClock };
  return post(`${TIMES}/add`, { ...whose, ...hours, reason: 'vergeten' });
}

/** A good call of the operations that came with the lists and the lesson series. */
export const pluginOperationCases: readonly OperationCase[] = [
  {
    operation: 'get-membership-cc-friends-exports-members',
    client: 'lier-cultural-centre-desk',
    status: 200,
    prepare: async () => get('/membership-cc-friends/exports/members?format=json'),
  },
  {
    operation: 'get-staff-card-exports-badges',
    client: 'lier-hr',
    status: 200,
    prepare: async () => get('/staff-card/exports/badges'),
  },
  {
    operation: 'get-membership-cc-friends-exports-reminders',
    client: 'lier-cultural-centre-desk',
    status: 200,
    prepare: async () => get('/membership-cc-friends/exports/reminders'),
  },
  {
    operation: 'get-staff-card-exports-hours',
    client: 'lier-hr',
    status: 200,
    prepare: async () => get('/staff-card/exports/hours'),
  },
  {
    operation: 'get-staff-card-exports-temporary-access',
    client: 'lier-hr',
    status: 200,
    prepare: async () => get('/staff-card/exports/temporary-access'),
  },
  {
    operation: 'get-staff-card-time-entries',
    client: 'lier-hr',
    status: 200,
    prepare: async () => get(`${TIMES}?month=2026-11`),
  },
  {
    operation: 'post-staff-card-time-entries',
    client: 'lier-door',
    status: 200,
    prepare: tapOfStaff,
  },
  {
    operation: 'post-staff-card-time-entries-id-correct',
    client: 'lier-hr',
    status: 200,
    prepare: otherHours,
  },
  {
    operation: 'post-staff-card-time-entries-add',
    client: 'lier-hr',
    status: 200,
    prepare: unclockedHours,
  },
  ...['passes', 'participants'].map((list) => ({
    operation: `get-sportpas-exports-${list}`,
    client: sports,
    status: 200,
    prepare: async () => get(`/sportpas/exports/${list}`),
  })),
  {
    operation: 'get-sportpas-series',
    client: sports,
    status: 200,
    prepare: async () => get('/sportpas/series'),
  },
  {
    operation: 'post-sportpas-series-series-enrolments',
    client: sports,
    status: 200,
    prepare: async (api) => {
      const { number: card } = await api.addHolder();
      const { number: payerCard } = await api.addHolder();
      await emptyYoga(api);
      const body = { card, payerCard, waitWhenFull: true };
      return post('/sportpas/series/yoga/enrolments', body);
    },
  },
  {
    operation: 'post-sportpas-enrolments-find',
    client: sports,
    status: 200,
    prepare: async (api) => post('/sportpas/enrolments/find', { card: (await enrol(api)).number }),
  },
  {
    operation: 'post-sportpas-enrolments-id-accept',
    client: sports,
    status: 200,
    prepare: async (api) => post(`/sportpas/enrolments/${await offerPlace(api)}/accept`, {}),
  },
  {
    operation: 'post-sportpas-enrolments-id-decline',
    client: sports,
    status: 200,
    prepare: async (api) => post(`/sportpas/enrolments/${await offerPlace(api)}/decline`),
  },
  {
    operation: 'post-sportpas-enrolments-id-cancel',
    client: sports,
    status: 200,
    prepare: async (api) => post(`/sportpas/enrolments/${await offerPlace(api)}/cancel`),
  },
  { operation: 'post-sportpas-attendances', client: sports, status: 200, prepare: tap },
  {
    operation: 'post-sportpas-attendances-id-strike',
    client: sports,
    status: 204,
    prepare: async (api) => {
      const { body, path } = await tap(api);
      const attended = await api.as(sports).post(path, body);
      return post(`/sportpas/attendances/${attended.json<{ id: string }>().id}/strike`);
    },
  },
];
