import t from 'tap';
import { openChildcare } from './open-childcare.ts';

const care = await openChildcare(t);
const EVERY_DAY = { days: [1, 2, 3, 4, 5], onFreeDays: false, mayLeaveAlone: true };

t.test('who was barred stays barred by name when he is erased, until the child is', async (t) => {
  const [child, barred] = [await care.addChild(), await care.api.addHolder()];
  const persons = [
    { kind: 'barred', name: 'Geweerde Persoon', card: barred.number },
    { kind: 'pick-up', name: 'Oma Rosa' },
  ];
  await care.enrol(child, { persons });

  await care.erase(barred);

  const [found] = await care.find(child.number);
  t.match(found?.persons, [{ kind: 'barred', name: 'Geweerde Persoon', hasCard: false }, {}]);
  const holders = 'select from childcare_access.contact where passholder_id is not null';
  t.same(await care.api.core.asOwner(holders), []);
  await care.arrive(child.number);
  const personId = found?.persons[0]?.id ?? '';
  const confirmed = { personId, because: 'Hij staat aan de deur.' };
  t.match((await care.leave(child.number, { confirmed })).json(), { refused: 'barred' });
  await care.erase(child);
  t.same(await care.api.core.asOwner('select from childcare_access.contact'), []);
});

t.test('who counts heads looks for a child that was erased while it is inside', async (t) => {
  const child = await care.addChild({ firstName: 'Lou', lastName: 'De Smet' });
  await care.enrol(child);
  await care.arrive(child.number);

  await care.erase(child);

  t.match((await care.inside()).children, [{ firstName: '', lastName: 'Onbekend' }]);
  const path = `/childcare-access/locations/${care.nest}`;
  t.match((await care.door.get(`${path}/inside/page`)).body, /<td>Onbekend<\/td>/);
});

t.test('who sends a command of an erased child again is told that it is gone', async (t) => {
  const child = await care.addChild();
  const card = child.number;
  const commands = [
    ['desk', 'enrolments', { card, location: 'nest', ...EVERY_DAY }],
    ['door', 'arrivals', { card, placeId: care.nest }],
    ['door', 'departures', { card, placeId: care.nest }],
    [
      'desk',
      'attendances',
      {
        card,
        placeId: care.nest,
        arrivedAt: '2026-11-19T13:00:00+01:00',
        departedAt: '2026-11-19T14:00:00+01:00',
        because: 'Vergeten te tikken.',
      },
    ],
  ] as const;
  const send = ([who, path, body]: (typeof commands)[number], at: number) => {
    const key = `00000000-0000-4000-8000-00000000000${at}`;
    return care[who].post(`/childcare-access/${path}`, body, { key });
  };
  for (const [at, command] of commands.entries()) {
    t.equal((await send(command, at)).statusCode, 200, command[1]);
    t.equal((await send(command, at)).statusCode, 200, 'and again');
  }

  await care.erase(child);

  for (const [at, command] of commands.entries()) {
    const again = await send(command, at);
    t.equal(again.statusCode, 410, command[1]);
    t.match(again.json(), { type: '/problems/fact-erased' });
  }
});

t.test('what an erased payer was charged stands, whatever is corrected later', async (t) => {
  const town = await openChildcare(t);
  const payer = await town.api.addHolder();
  const grandmother = { card: payer.number, name: 'Oma', share: 1 };
  const lists = [[grandmother], [grandmother, { share: 1 }], [{ share: 1 }]];
  const persons = [{ kind: 'pick-up', name: 'Oma', card: payer.number }];
  const stays: string[] = [];
  for (const payers of lists) {
    const child = await town.addChild();
    await town.enrol(child, { payers, persons });
    stays.push(await town.stay(child.number, payer.number, 60));
  }
  town.at('00:10', '2026-11-20');
  await town.work('settle-days');
  const before = (await town.facts('care')).length;
  town.at('10:00', '2027-01-01');
  const gone = await town.api.as('lier-privacy').delete(`/passholders/${payer.passholderId}`);
  t.equal(gone.statusCode, 204, gone.body);

  const correct = async (stay = '') => {
    const answer = await town.desk.post(`/childcare-access/attendances/${stay}/correct`, {
      arrivedAt: '2026-11-19T16:00:00+01:00',
      departedAt: '2026-11-19T18:00:00+01:00',
      because: 'De kaart werd te laat getikt.',
    });
    t.equal(answer.statusCode, 204, answer.body);
    await town.work('settle-days');
    return (await town.facts('care')).slice(before).map(({ shares }) => shares);
  };
  const other = [
    { PAYER: -200, ocmw: 0 },
    { PAYER: 400, ocmw: 0 },
  ];
  t.same(await correct(stays[2]), other, 'of another child');
  const half = [
    { PAYER: -75, ocmw: 0, childcare: -25 },
    { PAYER: 150, ocmw: 0, childcare: 50 },
  ];
  const both = [...other, ...half];
  t.same(await correct(stays[1]), both, 'the half of the household, with the sibling still there');
  t.same(await correct(stays[0]), both, 'of the child itself');
});
