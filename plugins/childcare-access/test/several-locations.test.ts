import fc from 'fast-check';
import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { careCents, childcareCharge } from '../money/charge-child.ts';
import { type ChildOfDay, planDay } from '../money/plan-lines.ts';
import { lier } from './lier-settings.ts';
import { openChildcare } from './open-childcare.ts';

// A database for each.
t.setTimeout(120_000);

type Care = Awaited<ReturnType<typeof openChildcare>>;

const HOME = { days: [1, 2, 3, 4, 5], onFreeDays: true, mayLeaveAlone: true };

/** A child that is enrolled at both, with one payer. */
async function enrolTwice(care: Care) {
  care.at('08:00', '2026-11-02');
  const [child, parent] = [await care.addChild(), await care.api.addHolder()];
  const payers = [{ card: parent.number, name: 'Mama', share: 1 }];
  await care.enrol(child, { ...HOME, payers });
  await care.enrol(child, { ...HOME, payers, location: 'tree-house' });
  const stay = async (key: string, day: string, [from, until]: readonly [string, string]) => {
    const tap = { card: child.number, placeId: placeId('lier', key) };
    care.api.core.setNow(`${day}T${from}+01:00`);
    const arrived = await care.door.post('/childcare-access/arrivals', tap);
    if (arrived.statusCode !== 200) throw new Error(arrived.body);
    care.api.core.setNow(`${day}T${until}+01:00`);
    const left = await care.door.post('/childcare-access/departures', tap);
    if (left.statusCode !== 200) throw new Error(left.body);
    return left.json<{ attendanceId: string }>().attendanceId;
  };
  return { child, stay };
}

const paid = async (care: Care, about: string) =>
  (await care.facts(about)).map(({ shares }) => shares['PAYER']);

t.test('a free day at two locations is one day', async (t) => {
  const care = await openChildcare(t);
  const { stay } = await enrolTwice(care);
  const day = '2026-11-03';
  const first = await stay('nest', day, ['09:00:00', '11:00:00']);
  await stay('tree-house', day, ['13:00:00', '15:00:00']);
  care.at('04:00', '2026-11-04');
  await care.work('settle-days');
  t.same(await paid(care, 'care/2026-11-03'), [900], 'four hours');

  const because = { because: 'De verkeerde kaart.' };
  await care.desk.post(`/childcare-access/attendances/${first}/strike`, because);
  await care.work('settle-days');
  t.same(await paid(care, 'care/2026-11-03'), [900, -900, 500], 'two hours, at the other');
});

t.test('a correction at one location changes what the other costs', async (t) => {
  const care = await openChildcare(t);
  care.at('08:00', '2026-11-02');
  const child = await care.addChild();
  const stays: string[] = [];
  const hours = { nest: ['08:00', '10:00'], 'tree-house': ['13:00', '14:00'] };
  for (const [location, [from, until]] of Object.entries(hours)) {
    const parent = await care.api.addHolder();
    const payers = [{ card: parent.number, name: 'Ouder', share: 1 }];
    await care.enrol(child, { ...HOME, payers, location });
    care.at('18:00', '2026-11-03');
    const added = await care.desk.post('/childcare-access/attendances', {
      card: child.number,
      placeId: placeId('lier', location),
      arrivedAt: `2026-11-03T${from}:00+01:00`,
      departedAt: `2026-11-03T${until}:00+01:00`,
      because: 'Niemand tikte.',
    });
    t.equal(added.statusCode, 200, added.body);
    stays.push(added.json<{ id: string }>().id);
    care.at('08:00', '2026-11-02');
  }
  care.at('04:00', '2026-11-04');
  await care.work('settle-days');
  const sorted = async () => (await paid(care, 'care')).toSorted((x = 0, y = 0) => x - y);
  t.same(await sorted(), [300, 600], 'three hours: two at one, one at the other');

  await care.desk.post(`/childcare-access/attendances/${stays[1]}/correct`, {
    arrivedAt: '2026-11-03T13:00:00+01:00',
    departedAt: '2026-11-03T13:30:00+01:00',
    because: 'De kaart werd te laat getikt.',
  });
  await care.work('settle-days');
  t.same(await sorted(), [-600, -300, 100, 300, 400, 600], 'two hours and a half cost less');
});

t.test('a school day at two locations costs no more than the most of a day', async (t) => {
  const care = await openChildcare(t);
  const { stay } = await enrolTwice(care);
  const day = '2026-11-10';
  await stay('nest', day, ['07:00:00', '12:45:00']);
  await stay('tree-house', day, ['13:00:00', '18:15:00']);
  care.at('04:00', '2026-11-12');
  await care.work('settle-days');
  t.same(await paid(care, `care/${day}`), [1500]);
});

t.test('half a minute under three hours is under three hours', async (t) => {
  const care = await openChildcare(t);
  const { stay } = await enrolTwice(care);
  await stay('nest', '2026-11-03', ['09:00:00', '11:59:30']);
  await stay('nest', '2026-11-04', ['09:00:00', '10:00:20']);
  await stay('nest', '2026-11-04', ['11:00:00', '12:00:20']);
  await stay('nest', '2026-11-04', ['13:00:00', '13:59:10']);
  await stay('nest', '2026-11-05', ['09:00:00', '12:00:00']);
  care.at('04:00', '2026-11-06');
  await care.work('settle-days');

  t.same(await paid(care, 'care/2026-11-03'), [500]);
  t.same(await paid(care, 'care/2026-11-04'), [500], 'nor do several stays add up the roundings');
  t.same(await paid(care, 'care/2026-11-05'), [900]);
});

const stays = fc.array(fc.nat({ max: 20_000_000 }), { maxLength: 4 });
const enrolments = fc.array(stays, { minLength: 1, maxLength: 4 });
const dayType = fc.constantFrom('school', 'free' as const);
const DAY = '2026-11-19';

/** What each enrolment of one child costs, in the order in which they are given. */
function costs(type: 'school' | 'free', all: readonly (readonly number[])[]): number[] {
  const children = all.map((own, at): ChildOfDay => {
    return {
      roleId: `role-${at}`,
      passholderId: 'child',
      dayType: type,
      stays: own.map((lengthMs) => ({ lengthMs, lateMinutes: 0 })),
      meals: [],
      isMissed: false,
      payers: [{ payerId: `payer-${at}`, share: 1 }],
      households: [],
    };
  });
  const items = planDay(DAY, children).flatMap((line) => line.items);
  return children.map(({ roleId }) => {
    const item = items.find((one) => one.roleId === roleId);
    const data = item?.data;
    const charge = data && childcareCharge({ config: lier, serviceDate: DAY, data });
    return charge?.priceCents ?? 0;
  });
}

const sum = (parts: readonly number[]) => parts.reduce((total, one) => total + one, 0);

t.test('what the enrolments cost is the price of the whole day, and no more', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(dayType, enrolments, (type, all) => {
        const whole = careCents({ dayType: type, staysMs: all.flat() }, DAY, lier);
        const total = sum(costs(type, all));
        return total === whole && total <= 1500;
      }),
    ),
  );
});

t.test('one enrolment costs what its stays do, whatever was not attended', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(dayType, stays, (type, own) => {
        const [only, none] = costs(type, [own, []]);
        return only === careCents({ dayType: type, staysMs: own }, DAY, lier) && none === 0;
      }),
    ),
  );
});

t.test('the order of the enrolments changes no total, and no part but for a cent', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(dayType, enrolments, (type, all) => {
        const there = costs(type, all);
        const back = costs(type, all.toReversed()).toReversed();
        const isNear = there.every((cents, at) => Math.abs(cents - (back[at] ?? 0)) <= 1);
        return isNear && sum(there) === sum(back);
      }),
    ),
  );
});

t.test('a school day and a free day of one child are priced apart', async (t) => {
  const hour = { lengthMs: 3_600_000, lateMinutes: 0 };
  const of = (roleId: string, type: 'school' | 'free'): ChildOfDay => ({
    roleId,
    passholderId: 'child',
    dayType: type,
    stays: [hour],
    meals: [],
    isMissed: false,
    payers: [{ payerId: null, share: 1 }],
    households: [],
  });

  const [line] = planDay(DAY, [of('a', 'school'), of('b', 'free')]);

  t.same(
    line?.items.map(({ data }) => {
      return childcareCharge({ config: lier, serviceDate: DAY, data })?.priceCents;
    }),
    [200, 500],
  );
});
