import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openApi } from '../../../test/fixtures/open-api.ts';

/*
 * Noor works for Lier from 16 November 2026. The personnel service writes the hours down that she
 * forgot to clock.
 */

const PATH = '/staff-card/time-entries';
const clock = placeId('lier', 'town-hall-door');
const api = await openApi(t);
const hr = api.as('lier-hr');
api.core.setNow('2026-11-16T09:00:00+01:00');
const { number, passholderId } = await api.addHolder({ firstName: 'Noor', lastName: 'Peeters' });
const badge = await hr.post(`/passholders/${passholderId}/roles`, {
  plugin: 'staff-card',
  role: 'badge',
  attributes: { staffNumber: '7000', service: 'Sport', zones: ['stadhuis'] },
});
api.core.setNow('2026-11-20T12:00:00+01:00');

const hours = {
  staffNumber: '7000',
  placeId: clock,
  enteredAt: '2026-11-18T08:00:00+01:00',
  leftAt: '2026-11-18T12:00:00+01:00',
  reason: 'badge vergeten',
};
const write = (change: Partial<typeof hours> = {}, key?: string) =>
  hr.post(`${PATH}/add`, { ...hours, ...change }, key === undefined ? {} : { key });
const list = async () =>
  (await hr.get(`${PATH}?month=2026-11`)).json<{ id: string; reason: string }[]>();
const impossible = { type: '/problems/staff-card-time-entry-impossible' };

t.test('hours that nobody clocked are written down once, and paid', async (t) => {
  const key = '00000000-0000-4000-8000-000000000001';
  const written = await write({}, key);
  t.equal(written.statusCode, 200, written.body);
  t.same((await write({}, key)).json(), written.json());

  t.match(await list(), [
    {
      ...written.json<object>(),
      staffNumber: '7000',
      day: '2026-11-18',
      leftAt: '2026-11-18T11:00:00Z',
      isWithoutEnd: false,
      correctsId: null,
      reason: 'badge vergeten',
    },
  ]);
  const paid = await hr.get('/staff-card/exports/hours?format=json');
  t.same(paid.json<{ rows: unknown[][] }>().rows.slice(1), [
    ['2026-11', '7000', 'Peeters', 'Noor', 1, 4, 0, 0, 0],
  ]);
});

t.test('hours that cannot have been are refused, and it says why', async (t) => {
  for (const [change, jsonPointer, detail] of [
    [{ leftAt: '2026-11-18T07:00:00+01:00' }, '/leftAt', 'must come after /enteredAt'],
    [{ leftAt: '2026-11-19T07:00:00+01:00' }, '/leftAt', 'must be at most 16 hours after'],
    [
      { enteredAt: '2026-11-20T11:00:00+01:00', leftAt: '2026-11-20T13:00:00+01:00' },
      '/leftAt',
      'must not be in the future',
    ],
    [
      { enteredAt: '2026-11-13T08:00:00+01:00', leftAt: '2026-11-13T12:00:00+01:00' },
      '/enteredAt',
      'must lie within the employment, from 2026-11-16',
    ],
    [
      { enteredAt: '2026-11-18T11:59:00+01:00', leftAt: '2026-11-18T14:00:00+01:00' },
      '/enteredAt',
      'must leave room for another entry of the same person',
    ],
  ] as const) {
    const refused = (await write(change)).json<{ detail: string }>();
    t.match(refused, { ...impossible, jsonPointer });
    t.ok(refused.detail.startsWith(`${jsonPointer} ${detail}`), refused.detail);
  }
  t.match((await write({ staffNumber: '7001' })).json(), {
    type: '/problems/staff-card-worker-not-found',
    jsonPointer: '/staffNumber',
  });
  t.match((await write({ placeId: placeId('lier', 'gym') })).json(), {
    type: '/problems/staff-card-clock-not-found',
  });
  t.equal((await api.as('lier-door').post(`${PATH}/add`, hours)).statusCode, 403);
  t.equal((await list()).length, 1);
});

t.test('not in hours that run now, and no more than once at a time', async (t) => {
  const tap = { card: number, placeId: clock, direction: 'in' };
  t.equal((await api.as('lier-door').post(PATH, tap)).statusCode, 200);
  api.core.setNow('2026-11-20T15:00:00+01:00');
  const during = await write({
    enteredAt: '2026-11-20T11:00:00+01:00',
    leftAt: '2026-11-20T13:00:00+01:00',
  });
  t.match(during.json(), { ...impossible, jsonPointer: '/enteredAt' });

  const free = { enteredAt: '2026-11-19T08:00:00+01:00', leftAt: '2026-11-19T12:00:00+01:00' };
  const answers = await Promise.all(Array.from({ length: 16 }, () => write(free)));
  t.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1);
});

t.test('of who left the last hours can still be written, and of who was erased none', async (t) => {
  const { id } = badge.json<{ id: string }>();
  const end = { reason: 'uit dienst', lastDay: '2026-11-20' };
  t.equal((await hr.post(`/roles/${id}/end`, end)).statusCode, 200);
  api.core.setNow('2026-12-10T12:00:00+01:00');
  const last = { enteredAt: '2026-11-16T08:00:00+01:00', leftAt: '2026-11-16T12:00:00+01:00' };
  t.equal((await write(last)).statusCode, 200);
  const after = await write({
    enteredAt: '2026-11-21T08:00:00+01:00',
    leftAt: '2026-11-21T12:00:00+01:00',
  });
  t.match(after.json(), {
    detail: '/enteredAt must lie within the employment, from 2026-11-16 until 2026-11-20',
  });
  api.core.setNow('2028-03-01T12:00:00+01:00');
  const later = { enteredAt: last.leftAt, leftAt: '2026-11-16T16:00:00+01:00' };
  t.match((await write(later)).json(), {
    ...impossible,
    detail: '/enteredAt must be 2027-01-01 or later: hours of before are forgotten',
  });
  const gone = await api.as('lier-privacy').delete(`/passholders/${passholderId}`);
  t.equal(gone.statusCode, 204, gone.body);
  t.match((await write(last)).json(), { type: '/problems/staff-card-worker-not-found' });
});
