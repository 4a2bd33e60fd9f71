import t from 'tap';
import { openChildcare } from './open-childcare.ts';

/*
 * A stay that is written down by hand was on a day with care, while its location was open. A tap
 * stays as it is: who is inside is a fact.
 */

const because = 'Vergeten te tikken.';
const outside = {
  type: '/problems/childcare-access-impossible-times',
  detail: 'the location is open from 07:00 until 18:30',
  jsonPointer: '/arrivedAt',
  endUserMessage: { nl: 'Deze locatie is open van 07:00 tot 18:30.' },
};

const care = await openChildcare(t);

t.test('a stay is on a day with care, and not while its location is shut', async (t) => {
  care.at('08:00', '2026-11-10');
  const child = await care.addChild();
  await care.enrol(child);
  care.at('15:30', '2026-11-24');
  const add = async (day: string, from: string, until: string) => {
    const times = { arrivedAt: `${day}T${from}:00+01:00`, departedAt: `${day}T${until}:00+01:00` };
    const body = { card: child.number, placeId: care.nest, ...times, because };
    return care.desk.post('/childcare-access/attendances', body);
  };
  const noCare = (nl: string) => ({
    type: '/problems/childcare-access-no-care',
    jsonPointer: '/arrivedAt',
    endUserMessage: { nl },
  });

  const armistice = (await add('2026-11-11', '16:00', '17:00')).json();
  t.match(armistice, noCare('Op 11/11/2026 is er geen opvang.'));
  const sunday = (await add('2026-11-22', '16:00', '17:00')).json();
  t.match(sunday, noCare('Op 22/11/2026 is er geen opvang.'));
  t.match((await add('2026-11-18', '02:00', '03:00')).json(), outside);
  t.match((await add('2026-11-18', '06:00', '07:00')).json(), outside);
  t.match((await add('2026-11-18', '18:30', '19:00')).json(), outside);
  t.equal((await add('2026-11-18', '06:50', '07:10')).statusCode, 200, 'it came early');
  t.equal((await add('2026-11-18', '18:20', '19:00')).statusCode, 200, 'it was fetched late');
});

t.test('a correction does not put a stay where its location is shut', async (t) => {
  care.at('08:00', '2026-11-19');
  const child = await care.addChild();
  await care.enrol(child, { mayLeaveAlone: true });
  care.at('19:00');
  t.equal((await care.arrive(child.number)).statusCode, 200, 'who is inside is a fact');
  care.at('19:10');
  const left = await care.leave(child.number);
  const { attendanceId } = left.json<{ attendanceId: string }>();
  const correct = async (from: string, until: string) =>
    care.desk.post(`/childcare-access/attendances/${attendanceId}/correct`, {
      arrivedAt: `2026-11-19T${from}:00+01:00`,
      departedAt: `2026-11-19T${until}:00+01:00`,
      because,
    });

  t.match((await correct('18:40', '19:00')).json(), outside);
  t.equal((await correct('18:00', '19:00')).statusCode, 204);
});
