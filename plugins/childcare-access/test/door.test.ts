import { webcrypto } from 'node:crypto';
import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { forgetsAt } from '../attendance/device-list.ts';
import { openChildcare } from './open-childcare.ts';

const care = await openChildcare(t);
const refusal = (name: string) => ({ type: `/problems/childcare-access-${name}` });
const device = (what: 'list' | 'key', place = care.nest) =>
  care.door.get(`/childcare-access/locations/${place}/device/${what}`);

t.beforeEach(() => care.at('15:30'));

/** As the program of a device does, with what every browser has. */
async function openAsBrowser(key: string, sealed: string): Promise<unknown> {
  const { subtle } = webcrypto;
  const bytes = Buffer.from(sealed, 'base64url');
  const raw = Buffer.from(key, 'base64url');
  const opener = await subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  const iv = bytes.subarray(0, 12);
  const opened = await subtle.decrypt({ name: 'AES-GCM', iv }, opener, bytes.subarray(12));
  return JSON.parse(Buffer.from(opened).toString('utf8'));
}

interface Given {
  readonly key: string;
  readonly keyId: string;
  readonly sealed: string;
  readonly until: string;
}

t.test('the device of a location reads name and group without network', async (t) => {
  const child = await care.addChild({ firstName: 'Mila' });
  await care.enrol(child, { group: 'bees', allergies: 'noten', mayLeaveAlone: true });
  await care.arrive(child.number);
  const { key, keyId, until } = (await device('key')).json<Given>();
  const list = (await device('list')).json<Given>();

  t.same(await openAsBrowser(key, list.sealed), [{ name: 'Mila Peeters', group: 'Bijtjes' }]);
  t.match(list, { keyId, until: '2026-11-19T17:30:00Z', at: '2026-11-19T14:30:00Z' });
  t.equal(until, list.until);
  t.not((await device('list')).json<Given>().sealed, list.sealed, 'it never looks the same');
  t.match(await care.inside(), { children: [{ firstName: 'Mila', group: 'Bijtjes' }] });

  await care.leave(child.number);
  const empty = (await device('list')).json<Given>();
  t.same(await openAsBrowser(key, empty.sealed), [], 'and at once who left is gone');

  const other = (await device('list', placeId('lier', 'rainbow'))).json<Given>();
  await t.rejects(openAsBrowser(key, other.sealed), 'the key of one location opens no other');
  care.at('10:00', '2026-11-20');
  const tomorrow = (await device('list')).json<Given>();
  await t.rejects(openAsBrowser(key, tomorrow.sealed), 'nor that of another day');
});

t.test('from closing time on nobody gets the key, unless a child is still there', async (t) => {
  const child = await care.addChild({ firstName: 'Laat' });
  await care.enrol(child, { mayLeaveAlone: true });
  await care.arrive(child.number);

  care.at('18:30');
  t.match((await device('list')).json(), { until: '2026-11-19T18:30:00Z' });
  await care.leave(child.number);
  for (const what of ['list', 'key'] as const) {
    t.match((await device(what)).json(), refusal('closed'));
  }
});

t.test('a device forgets at closing time, and an hour later at most', async (t) => {
  // When it is asked, whether a child is inside, when it forgets; the care closes at 18:30.
  for (const [asked, someInside, forgets] of [
    ['07:00', false, '18:30'],
    ['07:00', true, '18:30'],
    ['18:29', true, '18:30'],
    ['18:30', false, '18:30'],
    ['18:30', true, '19:30'],
    ['19:29', true, '19:30'],
    ['23:00', true, '19:30'],
    ['23:00', false, '18:30'],
  ] as const) {
    const now = Date.parse(`2026-11-19T${asked}:00+01:00`);
    const until = forgetsAt({ day: '2026-11-19', now, someInside }, '18:30', 60);
    t.equal(until, Date.parse(`2026-11-19T${forgets}:00+01:00`), `${asked} ${someInside}`);
  }
});

t.test('who stands at the door sees who may fetch a child, and not who pays', async (t) => {
  const [mother, father] = [await care.api.addHolder(), await care.api.addHolder()];
  const child = await care.addChild({ firstName: 'Noor' });
  await care.enrol(child, {
    persons: [
      { kind: 'pick-up', name: 'Mama', card: mother.number },
      { kind: 'pick-up', name: 'Buurvrouw' },
      { kind: 'barred', name: 'Papa', card: father.number },
    ],
    payers: [{ card: father.number, name: 'De betaler', share: 1 }],
  });
  const arrived = (await care.arrive(child.number)).json<{ attendanceId: string }>();
  const path = `/childcare-access/attendances/${arrived.attendanceId}/persons`;

  const answer = await care.door.get(path);
  t.match(answer.json(), {
    mayLeaveAlone: false,
    persons: [
      { kind: 'pick-up', name: 'Mama', hasCard: true },
      { kind: 'pick-up', name: 'Buurvrouw', hasCard: false },
      { kind: 'barred', name: 'Papa', hasCard: true },
    ],
  });
  t.notMatch(answer.body, /betaler/);

  await care.leave(child.number, { pickUpCard: mother.number });
  t.match((await care.door.get(path)).json(), refusal('attendance-not-found'), 'it has left');
});

t.test('a group is one of the location', async (t) => {
  const child = await care.addChild();
  const body = { card: child.number, location: 'rainbow', days: [1], group: 'bees' };
  const wrong = await care.desk.post('/childcare-access/enrolments', {
    ...body,
    onFreeDays: false,
    mayLeaveAlone: false,
  });
  t.match(wrong.json(), { ...refusal('unknown-name'), jsonPointer: '/group' });

  const id = await care.enrol(child, { group: 'bees' });
  const pattern = { days: [1], onFreeDays: false, mayLeaveAlone: false };
  const change = async (group: string) =>
    care.desk.put(`/childcare-access/enrolments/${id}/days`, { ...pattern, group });
  t.match((await change('wasps')).json(), refusal('unknown-name'));
  t.equal((await change('bears')).statusCode, 204);
  t.match(await care.find(child.number), [{ group: 'bears', days: [1] }]);
});

t.test('a child that is erased while it is inside is on the list of the device', async (t) => {
  const tree = placeId('lier', 'tree-house');
  const child = await care.addChild();
  await care.enrol(child, { location: 'tree-house' });
  await care.arrive(child.number, { placeId: tree });

  await care.erase(child);

  const { key } = (await device('key', tree)).json<Given>();
  const { sealed } = (await device('list', tree)).json<Given>();
  t.same(await openAsBrowser(key, sealed), [{ name: 'Onbekend', group: null }]);
});
