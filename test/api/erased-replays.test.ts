import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { placeId } from '../../core/municipalities/installation.ts';
import { openApi } from '../fixtures/open-api.ts';

/*
 * A command of a plugin about somebody who was erased since is `fact-erased` when it comes again,
 * whatever it did, and changes nothing: an answer as if he stood there would be a trace of him.
 */

const MORNING = '2026-11-20T10:00:00+01:00';
const api = await openApi(t, { moment: MORNING });

interface Command {
  readonly client: string;
  readonly method: 'post' | 'put' | 'delete';
  readonly path: string;
  readonly body?: object | undefined;
}

const sent: (Command & { readonly key: string })[] = [];

/** Sends a command, to be sent again once its holder is erased. */
async function send<Answer>(command: Command): Promise<Answer> {
  const key = randomUUID();
  const answer = await ask({ ...command, key });
  assert(answer.statusCode < 300, `${command.path}: ${answer.body}`);
  sent.push({ ...command, key });
  return answer.body === '' ? (undefined as Answer) : answer.json<Answer>();
}

async function ask({ body, client, key, method, path }: Command & { readonly key: string }) {
  const as = api.as(client);
  return method === 'delete' ? as.delete(path, { key }) : as[method](path, body, { key });
}

t.test(
  'what was sent about somebody who is erased is not answered as if he stood there',
  async (t) => {
    const parent = await api.addHolder({ birthDate: '1990-05-05' });
    const child = await api.addHolder({ birthDate: '2018-05-05' });
    await sendSport(parent.number, child.number);
    await sendWelfare(parent.passholderId);
    await sendCare(child.number, parent.number);
    // When what was charged is paid.
    api.core.setNow('2028-01-15T12:00:00+01:00');
    for (const { passholderId } of [parent, child]) {
      const erased = await api.as('lier-privacy').delete(`/passholders/${passholderId}`);
      t.equal(erased.statusCode, 204, erased.body);
    }
    const rows = await api.countRows();

    for (const command of sent) {
      const again = await ask(command);
      const name = `${command.method} ${command.path}`;
      t.equal(again.statusCode, 410, `${name}: ${again.body}`);
      t.match(again.json(), { type: '/problems/fact-erased' }, name);
    }
    t.same(await api.countRows(), rows);
  },
);

async function sendSport(parent: string, child: string): Promise<void> {
  const client = 'lier-sports-desk';
  const series = '/sportpas/series';
  const post = { client, method: 'post' } as const;
  await send({ ...post, path: `${series}/yoga/enrolments`, body: { card: parent } });
  const { id } = await send<{ id: string }>({
    ...post,
    path: '/sportpas/attendances',
    body: { card: parent, placeId: placeId('lier', 'gym') },
  });
  await send({ ...post, path: `/sportpas/attendances/${id}/strike` });
  const place = await send<{ id: string }>({
    ...post,
    path: `${series}/swimming/enrolments`,
    body: { card: child },
  });
  await send({ ...post, path: `/sportpas/enrolments/${place.id}/cancel` });
}

async function sendWelfare(passholderId: string): Promise<void> {
  const grant = { client: 'lier-welfare', path: `/gomorpas/passholders/${passholderId}` };
  const body = { ground: 'leefloon', benefits: ['meals'], validUntil: '2027-12-31' };
  await send({ ...grant, method: 'put', body });
  await send({ ...grant, method: 'delete' });
}

async function sendCare(card: string, parent: string): Promise<void> {
  const desk = { client: 'lier-childcare', method: 'post' } as const;
  const door = { client: 'lier-childcare-door', method: 'post' } as const;
  const care = '/childcare-access';
  const days = { days: [1, 2, 3, 4, 5], onFreeDays: false, mayLeaveAlone: true };
  const nest = placeId('lier', 'nest');
  const enrolled = await send<{ id: string }>({
    ...desk,
    path: `${care}/enrolments`,
    body: {
      card,
      location: 'nest',
      ...days,
      persons: [{ kind: 'pick-up', name: 'Papa', card: parent }],
      payers: [{ card: parent, name: 'Papa', share: 1 }],
    },
  });
  const arrived = await send<{ attendanceId: string; arrivedAt: string }>({
    ...door,
    path: `${care}/arrivals`,
    body: { card, placeId: nest },
  });
  api.core.setNow('2026-11-20T12:00:00+01:00');
  await send({
    ...door,
    path: `${care}/departures`,
    body: { card, placeId: nest, pickUpCard: parent },
  });
  const stay = `${care}/attendances/${arrived.attendanceId}`;
  const times = { arrivedAt: arrived.arrivedAt, departedAt: '2026-11-20T11:50:00+01:00' };
  await send({ ...desk, path: `${stay}/correct`, body: { ...times, because: 'Te laat getikt.' } });
  await send({ ...desk, method: 'put', path: `${stay}/meals`, body: { meals: ['soup'] } });
  const enrolment = `${care}/enrolments/${enrolled.id}`;
  await send({
    ...desk,
    method: 'put',
    path: `${enrolment}/allergies`,
    body: { allergies: 'noten' },
  });
  await send({ ...desk, method: 'put', path: `${enrolment}/days`, body: days });
  await send({ ...desk, path: `${enrolment}/end`, body: {} });
}
