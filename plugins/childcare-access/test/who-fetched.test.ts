import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { ChildcareConfig } from '../config.ts';
import type { Installation } from '../../../core/municipalities/installation.ts';
import { changeTown, shippedInstallation } from '../../../test/fixtures/open-api.ts';
import { openChildcare } from './open-childcare.ts';

/*
 * What the department finds out afterwards: who took a child home and why, and who was refused.
 */

const care = await openChildcare(t);
const DAY = '2026-11-19';
const because = 'Kaart vergeten, gekend gezicht.';

t.beforeEach(() => care.at('15:30'));

interface Stay {
  readonly attendanceId: string;
  readonly firstName: string;
}

async function stayOf(firstName: string) {
  const path = `/childcare-access/locations/${care.nest}/days/${DAY}`;
  const stays = (await care.desk.get(path)).json<Stay[]>();
  return stays.find((one) => one.firstName === firstName);
}

async function refusedOf(firstName: string) {
  const answer = await care.desk.get(`/childcare-access/days/${DAY}/refused-pick-ups`);
  return answer.json<Stay[]>().filter((one) => one.firstName === firstName);
}

/** A child that is inside, with somebody to fetch it and somebody who never may. */
async function inside(firstName: string) {
  const [oma, barred] = [await care.api.addHolder(), await care.api.addHolder()];
  const child = await care.addChild({ firstName });
  const persons = [
    { kind: 'pick-up', name: 'Oma Rosa', card: oma.number },
    { kind: 'pick-up', name: 'Nonkel Jan' },
    { kind: 'barred', name: 'Meneer Geweerd', card: barred.number },
  ];
  const id = await care.enrol(child, { days: [], persons });
  const arrived = await care.arrive(child.number, { because: 'De ouders belden.' });
  if (arrived.statusCode !== 200) throw new Error(arrived.body);
  const idOf = async (name: string) => {
    const [found] = await care.find(child.number);
    return found?.persons.find((one) => one.name === name)?.id ?? '';
  };
  return { ...child, barred, id, idOf, oma, persons };
}

t.test('the department reads who fetched a child, and why staff confirmed it', async (t) => {
  const [byCard, byStaff] = [await inside('Kaart'), await inside('Woord')];
  t.match(await stayOf('Kaart'), { fetchedBy: null, arrivalReason: 'De ouders belden.' });
  await care.leave(byCard.number, { pickUpCard: byCard.oma.number });
  const confirmed = { personId: await byStaff.idOf('Nonkel Jan'), because };
  await care.leave(byStaff.number, { confirmed });
  // The list of the child says something else since.
  await care.desk.put(`/childcare-access/enrolments/${byCard.id}/persons`, { persons: [] });

  t.match(await stayOf('Kaart'), { fetchedBy: 'Oma Rosa', departureReason: null });
  t.match(await stayOf('Woord'), { fetchedBy: 'Nonkel Jan', departureReason: because });
  const rows = await care.api.core.asOwner<{ text: string }>(
    'select a::text from childcare_access.attendance a',
  );
  t.notMatch(rows.map(({ text }) => text).join(), /Oma|Nonkel|vergeten|belden/);
});

t.test(
  'who is barred and was refused is told to the department, for one command once',
  async (t) => {
    const child = await inside('Bewaakt');
    const stranger = await care.api.addHolder();
    const key = randomUUID();
    const body = { card: child.number, placeId: care.nest, pickUpCard: child.barred.number };
    const refuse = () => care.door.post('/childcare-access/departures', body, { key });
    t.equal((await refuse()).statusCode, 409);
    care.at('15:40');
    t.equal((await refuse()).statusCode, 409);
    const confirmed = { personId: await child.idOf('Meneer Geweerd'), because };
    t.match((await care.leave(child.number, { confirmed })).json(), { refused: 'barred' });
    // Who is not named, or alone, is no danger that must be written down.
    await care.leave(child.number, { pickUpCard: stranger.number });
    await care.leave(child.number);

    const who = { location: 'nest', lastName: 'Peeters', who: 'Meneer Geweerd' };
    t.match(await refusedOf('Bewaakt'), [
      { ...who, refusedAt: '2026-11-19T14:30:00Z' },
      { ...who, refusedAt: '2026-11-19T14:40:00Z' },
    ]);
    const { children } = await care.inside();
    t.ok(children.some(({ firstName }) => firstName === 'Bewaakt'));
    const rows = await care.api.core.asOwner<{ text: string }>(
      'select r::text from childcare_access.refused_pick_up r',
    );
    t.equal(rows.length, 2);
    t.notMatch(rows.map(({ text }) => text).join(), /Geweerd/);
    const path = `/childcare-access/days/${DAY}/refused-pick-ups`;
    t.equal((await care.door.get(path)).statusCode, 403, 'not to the device at the door');
  },
);

t.test('who stays on the list of a child keeps the id', async (t) => {
  const child = await inside('Lijst');
  const [oma, jan, barred] = [
    await child.idOf('Oma Rosa'),
    await child.idOf('Nonkel Jan'),
    await child.idOf('Meneer Geweerd'),
  ];
  const put = async (persons: object[]) => {
    const path = `/childcare-access/enrolments/${child.id}/persons`;
    t.equal((await care.desk.put(path, { persons })).statusCode, 204);
    const [found] = await care.find(child.number);
    return found?.persons.map(({ id, name }) => [name, id]);
  };
  const [first, second, third] = child.persons;

  t.same(await put([{ ...third }, { ...second }, { ...first, name: 'Grootmoeder' }]), [
    ['Meneer Geweerd', barred],
    ['Nonkel Jan', jan],
    ['Grootmoeder', oma],
  ]);
  const again = await put([{ ...first, kind: 'barred' }, { ...second }, { ...second }]);
  t.same(
    again?.map(([, id]) => id === oma || id === jan),
    [false, true, false],
    'who may fetch and who never may are two, and so are two of one name',
  );
});

t.test('a correction says by which client it was made', async (t) => {
  const child = await inside('Verbeterd');
  await care.leave(child.number, { pickUpCard: child.oma.number });
  const id = (await stayOf('Verbeterd'))?.attendanceId;
  const times = { arrivedAt: `${DAY}T15:00:00+01:00`, departedAt: `${DAY}T15:20:00+01:00` };
  const body = { ...times, because: 'Te laat getikt.' };
  await care.desk.post(`/childcare-access/attendances/${id}/correct`, body);

  const history = await care.desk.get(`/childcare-access/attendances/${id}/history`);
  t.match(history.json(), [{ because: 'Te laat getikt.', changedBy: 'lier-childcare' }]);
});

t.test(
  'who fetched, and who was refused, is told to the child and erased with either',
  async (t) => {
    const child = await inside('Vergeet');
    const privacy = care.api.as('lier-privacy');
    await care.leave(child.number, { pickUpCard: child.barred.number });
    await care.leave(child.number, { pickUpCard: child.oma.number });
    const told = async ({ passholderId }: { passholderId: string }) =>
      (await privacy.get(`/passholders/${passholderId}/export`)).json().plugins['childcare-access'];
    t.match(await told(child), {
      attendances: [{ fetchedBy: 'Oma Rosa' }],
      refusedPickUps: [{ location: 'nest', who: 'Meneer Geweerd' }],
    });
    t.match(await told(child.oma), { attendances: [], refusedPickUps: [], hasFetched: 1 });
    t.match(await told(child.barred), { refusedPickUps: [], hasFetched: 0, namedFor: 0 });

    await privacy.delete(`/passholders/${child.oma.passholderId}`);
    t.match(await stayOf('Vergeet'), { fetchedBy: null, arrivalReason: 'De ouders belden.' });
    t.equal((await refusedOf('Vergeet')).length, 1);
    await privacy.delete(`/passholders/${child.barred.passholderId}`);
    t.same(await refusedOf('Vergeet'), []);
  },
);

t.test('some time after the enrolment both are forgotten', async (t) => {
  const child = await inside('Voorbij');
  await care.leave(child.number, { pickUpCard: child.barred.number });
  const confirmed = { personId: await child.idOf('Oma Rosa'), because };
  await care.leave(child.number, { confirmed });
  const end = { lastDay: '2026-11-20' };
  await care.desk.post(`/childcare-access/enrolments/${child.id}/end`, end);

  care.at('10:00', '2027-02-18');
  await care.work('forget-ended');
  t.match(await stayOf('Voorbij'), { fetchedBy: 'Oma Rosa', departureReason: because });
  t.equal((await refusedOf('Voorbij')).length, 1);
  care.at('10:00', '2027-02-19');
  await care.work('forget-ended');
  const nothing = { fetchedBy: null, departureReason: null, arrivalReason: null };
  t.match(await stayOf('Voorbij'), nothing);
  t.same(await refusedOf('Voorbij'), []);
});

/** A town in which the library runs the nest, and may read its days. */
async function townWithPartner(): Promise<Installation> {
  const permissions = ['CHILDCARE_ACCESS_ATTENDANCES_READ'];
  const shipped = changeTown(await shippedInstallation(), 'lier', ({ clients }) => {
    const library = clients['lier-library-desk'];
    if (!library) throw new Error('Lier has a library desk');
    return { clients: { ...clients, 'lier-library-desk': { ...library, permissions } } };
  });
  const { config } = shipped.byKey('lier')?.plugins.get('childcare-access') ?? {};
  const { nest } = (config as ChildcareConfig).locations;
  if (!nest) throw new Error('Lier has a nest');
  nest.runBy = 'library';
  return shipped;
}

t.test('who runs a location for the childcare reads its days, and not these', async (t) => {
  const town = await openChildcare(t, await townWithPartner());
  const child = await town.addChild();
  await town.enrol(child, { days: [], mayLeaveAlone: true });
  await town.arrive(child.number, { because: 'De ouders belden.' });
  const partner = town.api.as('lier-library-desk');

  const day = await partner.get(`/childcare-access/locations/${town.nest}/days/${DAY}`);
  t.match(day.json(), [{ lastName: 'Peeters', arrivalReason: null }]);
  const refused = await partner.get(`/childcare-access/days/${DAY}/refused-pick-ups`);
  t.match(refused.json(), { type: '/problems/childcare-access-not-here' });
});

t.test('a child whose card was blocked while it was inside goes home all the same', async (t) => {
  const [child, oma] = [await care.addChild(), await care.api.addHolder()];
  const barred = await care.api.addHolder();
  await care.enrol(child, {
    persons: [
      { kind: 'pick-up', name: 'Oma Rosa', card: oma.number },
      { kind: 'barred', name: 'Geweerde Persoon', card: barred.number },
    ],
  });
  const arrived = await care.arrive(child.number);
  const { attendanceId } = arrived.json<{ attendanceId: string }>();
  const block = `/cards/${child.number}/block`;
  t.ok((await care.api.as('lier-library-desk').post(block)).statusCode < 300);
  const leave = (pickUpCard: string) => {
    const path = `/childcare-access/attendances/${attendanceId}/departure`;
    return care.door.post(path, { placeId: care.nest, pickUpCard });
  };

  t.equal((await care.leave(child.number, { pickUpCard: oma.number })).statusCode, 404);
  t.match((await leave(barred.number)).json(), { refused: 'barred' });
  const left = await leave(oma.number);

  t.match(left.json(), { attendanceId });
  t.equal((await leave(oma.number)).statusCode, 409, 'it is inside no more');
});
